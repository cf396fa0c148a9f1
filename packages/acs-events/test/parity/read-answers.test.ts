import { describe, expect, test } from "vitest";
import { isReadWell, isSubscriptionAnswer } from "../../parity/read-answers.ts";
import { renderRead } from "../../parity/render-read.ts";
import {
  account,
  answered,
  deadLetters,
  exchange,
  group,
  identity,
  inGroup,
  queue,
  read,
  subscription,
  webhook,
} from "./recorded-subscription.ts";

describe("every kind of answer is read without an error, and imported without a change", () => {
  test.each<[string, object]>([
    ["a webhook", subscription(account, { destination: webhook })],
    [
      "of 2017: the word All, and only the beginning of the address",
      subscription(account, {
        destination: {
          properties: { endpointBaseUrl: "https://handlers.contoso.example/api" },
          endpointType: "WebHook",
        },
        filter: { ...answered.filter, includedEventTypes: ["All"] },
        retryPolicy: undefined,
        eventDeliverySchema: undefined,
      }),
    ],
    [
      "of 2018: with an end that has passed since",
      subscription(account, { destination: webhook, expirationTimeUtc: "2018-10-23T04:19:32.2001749Z" }),
    ],
    [
      "of 2019: without a list of event types",
      subscription(inGroup("Microsoft.EventGrid/topics/t"), {
        destination: webhook,
        filter: { subjectBeginsWith: "TestPrefix", includedEventTypes: null },
      }),
    ],
    [
      "event types that no topic type has",
      subscription(account, {
        destination: webhook,
        filter: { ...answered.filter, includedEventTypes: ["blobCreated", "Event1"] },
      }),
    ],
    [
      "a case-sensitive subject and labels",
      subscription(account, {
        destination: webhook,
        filter: { ...answered.filter, subjectBeginsWith: "Prefix", isSubjectCaseSensitive: true },
        labels: ["Finance", "label_1"],
      }),
    ],
    [
      "advanced filters with numbers as floats",
      subscription(account, {
        destination: webhook,
        filter: {
          ...answered.filter,
          enableAdvancedFilteringOnArrays: true,
          advancedFilters: [
            { values: [2.0, 3.5], operatorType: "NumberIn", key: "data.key1" },
            { operatorType: "IsNotNull", key: "data.key2" },
            { value: true, operatorType: "BoolEquals", key: "data.key3" },
          ],
        },
      }),
    ],
    [
      "with Entra ID",
      subscription(account, {
        destination: {
          ...webhook,
          properties: {
            ...webhook.properties,
            azureActiveDirectoryTenantId: "11111111-1111-1111-1111-111111111111",
            azureActiveDirectoryApplicationIdOrUri: "api://handlers",
          },
        },
      }),
    ],
    [
      "with secret headers",
      subscription(account, {
        destination: {
          ...webhook,
          properties: {
            ...webhook.properties,
            deliveryAttributeMappings: [
              { properties: { value: "Hidden", isSecret: true }, name: "x-key", type: "Static" },
            ],
          },
        },
      }),
    ],
    [
      "a function in batches",
      subscription(account, {
        destination: {
          properties: {
            maxEventsPerBatch: 10,
            preferredBatchSizeInKilobytes: 128,
            resourceId: inGroup("Microsoft.Web/sites/crm/functions/inbound"),
          },
          endpointType: "AzureFunction",
        },
      }),
    ],
    [
      "a storage queue and dead letters",
      subscription(account, { destination: queue, deadLetterDestination: deadLetters }),
    ],
    [
      "an event hub",
      subscription(account, {
        destination: {
          properties: { resourceId: inGroup("Microsoft.EventHub/namespaces/n/eventhubs/h") },
          endpointType: "EventHub",
        },
      }),
    ],
    [
      "a Service Bus queue by identity",
      subscription(account, {
        destination: null,
        deliveryWithResourceIdentity: {
          identity,
          destination: {
            properties: { resourceId: inGroup("Microsoft.ServiceBus/namespaces/n/queues/q") },
            endpointType: "ServiceBusQueue",
          },
        },
      }),
    ],
    [
      "a Service Bus topic in CloudEvents",
      subscription(account, {
        destination: {
          properties: { resourceId: inGroup("Microsoft.ServiceBus/namespaces/n/topics/t") },
          endpointType: "ServiceBusTopic",
        },
        eventDeliverySchema: "CloudEventSchemaV1_0",
      }),
    ],
    [
      "of a system topic",
      {
        ...subscription(account, { destination: webhook }),
        id: inGroup("Microsoft.EventGrid/systemTopics/t/eventSubscriptions/first"),
        type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
      },
    ],
    [
      "of a partner topic",
      {
        ...subscription(account, { destination: webhook }),
        id: inGroup("Microsoft.EventGrid/partnerTopics/t/eventSubscriptions/first"),
        type: "Microsoft.EventGrid/partnerTopics/eventSubscriptions",
      },
    ],
    [
      "of a topic in a domain",
      {
        ...subscription(account, { destination: webhook }),
        id: inGroup("Microsoft.EventGrid/domains/d/topics/t/eventSubscriptions/first"),
      },
    ],
    [
      "the time to live of queue messages",
      subscription(account, {
        destination: { ...queue, properties: { ...queue.properties, queueMessageTimeToLiveInSeconds: 300 } },
      }),
    ],
    [
      "a dynamic delivery attribute",
      subscription(account, {
        destination: {
          ...webhook,
          properties: {
            ...webhook.properties,
            deliveryAttributeMappings: [{ properties: { sourceField: "data.key1" }, name: "x-key", type: "Dynamic" }],
          },
        },
      }),
    ],
    [
      "a user-assigned identity",
      subscription(account, {
        destination: null,
        deliveryWithResourceIdentity: {
          identity: {
            type: "UserAssigned",
            userAssignedIdentity: inGroup("Microsoft.ManagedIdentity/userAssignedIdentities/i"),
          },
          destination: queue,
        },
      }),
    ],
    [
      "of a resource group",
      subscription(group, {
        destination: webhook,
        filter: { ...answered.filter, includedEventTypes: ["Microsoft.Resources.ResourceWriteSuccess"] },
      }),
    ],
  ])("%s", async (_, response) => {
    const answer = await read(response);
    expect(answer).toMatchObject({ answered: 1, read: 1, errors: [], imports: [{ kind: "carried", changes: [] }] });
    expect(isReadWell(answer)).toBe(true);
  });

  test("a list over a group: equal names on several scopes, and another page", async () => {
    const value = [
      subscription(account, { destination: webhook }),
      subscription(`${account}2`, { destination: webhook }),
      subscription(group, { destination: webhook }, "FIRST"),
    ];
    const answer = await read({ value, nextLink: "https://management.contoso.example/next" });
    expect(answer).toMatchObject({ answered: 3, read: 3, errors: [] });
    expect(isReadWell(answer)).toBe(true);
    expect(isReadWell(await read({ value: [] }))).toBe(true);
  });
});

describe("what a team file cannot declare is omitted, and nothing of it is dropped", () => {
  const without = (own: object) => read(subscription(account, own));
  test.each<[string, object, string]>([
    [
      "a hybrid connection",
      {
        destination: {
          properties: { resourceId: inGroup("Microsoft.Relay/namespaces/n/hybridConnections/c") },
          endpointType: "HybridConnection",
        },
      },
      "adopt-destination-unsupported",
    ],
    [
      "an identity without a whole id",
      {
        destination: null,
        deliveryWithResourceIdentity: {
          identity: { type: "UserAssigned", userAssignedIdentity: "/i" },
          destination: queue,
        },
      },
      "adopt-identity-changes",
    ],
    [
      "the schema of CloudEvents 0.1",
      { destination: webhook, eventDeliverySchema: "CloudEventV01Schema" },
      "adopt-schema-changes",
    ],
  ])("%s", async (_, own, id) => {
    const answer = await without(own);
    expect(answer).toMatchObject({ errors: [], imports: [{ kind: "omitted", because: [id] }] });
    expect(isReadWell(answer)).toBe(true);
  });
});

test("a GET of event subscriptions that was answered, and nothing else", () => {
  const one = exchange({});
  const list = {
    ...one,
    url: `${group}/providers/Microsoft.EventGrid/systemTopics/t/eventSubscriptions?api-version=x&$top=5`,
  };
  expect([one, list].map(isSubscriptionAnswer)).toEqual([true, true]);
  const others = [
    { ...one, status: 404 },
    { ...one, method: "PUT" as const },
    { ...one, url: `${group}/providers/Microsoft.EventGrid/topicTypes?api-version=x` },
  ];
  expect(others.map(isSubscriptionAnswer)).toEqual([false, false, false]);
});

test("what is wrong is told with its place, and counted", async () => {
  const answers = [
    await read(
      subscription(account, {
        destination: webhook,
        retryPolicy: { maxDeliveryAttempts: 31, eventTimeToLiveInMinutes: 1440 },
      }),
    ),
    await read(subscription(account, { destination: queue })),
  ];
  expect(answers.map(isReadWell)).toEqual([false, true]);
  const text = renderRead(answers);
  expect(text).toContain("Read by check: 2 of 2 answers, 2 of 2 subscriptions; 1 errors.");
  expect(text).toContain(
    "1 ours GET: first: retry-out-of-bounds: maxDeliveryAttempts is 31; Azure allows a whole number from 1 to 30.",
  );
});
