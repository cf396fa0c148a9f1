import { describe, expect, test } from "vitest";
import { compareWithCode, filterSentences } from "../../../src/cli/drift/compare-with-code.ts";
import { headline, markdownOfDrift, renderDrift } from "../../../src/cli/render/drift.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";

const account = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";
/** As Azure answers it. */
const deployed = {
  name: "support-texts",
  filter: {
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "/phonenumber/1555",
    subjectEndsWith: "",
  },
  destination: { endpointType: "StorageQueue", resourceId: account, queueName: "texts" },
  deadLetterWithResourceIdentity: {
    identity: { type: "SystemAssigned" },
    deadLetterDestination: { endpointType: "StorageBlob", resourceId: account, blobContainerName: "undelivered" },
  },
  retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
  eventDeliverySchema: "EventGridSchema",
  labels: ["owner=support@contoso.example", "team=support"],
  provisioningState: "Succeeded",
};
/** As the plan has it. */
const planned = {
  ...deployed,
  team: "support",
  owner: "support@contoso.example",
  destination: { ...deployed.destination, endpoint: "texts", kind: "storage-queue" },
  deadLetterWithResourceIdentity: undefined,
  deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "undelivered" },
  labels: ["team=support", "owner=support@contoso.example"],
};

const compared = (azure: readonly object[], code: readonly object[]) =>
  compareWithCode("prod", readSubscriptionSet(azure).subscriptions, readSubscriptionSet(code).subscriptions);
const differing = (change: object) => {
  const { differences } = compared([{ ...deployed, ...change }], [planned]);
  return differences.flatMap((one) => [...filterSentences(one), ...one.differs.map(({ message }) => message)]);
};

test("what is deployed as it is in code", () => {
  const drift = compared([deployed], [planned]);
  expect(drift).toMatchObject({ differences: [], notes: [], summary: { inAzure: 1, inCode: 1, different: 0 } });
  expect(renderDrift(drift)).toBe('Azure has what is in code: 1 subscription of the stack "prod".');
});

test("a filter that is only written differently matches the same events", () => {
  const filter = {
    ...deployed.filter,
    advancedFilters: [{ operatorType: "StringIn", key: "eventType", values: [...deployed.filter.includedEventTypes] }],
  };
  expect(differing({ filter })).toEqual([]);
});

describe("what differs is said of both sides", () => {
  test.each([
    [
      "attempts",
      { retryPolicy: { maxDeliveryAttempts: 5, eventTimeToLiveInMinutes: 1440 } },
      "The number of attempts is 5 in Azure and 30 in code.",
    ],
    [
      "time to live",
      { retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 60 } },
      "The time to live in minutes is 60 in Azure and 1440 in code.",
    ],
    [
      "schema",
      { eventDeliverySchema: "CloudEventSchemaV1_0" },
      'The delivery schema is "CloudEventSchemaV1_0" in Azure and "EventGridSchema" in code.',
    ],
    [
      "end",
      { expirationTimeUtc: "2027-01-31T00:00:00Z" },
      'The end is "2027-01-31T00:00:00Z" in Azure and "never" in code.',
    ],
    [
      "dead letters",
      { deadLetterWithResourceIdentity: null },
      'The container for undelivered events is "none" in Azure and "undelivered" in code.',
    ],
    [
      "queue",
      { destination: { ...deployed.destination, queueName: "calls" } },
      'The destination is "calls" in Azure and "texts" in code.',
    ],
    [
      "identity",
      {
        destination: null,
        deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: deployed.destination },
      },
      'The identity that delivers is "SystemAssigned" in Azure and "none" in code.',
    ],
    [
      "who writes undelivered events",
      {
        deadLetterWithResourceIdentity: undefined,
        deadLetterDestination: { endpointType: "StorageBlob", resourceId: account, blobContainerName: "undelivered" },
      },
      'The identity that writes undelivered events is "none" in Azure and "SystemAssigned" in code.',
    ],
    [
      "a write that failed",
      { provisioningState: "Failed" },
      'Its state is "Failed" in Azure: the last write to it is not completed, or has failed.',
    ],
    [
      "labels",
      { labels: ["team=support", "x"] },
      'The labels differ; only in Azure: "x"; only in code: "owner=support@contoso.example".',
    ],
    [
      "a wider filter",
      { filter: { ...deployed.filter, subjectBeginsWith: "/phonenumber/1" } },
      expect.stringMatching(
        /^The filter in Azure matches more events than the one in code, for example SMSReceived \/phonenumber\//,
      ),
    ],
    [
      "a narrower filter",
      { filter: { ...deployed.filter, subjectBeginsWith: "/phonenumber/15551" } },
      expect.stringMatching(/^The filter in code matches more events than the one in Azure, for example SMSReceived /),
    ],
  ])("%s", (_, change, sentence) => {
    expect(differing(change)).toEqual([sentence]);
  });

  test("with other event types", () => {
    const filter = { ...deployed.filter, includedEventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived"] };
    const drift = compared([{ ...deployed, filter }], [planned]);
    expect(drift.differences).toMatchObject([
      {
        kind: "different",
        team: "support",
        filter: { relation: "disjoint", onlyInAzure: { eventType: filter.includedEventTypes[0] } },
      },
    ]);
    expect(filterSentences(drift.differences[0] ?? { subscription: "", kind: "different", differs: [] })).toHaveLength(
      2,
    );
  });
});

test("what is on one side only, and what is not deployed on purpose", () => {
  const drift = compared(
    [
      { ...deployed, name: "by-hand" },
      { ...deployed, name: "SUPPORT-TEXTS" },
    ],
    [planned, { ...planned, name: "support-new" }, { ...planned, name: "support-later", pending: true }],
  );
  expect(drift.differences.map(({ subscription, kind }) => [subscription, kind])).toEqual([
    ["by-hand", "only-in-azure"],
    ["support-new", "only-in-code"],
  ]);
  expect(drift.notes).toEqual(["support-later is pending in code: it is deployed once its endpoint is there."]);
  expect(headline(drift)).toBe(
    'Azure does not have what is in code of the stack "prod": 1 only in Azure, 1 only in code.',
  );
});

test("a name that the input does not say is not compared", () => {
  const resources = [
    { type: "Microsoft.EventGrid/systemTopics/eventSubscriptions", name: "[parameters('x')]", properties: deployed },
  ];
  const { subscriptions } = readSubscriptionSet({ resources });
  expect(subscriptions).toHaveLength(1);
  expect(compareWithCode("prod", subscriptions, []).differences).toEqual([]);
});

test("nothing of a name acts on a terminal or on Markdown", () => {
  const drift = compared([{ ...deployed, name: "a\u001b[31m`<b>`" }], []);
  expect(renderDrift(drift)).not.toContain("\u001b[31m");
  expect(markdownOfDrift(drift)).toContain("- `a\\u001b[31m'<b>'` only in Azure: no team file declares it");
});

test("delivery attributes, an identity and the time to live of messages are compared; a secret is neither compared nor printed", () => {
  const hub = "/subscriptions/s/resourceGroups/g/providers/Microsoft.EventHub/namespaces/n/eventhubs/h";
  const own = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/writer";
  const thread = { name: "thread", type: "Dynamic", sourceField: "data.threadId" };
  const key = { name: "x-key", type: "Static", value: "s3cret", isSecret: true };
  const inAzure = (
    attributes: readonly object[],
    identity: object = { type: "UserAssigned", userAssignedIdentity: own },
  ) => ({
    ...deployed,
    destination: null,
    deliveryWithResourceIdentity: {
      identity,
      destination: { endpointType: "EventHub", resourceId: hub, deliveryAttributeMappings: attributes },
    },
  });
  const inCode = {
    ...planned,
    destination: {
      ...{ endpointType: "EventHub", endpoint: "hub", kind: "event-hub", resourceId: hub, deliveryIdentity: own },
      deliveryAttributeMappings: [thread],
    },
  };
  expect(compared([inAzure([key, thread])], [inCode]).differences).toEqual([]);
  const drift = compared([inAzure([key])], [inCode]);
  expect(renderDrift(drift)).toContain("differs in Azure and in code: deliveryAttributeMappings.");
  expect(JSON.stringify(drift)).not.toContain("s3cret");
  expect(renderDrift(compared([inAzure([thread], { type: "SystemAssigned" })], [inCode]))).toContain(
    `The identity that delivers is "SystemAssigned" in Azure and "writer" in code.`,
  );
  const seconds = { ...deployed, destination: { ...deployed.destination, queueMessageTimeToLiveInSeconds: 60 } };
  expect(renderDrift(compared([seconds], [planned]))).toContain("queueMessageTimeToLiveInSeconds");
});

test("the oldest TLS version of a webhook is compared; a plan without one and nothing set in Azure are both 1.2", () => {
  const place = { endpointType: "WebHook", endpointBaseUrl: "https://crm.contoso.example/sms" };
  const azure = (version: unknown) => ({ ...deployed, destination: { ...place, minimumTlsVersionAllowed: version } });
  const code = (more: object) => ({ ...planned, destination: { ...place, endpoint: "crm", kind: "webhook", ...more } });
  const older = { minimumTlsVersionAllowed: "1.0" };
  const differing = (one: object, other: object) =>
    compared([one], [other]).differences.flatMap(({ differs }) => differs);
  expect(differing(azure("1.2"), code({}))).toEqual([]);
  expect(differing(azure(null), code({}))).toEqual([]);
  expect(differing(azure("1.0"), code(older))).toEqual([]);
  expect(differing(azure("1.0"), code({}))).toEqual([
    {
      path: "destination.minimumTlsVersionAllowed",
      message: 'The oldest TLS version for the webhook is "1.0" in Azure and "1.2" in code.',
      inAzure: "1.0",
      inCode: "1.2",
    },
  ]);
  expect(differing(azure(null), code(older))).toMatchObject([{ inAzure: "1.2", inCode: "1.0" }]);
});

test("two containers of one name are told apart by their accounts", () => {
  const store = (name: string) => ({
    deadLetterWithResourceIdentity: {
      identity: { type: "SystemAssigned" },
      deadLetterDestination: {
        endpointType: "StorageBlob",
        resourceId: `${account}${name}`,
        blobContainerName: "lost",
      },
    },
  });
  const { differences } = compared(
    [{ ...deployed, ...store("one") }],
    [{ ...planned, deadLetterDestination: null, ...store("two") }],
  );
  expect(differences.flatMap(({ differs }) => differs.map(({ message }) => message))).toEqual([
    'The container for undelivered events is "lost of aone" in Azure and "lost of atwo" in code.',
  ]);
});

test("a name that stands twice in the input is a difference, unless both say the same", () => {
  expect(compared([deployed, { ...deployed, name: "SUPPORT-TEXTS" }], [planned]).differences).toEqual([]);
  const other = { ...deployed, expirationTimeUtc: "2099-01-01T00:00:00Z" };
  expect(compared([deployed, other], [planned]).differences).toMatchObject([
    {
      differs: [{ message: "The input has this name more than once, with other settings. The first one is compared." }],
    },
  ]);
});

test("what cannot be seen is neither the same nor different", () => {
  const [record] = readSubscriptionSet([deployed]).subscriptions;
  if (record === undefined) throw new Error("it was read");
  const hidden = [
    { path: "filter.subjectBeginsWith", why: "unknown" as const },
    { path: "destination", why: "secret" as const },
  ];
  const azure = { ...record, filter: { ...record.filter, subjectBeginsWith: "" }, destination: null, hidden };
  const drift = compareWithCode("prod", [azure], readSubscriptionSet([planned]).subscriptions);
  expect(drift).toMatchObject({
    differences: [],
    notes: [
      "support-texts: filter.subjectBeginsWith, destination cannot be seen on both sides, and so is not compared.",
    ],
    summary: { notSeen: 1 },
  });
  expect(headline(drift)).toBe(
    'As far as the input shows it, Azure has what is in code: 1 subscription of the stack "prod".',
  );
});
