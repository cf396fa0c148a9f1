import { describe, expect, test } from "vitest";
import type { AttachedTo } from "../../../src/subscription-set/attached-to.ts";
import { readSubscription } from "../../../src/subscription-set/read-subscription.ts";
import { checkSubscriptions } from "../../../src/subscription-set/rules/index.ts";
import { checkTopics } from "../../../src/subscription-set/rules/topic-rules.ts";
import { sound } from "./said.ts";

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const source = `${group}/providers/Microsoft.Communication/communicationServices/acs`;
const topic: AttachedTo = { kind: "system-topic", name: "acs-events", resourceGroup: "rg", source };
const topicType = "Microsoft.Communication.CommunicationServices";

const record = (attachedTo: AttachedTo | undefined, changes: object = {}) =>
  readSubscription({ json: { ...sound, ...changes }, ...(attachedTo === undefined ? {} : { attachedTo }) }).record;
const said = (...records: readonly ReturnType<typeof record>[]) =>
  checkTopics(records).map(
    ({ subscription, level, id, path, message }) => `${subscription}: ${level} ${id} at ${path}: ${message}`,
  );

test("a topic as it should be", () => {
  const good = { ...topic, topicType, location: "global", identity: { type: "SystemAssigned" } };
  const delivered = {
    destination: null,
    deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: sound.destination },
  };
  expect(said(record(good), record(good, { ...delivered, name: "other" }))).toEqual([]);
  expect(said(record(undefined), record({ kind: "system-topic" }))).toEqual([]);
});

test("its location and type are said once, however many subscriptions it has", () => {
  const bad = { ...topic, topicType: "Microsoft.Storage.StorageAccounts", location: "westeurope" };
  expect(said(record(bad), record(bad, { name: "other" }))).toMatchInlineSnapshot(`
    [
      ": error topic-not-global at location: The location of the system topic "acs-events" is "westeurope". Communication Services is a global source: set it to "global".",
      ": error topic-type-differs at topicType: The topic type of the system topic "acs-events" is "Microsoft.Storage.StorageAccounts", and its source is a resource of type "Microsoft.Communication/communicationServices". Communication Services has the topic type "Microsoft.Communication.CommunicationServices".",
    ]
  `);
  expect(said(record({ ...topic, topicType: topicType.toUpperCase(), location: "Global" }))).toEqual([]);
  const elsewhere = {
    ...topic,
    source: `${group}/providers/Microsoft.Storage/storageAccounts/a`,
    location: "westeurope",
  };
  expect(said(record(elsewhere))).toEqual([]);
  expect(said(record({ ...elsewhere, topicType })).map((line) => line.split(" ")[2])).toEqual(["topic-type-differs"]);
});

test("a second topic on one source", () => {
  const second = { ...topic, name: "other", source: source.toUpperCase() };
  expect(said(record(topic), record(second, { name: "other" }))).toMatchInlineSnapshot(`
    [
      ": error topic-second-on-source at source: "ACS" has two system topics, "acs-events" and "other". Azure refuses the second: "Only one system topic is allowed per source." Put the subscriptions on one topic.",
    ]
  `);
  expect(said(record(topic), record({ ...second, source: `${source}2` }, { name: "other" }))).toEqual([]);
});

describe("identities", () => {
  const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i`;
  const both = { type: "SystemAssigned, UserAssigned", userAssignedIdentities: { [identityId]: {} } };
  const byIdentity = (identity: object) => ({
    destination: null,
    deliveryWithResourceIdentity: { identity, destination: sound.destination },
  });
  const system = { type: "SystemAssigned" };
  const user = { type: "UserAssigned", userAssignedIdentity: identityId.toUpperCase() };

  test.each([
    ["system, has both", system, both, true],
    ["user, has both", user, both, true],
    ["user, has it alone", user, { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } }, true],
    ["system, has user alone", system, { type: "UserAssigned", userAssignedIdentities: { [identityId]: {} } }, false],
    ["user, has another", user, { type: "UserAssigned", userAssignedIdentities: { [`${identityId}2`]: {} } }, false],
    ["user, has system", user, system, false],
    ["system, has none", system, null, false],
    ["system, has None", system, { type: "None" }, false],
    ["system, not known", system, undefined, true],
    ["hidden", { type: "UserAssigned", userAssignedIdentity: "[parameters('id')]" }, null, true],
  ] as const)("%s", (_, wanted, identity, ok) => {
    const attachedTo = identity === undefined ? topic : { ...topic, identity };
    expect(said(record(attachedTo, byIdentity(wanted))).length === 0).toBe(ok);
  });

  test("what is said", () => {
    const deadLetters = {
      deadLetterDestination: null,
      deadLetterWithResourceIdentity: { identity: user, deadLetterDestination: sound.deadLetterDestination },
    };
    expect(
      said(record({ ...topic, identity: null }, { ...byIdentity(system), ...deadLetters })),
    ).toMatchInlineSnapshot(`
      [
        "support-inbound-sms: error identity-not-on-topic at deliveryWithResourceIdentity.identity: It delivers by the topic's own identity (SystemAssigned), which the system topic "acs-events" does not have: its identity is None. Give the identity to the topic.",
        "support-inbound-sms: error identity-not-on-topic at deadLetterWithResourceIdentity.identity: It keeps undelivered events by the user-assigned identity "/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/RESOURCEGROUPS/RG/PROVIDERS/…" (130 characters), which the system topic "acs-events" does not have: its identity is None. Give the identity to the topic.",
      ]
    `);
  });
});

describe("an extension subscription beside the topic's", () => {
  const extension: AttachedTo = { kind: "scope", id: source, source };
  test("with the same destination and a common event type", () => {
    expect(said(record(topic), record(extension, { name: "extension" }))).toMatchInlineSnapshot(`
      [
        "extension: warning extension-beside-topic at : It is attached to the Communication Services resource itself, and "support-inbound-sms" to the resource's system topic, with the same destination. Events that match both arrive twice. Keep the one of the system topic.",
      ]
    `);
  });
  test("with another destination, or other event types, is another matter", () => {
    const queue = { destination: { ...sound.destination, queueName: "other" } };
    const calls = { filter: { includedEventTypes: ["Microsoft.Communication.CallEnded"] } };
    expect(said(record(topic), record(extension, { name: "extension", ...queue }))).toEqual([]);
    expect(said(record(topic), record(extension, { name: "extension", ...calls }))).toEqual([]);
  });
});

test("names and numbers are those of one topic", () => {
  const other = { ...topic, name: "other", source: `${source}2` };
  const ids = (...records: readonly ReturnType<typeof record>[]) => checkSubscriptions(records).map(({ id }) => id);
  const taken = ["subscription-name-taken", "subscription-duplicate"];
  expect(ids(record(topic), record(other)).filter((id) => taken.includes(id))).toEqual([]);
  expect(ids(record(topic), record(topic)).filter((id) => taken.includes(id))).toEqual(["subscription-name-taken"]);
  const many = (attachedTo: AttachedTo) =>
    Array.from({ length: 251 }, (_, index) =>
      record(attachedTo, { name: `s-${index}`, filter: { includedEventTypes: [`Microsoft.Communication.X${index}`] } }),
    );
  expect(ids(...many(topic), ...many(other))).not.toContain("too-many-subscriptions");
});
