import { expect, test } from "vitest";
import { systemTopic as type } from "../../../src/emulator/resources/system-topic.ts";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import {
  account,
  communicationService,
  contosoWorld,
  emptyWorld,
  eventSubscription,
  group,
  put,
  refusalsOf,
  source,
  systemTopic,
  topicId,
} from "../local-world.ts";

const token = "azure-native:eventgrid:SystemTopic";

/** A world in which the source has no topic yet. */
function worldWithoutTopic() {
  const world = contosoWorld();
  world.store.remove(topicId);
  return world;
}

test("takes a topic that Azure takes", () => {
  expect(refusalsOf(worldWithoutTopic(), token, systemTopic)).toEqual([]);
});

test("compares topic types and ids without case, as Azure does", () => {
  const topicType = "microsoft.communication.communicationservices";
  const inputs = { ...systemTopic, topicType, source: source.replace("resourceGroups", "resourcegroups") };
  expect(refusalsOf(worldWithoutTopic(), token, inputs)).toEqual([]);
});

const refused: readonly (readonly [string, ResourceProperties, string])[] = [
  [
    "a name with a dot",
    { systemTopicName: "contoso.events" },
    expect.stringMatching(/^systemTopicName "contoso\.events" .* 3 to 128 letters, digits or hyphens$/),
  ],
  ["no source", { source: undefined }, "source a system topic needs the id of the resource whose events it carries"],
  ["no topic type", { topicType: undefined }, "topicType a system topic needs a topic type"],
  [
    "an unknown topic type",
    { topicType: "Microsoft.Communication.CommunicationService" },
    "topicType Unrecognized topic type Microsoft.Communication.CommunicationService in system topic properties.",
  ],
  [
    "a source of another kind",
    { source: account },
    `source ${account} is not a Communication Services resource, as the topic type says`,
  ],
  [
    "a source that is not there",
    { source: source.replace("contoso-dev", "contoso-prod") },
    `source there is no resource ${source.replace("contoso-dev", "contoso-prod")}; it has to be there before`,
  ],
  [
    "the location of the resource group",
    { location: "westeurope" },
    'location Communication Services are a global source, but the location of their system topic is "westeurope"; say location: "global"',
  ],
  ["no location", { location: undefined }, expect.stringMatching(/^location no location is given, /)],
  [
    "a missing resource group",
    { resourceGroupName: "nowhere" },
    expect.stringMatching(/^resourceGroupName Resource group 'nowhere' /),
  ],
];

test.each(refused)("refuses %s", (_, change, expected) => {
  const refusals = refusalsOf(worldWithoutTopic(), token, { ...systemTopic, ...change });
  expect(refusals.map(({ path, message }) => `${path} ${message}`)).toEqual([expected]);
});

test("refuses a source in another Azure subscription", () => {
  const theirs = source.replace("00000000-0000-0000-0000-000000000000", "11111111-1111-1111-1111-111111111111");
  const refusals = refusalsOf(worldWithoutTopic(), token, { ...systemTopic, source: theirs });
  expect(refusals.map(({ id }) => id)).toEqual(["source-elsewhere"]);
});

test("refuses a second topic of one source, in Azure's words", () => {
  const refusals = refusalsOf(contosoWorld(), token, { ...systemTopic, systemTopicName: "second" });
  expect(refusals).toEqual([
    {
      id: "second-topic",
      path: "source",
      code: "InvalidRequest",
      message: expect.stringContaining(`for the given source ${source}. `),
      cited: true,
    },
  ]);
});

test("refuses another source and another topic type in place", () => {
  const world = contosoWorld();
  put(world, "azure-native:communication:CommunicationService", {
    ...communicationService,
    communicationServiceName: "contoso-prod",
  });
  const other = source.replace("contoso-dev", "contoso-prod");
  expect(refusalsOf(world, token, { ...systemTopic, source: other }).map(({ message }) => message)).toEqual([
    "System topic source cannot be modified.",
  ]);
  expect(
    refusalsOf(world, token, { ...systemTopic, topicType: "Microsoft.Other" }).map(({ message }) => message),
  ).toEqual([
    'the topic type cannot change from "Microsoft.Communication.CommunicationServices" to "Microsoft.Other"',
    expect.stringContaining(" topic type Microsoft.Other in "),
  ]);
});

test("has an identity that stays the same from run to run, and differs from topic to topic", () => {
  const principal = (name: string) => {
    const world = emptyWorld();
    put(world, token, { ...systemTopic, systemTopicName: name });
    return world.store.systemTopics()[0]?.principalId;
  };
  expect(principal("contoso-events")).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(principal("contoso-events")).toBe(principal("contoso-events"));
  expect(principal("contoso-events")).not.toBe(principal("contoso-other"));
});

test("has no object id without a system-assigned identity", () => {
  const world = emptyWorld();
  const { outputs } = put(world, token, { ...systemTopic, identity: { type: "None" } });
  expect(outputs["identity"]).toEqual({ type: "None" });
});

test("is not deleted while it has event subscriptions", () => {
  const world = contosoWorld();
  const topic = world.store.get(topicId);
  if (topic === undefined) throw new Error("the world has a topic");
  expect(type.refusalsOfDeletion?.(topic, world)).toEqual([]);
  put(world, "azure-native:eventgrid:SystemTopicEventSubscription", eventSubscription);
  expect(type.refusalsOfDeletion?.(topic, world).map(({ message }) => message)).toEqual([
    'the system topic still has event subscriptions: "support-texts"',
  ]);
  expect(topic.id.startsWith(group)).toBe(true);
});
