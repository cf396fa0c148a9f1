import { describe, expect, test } from "vitest";
import {
  attachedToOfId,
  attachmentKey,
  attachmentKeys,
  isOfCommunicationServices,
  isSameAttachment,
  scopeOf,
  systemTopicOf,
} from "../../src/subscription-set/attached-to.ts";
import { readSubscription } from "../../src/subscription-set/read-subscription.ts";
import { readPreviewPair, readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { sms } from "./formats/sms-subscription.ts";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const service = `${group}/providers/Microsoft.Communication/communicationServices/acs`;
const topicId = `${group}/providers/Microsoft.EventGrid/systemTopics/acs-events`;

describe("resource ids", () => {
  test.each([
    [
      "of a system topic",
      `${topicId}/eventSubscriptions/x`,
      { kind: "system-topic", id: topicId, name: "acs-events", resourceGroup: "rg" },
    ],
    [
      "of an extension subscription",
      `${service}/providers/Microsoft.EventGrid/eventSubscriptions/x`,
      { kind: "scope", id: service, name: "acs", resourceGroup: "rg", source: service },
    ],
    [
      "of an extension subscription of a system topic, which Azure refuses",
      `${topicId}/providers/Microsoft.EventGrid/eventSubscriptions/x`,
      { kind: "scope", id: topicId, name: "acs-events", resourceGroup: "rg" },
    ],
    [
      "of a resource group",
      `${group}/providers/Microsoft.EventGrid/eventSubscriptions/x`,
      { kind: "scope", id: group, resourceGroup: "rg", source: group },
    ],
    [
      "of a topic in a domain",
      `${group}/providers/Microsoft.EventGrid/domains/d/topics/t/eventSubscriptions/x`,
      {
        kind: "scope",
        id: `${group}/providers/Microsoft.EventGrid/domains/d/topics/t`,
        name: "t",
        resourceGroup: "rg",
        source: `${group}/providers/Microsoft.EventGrid/domains/d/topics/t`,
      },
    ],
    ["of something else", `${group}/providers/Microsoft.Storage/storageAccounts/x`, undefined],
    ["that is none", "eventSubscriptions/x", undefined],
  ])("%s", (_, id, expected) => {
    expect(attachedToOfId(id)).toEqual(expected);
  });

  test("the id keeps the case that Azure's topic loses", () => {
    const json = { ...sms, id: `${topicId}/eventSubscriptions/x`, topic: topicId.toLowerCase() };
    expect(readSubscription({ json }).record.attachedTo).toMatchObject({ id: topicId });
    expect(readSubscription({ json: { ...json, id: undefined } }).record.attachedTo).toMatchObject({
      id: topicId.toLowerCase(),
    });
  });

  test("where nothing is said, nothing is known", () => {
    expect(readSubscription({ json: sms }).record).not.toHaveProperty("attachedTo");
  });
});

describe("the same or not", () => {
  const byId = systemTopicOf(topicId);
  const byName = { kind: "system-topic", name: "ACS-Events", resourceGroup: "RG" } as const;
  const reference = { kind: "system-topic", reference: "azurerm_eventgrid_system_topic.acs" } as const;
  test.each([
    ["ids without case", byId, systemTopicOf(topicId.toUpperCase()), {}, true],
    ["other ids", byId, scopeOf(service), {}, false],
    ["a name and a group", byId, byName, {}, true],
    ["another name", byName, { ...byName, name: "x" }, {}, false],
    ["a name alone", byId, { kind: "system-topic", name: "acs-events" }, {}, undefined],
    ["one reference in one input", reference, reference, { sameInput: true }, true],
    ["one reference in two inputs", reference, reference, {}, undefined],
    ["nothing known", byId, undefined, {}, undefined],
  ] as const)("%s", (_, a, b, options, expected) => {
    expect(isSameAttachment(a, b, options)).toBe(expected);
    expect(isSameAttachment(b, a, options)).toBe(expected);
  });

  test("looked at together, a group and a name are the id that another one has", () => {
    const other = systemTopicOf(topicId.replace(/^\/subscriptions\/[^/]+/, "/subscriptions/other"));
    const keyOf = attachmentKeys([byId, byName, undefined]);
    expect(keyOf(byName)).toBe(keyOf(byId));
    expect(keyOf({ ...byName, name: "x" })).not.toBe(keyOf(byId));
    expect(keyOf(reference)).toBe(reference.reference);
    const twoIds = attachmentKeys([byId, other, byName]);
    expect([byId, other].map(twoIds)).not.toContain(twoIds(byName));
  });

  test("the key groups what is the same", () => {
    expect(attachmentKey(byId)).toBe(attachmentKey(systemTopicOf(topicId.toUpperCase())));
    expect(attachmentKey(byName)).toBe(attachmentKey({ ...byName, name: "acs-events" }));
    expect(attachmentKey(reference)).toBe(reference.reference);
    expect(attachmentKey({ kind: "system-topic" })).toBeUndefined();
  });
});

test("whether events of Communication Services can come is known by the source, else by the topic type", () => {
  const topic = systemTopicOf(topicId);
  expect(isOfCommunicationServices(undefined)).toBeUndefined();
  expect(isOfCommunicationServices(topic)).toBeUndefined();
  expect(isOfCommunicationServices({ ...topic, source: service.toLowerCase() })).toBe(true);
  expect(isOfCommunicationServices({ ...topic, topicType: "microsoft.communication.communicationservices" })).toBe(
    true,
  );
  expect(isOfCommunicationServices({ ...topic, topicType: "Microsoft.Storage.StorageAccounts" })).toBe(false);
  expect(isOfCommunicationServices(scopeOf(group))).toBe(false);
});

describe("a Pulumi program knows its topic", () => {
  const type = "azure-native:eventgrid:SystemTopicEventSubscription";
  const topicType = "azure-native:eventgrid:SystemTopic";
  const topicUrn = `urn:pulumi:dev::p::acs-events:index:Topic$${topicType}::topic`;
  const identity = { type: "SystemAssigned" };
  const topic = {
    urn: topicUrn,
    type: topicType,
    inputs: {
      systemTopicName: "acs-events",
      resourceGroupName: "rg",
      source: service,
      topicType: "Microsoft.Communication.CommunicationServices",
      location: "global",
      identity,
    },
  };
  const subscription = {
    urn: `urn:pulumi:dev::p::${type}::sms`,
    type,
    inputs: { ...sms, eventSubscriptionName: "sms", systemTopicName: "acs-events", resourceGroupName: "rg" },
  };
  const known = { source: service, location: "global", identity };

  test("by its name", () => {
    const set = readSubscriptionSet({ version: 3, deployment: { resources: [subscription, topic] } });
    expect(set.subscriptions[0]?.attachedTo).toMatchObject({ kind: "system-topic", name: "acs-events", ...known });
  });

  test("by its id, once it is deployed", () => {
    const deployed = { ...subscription, id: `${topicId}/eventSubscriptions/sms` };
    const set = readSubscriptionSet({ version: 3, deployment: { resources: [{ ...topic, id: topicId }, deployed] } });
    expect(set.subscriptions[0]?.attachedTo).toMatchObject({ id: topicId, ...known });
  });

  test("by the dependency, where its name is not known yet", () => {
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const newState = {
      ...subscription,
      inputs: { ...subscription.inputs, systemTopicName: unknown },
      propertyDependencies: { systemTopicName: [topicUrn] },
    };
    const steps = [
      { op: "create", urn: topicUrn, newState: topic },
      { op: "create", urn: subscription.urn, newState },
    ];
    const head = readPreviewPair({ steps })?.head;
    expect(head?.subscriptions[0]?.attachedTo).toMatchObject({ reference: topicUrn, ...known });
  });

  test("a topic without an identity has none; one that is not known yet is not said", () => {
    const { identity: _, ...without } = topic.inputs;
    const read = (inputs: object) =>
      readSubscriptionSet({ version: 3, deployment: { resources: [{ ...topic, inputs }, subscription] } });
    expect(read(without).subscriptions[0]?.attachedTo).toHaveProperty("identity", null);
    const later = read({ ...without, identity: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" });
    expect(later.subscriptions[0]?.attachedTo).not.toHaveProperty("identity");
  });

  test("an extension subscription by its scope", () => {
    const { systemTopicName: _, resourceGroupName: __, ...inputs } = subscription.inputs;
    const extension = { ...subscription, type: "azure-native:eventgrid:EventSubscription" };
    const read = (scope: string) =>
      readSubscriptionSet({ version: 3, deployment: { resources: [{ ...extension, inputs: { ...inputs, scope } }] } });
    expect(read(service).subscriptions[0]?.attachedTo).toMatchObject({ kind: "scope", id: service, source: service });
    expect(read("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7").subscriptions[0]?.attachedTo).toEqual({ kind: "scope" });
  });
});
