import { describe, expect, test } from "vitest";
import type { Properties } from "../../../src/emulator/store.ts";
import { account, contosoWorld, eventSubscription, group, put, refusalsOf, topicId } from "../local-world.ts";

const token = "azure-native:eventgrid:SystemTopicEventSubscription";
const webhook = { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/api/sms" };
const queue = { endpointType: "StorageQueue", resourceId: account, queueName: "support" };
const deadLetter = { endpointType: "StorageBlob", resourceId: account, blobContainerName: "undelivered" };

test("takes a subscription that Azure takes", () => {
  expect(refusalsOf(contosoWorld(), token, eventSubscription)).toEqual([]);
});

/** One broken property each: what is changed, and the refusal as `id path message`. */
const refused: readonly (readonly [string, Properties, string])[] = [
  [
    "a name that is too short",
    { eventSubscriptionName: "ab" },
    'invalid-name eventSubscriptionName "ab" is not a name that Azure takes here; allowed are 3 to 64 letters, digits or hyphens',
  ],
  [
    "a name with an underscore",
    { eventSubscriptionName: "support_texts" },
    'invalid-name eventSubscriptionName "support_texts" is not a name that Azure takes here; allowed are 3 to 64 letters, digits or hyphens',
  ],
  [
    "a topic that is not there",
    { systemTopicName: "other", deadLetterWithResourceIdentity: undefined },
    `missing-parent - there is no ${group}/providers/Microsoft.EventGrid/systemTopics/other to create the event subscription "support-texts" in`,
  ],
  [
    "a resource group that is not there",
    { resourceGroupName: "nowhere", systemTopicName: "other", deadLetterWithResourceIdentity: undefined },
    "missing-resource-group resourceGroupName Resource group 'nowhere' could not be found.",
  ],
  [
    "no destination",
    { destination: undefined },
    "no-destination destination neither destination nor deliveryWithResourceIdentity is given; one is needed",
  ],
  [
    "two destinations",
    { deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: queue } },
    "two-destinations destination destination and deliveryWithResourceIdentity are given; only one is allowed",
  ],
  [
    "two places for undelivered events",
    { deadLetterDestination: deadLetter },
    "two-destinations deadLetterDestination deadLetterDestination and deadLetterWithResourceIdentity are given; only one is allowed",
  ],
  [
    "a kind of destination that does not exist",
    { destination: { endpointType: "webhook", endpointUrl: "https://a.example" } },
    'unknown-destination destination.endpointType "webhook" is not a kind of destination; allowed are WebHook, AzureFunction, EventHub, HybridConnection, ServiceBusQueue, ServiceBusTopic, StorageQueue, NamespaceTopic',
  ],
  [
    "a destination for other sources",
    { destination: { endpointType: "MonitorAlert", severity: "Sev1" } },
    'destination-of-another-source destination.endpointType "MonitorAlert" takes events of Key Vault only',
  ],
  [
    "a webhook over http",
    { destination: { ...webhook, endpointUrl: "http://handlers.contoso.example" } },
    "invalid-url destination.endpointUrl Invalid event subscription request: The endpoint URL is invalid as it should be specified and cannot be null or empty and should follow the proper https URL format (e.g., https://www.example.com).",
  ],
  [
    "a webhook without a URL",
    { destination: { endpointType: "WebHook" } },
    "invalid-url destination.endpointUrl Invalid event subscription request: The endpoint URL is invalid as it should be specified and cannot be null or empty and should follow the proper https URL format (e.g., https://www.example.com).",
  ],
  [
    "an unknown version of TLS",
    { destination: { ...webhook, minimumTlsVersionAllowed: "1.3" } },
    'unknown-tls-version destination.minimumTlsVersionAllowed "1.3" is none of 1.0, 1.1, 1.2',
  ],
  [
    "a batch that is too large",
    { destination: { ...webhook, maxEventsPerBatch: 5001 } },
    "out-of-range destination.maxEventsPerBatch 5001 is not a whole number from 1 to 5000",
  ],
  [
    "batches to a queue",
    { destination: { ...queue, preferredBatchSizeInKilobytes: 64 } },
    'no-batches destination.preferredBatchSizeInKilobytes "StorageQueue" takes no batches; leave it out',
  ],
  [
    "a resource of another type",
    { destination: { ...queue, endpointType: "ServiceBusQueue" } },
    `wrong-destination-id destination.resourceId "${account}" is not the id of a resource of type Microsoft.ServiceBus/namespaces/queues`,
  ],
  [
    "a function that is not deployed",
    {
      destination: {
        endpointType: "AzureFunction",
        resourceId: `${group}/providers/Microsoft.Web/sites/crm/functions/inbound`,
      },
    },
    `missing-destination destination.resourceId Endpoint validation: Destination azure endpoint not found ${group}/providers/Microsoft.Web/sites/crm/functions/inbound. Resource should pre-exist`,
  ],
  [
    "a queue that is not in its account",
    { destination: { ...queue, queueName: "other" } },
    'missing-destination destination.queueName the storage account has no queue "other"',
  ],
  [
    "a queue that cannot be",
    { destination: { ...queue, queueName: "Support" } },
    'invalid-name destination.queueName "Support" is not a name that Azure takes here; allowed are 3 to 63 lower-case letters, digits or single hyphens, with no hyphen at either end',
  ],
  [
    "a message that lives no time",
    { destination: { ...queue, queueMessageTimeToLiveInSeconds: 0 } },
    "invalid-time-to-live destination.queueMessageTimeToLiveInSeconds 0 is no time to live in seconds: a whole number above 0, or -1 for ever",
  ],
  [
    "headers for a queue",
    { destination: { ...queue, deliveryAttributeMappings: [{ type: "Static", name: "a", value: "b" }] } },
    'no-delivery-attributes destination.deliveryAttributeMappings "StorageQueue" takes no delivery attributes',
  ],
  [
    "a header of Event Grid's own",
    { destination: { ...webhook, deliveryAttributeMappings: [{ type: "Static", name: "aeg-key", value: "b" }] } },
    'reserved-delivery-attribute destination.deliveryAttributeMappings[0].name "aeg-key" cannot be the name of a header; "aeg-" is kept for Event Grid',
  ],
  [
    "a header that is too long",
    {
      destination: {
        ...webhook,
        deliveryAttributeMappings: [{ type: "Static", name: "a", value: "é".repeat(2049) }],
      },
    },
    "invalid-delivery-attribute destination.deliveryAttributeMappings[0].value a static header needs a value of up to 4096 bytes",
  ],
  [
    "a header from nowhere",
    { destination: { ...webhook, deliveryAttributeMappings: [{ type: "Dynamic", name: "a" }] } },
    "invalid-delivery-attribute destination.deliveryAttributeMappings[0].sourceField a dynamic header needs a field of the event, such as data.from",
  ],
  [
    "a header of no kind",
    { destination: { ...webhook, deliveryAttributeMappings: [{ name: "a", value: "b" }] } },
    'invalid-delivery-attribute destination.deliveryAttributeMappings[0].type nothing is neither "Static" nor "Dynamic"',
  ],
  [
    "too many headers",
    {
      destination: {
        ...webhook,
        deliveryAttributeMappings: Array.from({ length: 11 }, (_, i) => ({
          type: "Static",
          name: `h${i}`,
          value: "v",
        })),
      },
    },
    "too-many-delivery-attributes destination.deliveryAttributeMappings 11 are given; at most 10 are allowed",
  ],
  [
    "undelivered events that go to a queue",
    {
      deadLetterWithResourceIdentity: undefined,
      deadLetterDestination: { ...deadLetter, endpointType: "StorageQueue" },
    },
    'unknown-dead-letter deadLetterDestination.endpointType "StorageQueue" cannot keep undelivered events; only "StorageBlob" can',
  ],
  [
    "a container that is not there",
    { deadLetterWithResourceIdentity: undefined, deadLetterDestination: { ...deadLetter, blobContainerName: "other" } },
    'missing-dead-letter deadLetterDestination.blobContainerName the storage account has no container "other"',
  ],
  [
    "a storage account that is not there",
    {
      deadLetterWithResourceIdentity: undefined,
      deadLetterDestination: { ...deadLetter, resourceId: account.replace("dead", "gone") },
    },
    `missing-dead-letter deadLetterDestination.resourceId there is no storage account ${account.replace("dead", "gone")}`,
  ],
  [
    "an identity that the topic does not have",
    {
      deadLetterWithResourceIdentity: {
        identity: { type: "UserAssigned", userAssignedIdentity: "/subscriptions/s/identity" },
        deadLetterDestination: deadLetter,
      },
    },
    'no-identity deadLetterWithResourceIdentity.identity the system topic "contoso-events" has no identity /subscriptions/s/identity to deliver with',
  ],
  [
    "too many attempts",
    { retryPolicy: { maxDeliveryAttempts: 31 } },
    "out-of-range retryPolicy.maxDeliveryAttempts 31 is not a whole number from 1 to 30",
  ],
  [
    "no time to live",
    { retryPolicy: { eventTimeToLiveInMinutes: 0 } },
    "out-of-range retryPolicy.eventTimeToLiveInMinutes 0 is not a whole number from 1 to 1440",
  ],
  [
    "a schema for custom topics",
    { eventDeliverySchema: "CustomInputSchema" },
    'unknown-delivery-schema eventDeliverySchema events of Communication Services cannot be delivered as "CustomInputSchema"; allowed are EventGridSchema, CloudEventSchemaV1_0',
  ],
  [
    "an expiration in the past",
    { expirationTimeUtc: "2026-11-23T11:59:59Z" },
    "invalid-expiration expirationTimeUtc Invalid expiration time",
  ],
];

test.each(refused)("refuses %s", (_, change, expected) => {
  const refusals = refusalsOf(contosoWorld(), token, { ...eventSubscription, ...change });
  expect(refusals.map(({ id, path, message }) => `${id} ${path ?? "-"} ${message}`)).toEqual([expected]);
});

test("tells everything that is wrong at once", () => {
  const refusals = refusalsOf(contosoWorld(), token, {
    ...eventSubscription,
    eventSubscriptionName: "a_b",
    destination: { ...webhook, endpointUrl: "http://a.example" },
    retryPolicy: { maxDeliveryAttempts: 0 },
  });
  expect(refusals.map(({ id }) => id)).toEqual(["invalid-name", "invalid-url", "out-of-range"]);
});

test("says which words are Azure's own", () => {
  const change = { destination: { ...webhook, endpointUrl: "" }, retryPolicy: { maxDeliveryAttempts: 0 } };
  const refusals = refusalsOf(contosoWorld(), token, { ...eventSubscription, ...change });
  expect(refusals.map(({ id, cited }) => [id, cited])).toEqual([
    ["invalid-url", true],
    ["out-of-range", false],
  ]);
});

test("believes that resources outside the local Azure are there", () => {
  const elsewhere = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/theirs";
  const destinations = [
    {
      endpointType: "StorageQueue",
      resourceId: `${elsewhere}/providers/Microsoft.Storage/storageAccounts/theirs`,
      queueName: "texts",
    },
    { endpointType: "AzureFunction", resourceId: `${elsewhere}/providers/Microsoft.Web/sites/crm/functions/inbound` },
    {
      endpointType: "ServiceBusTopic",
      resourceId: `${elsewhere}/providers/Microsoft.ServiceBus/namespaces/n/topics/t`,
    },
    { endpointType: "EventHub", resourceId: `${elsewhere}/providers/Microsoft.EventHub/namespaces/n/eventhubs/h` },
  ];
  for (const destination of destinations) {
    expect(refusalsOf(contosoWorld(), token, { ...eventSubscription, destination })).toEqual([]);
  }
});

test("does not change the delivery schema in place", () => {
  const world = contosoWorld();
  put(world, token, eventSubscription);
  const refusals = refusalsOf(world, token, { ...eventSubscription, eventDeliverySchema: "CloudEventSchemaV1_0" });
  expect(refusals.map(({ message }) => message)).toEqual([
    'the delivery schema cannot change from "EventGridSchema" to "CloudEventSchemaV1_0"; make another subscription (replaceOnChanges: ["eventDeliverySchema"])',
  ]);
});

test("takes the 500th subscription of a topic and refuses the next, but not a change", () => {
  const world = contosoWorld();
  for (let index = 1; index < 500; index++) {
    put(world, token, { ...eventSubscription, eventSubscriptionName: `texts-${index}` });
  }
  expect(refusalsOf(world, token, eventSubscription)).toEqual([]);
  put(world, token, eventSubscription);
  expect(refusalsOf(world, token, eventSubscription)).toEqual([]);
  const next = refusalsOf(world, token, { ...eventSubscription, eventSubscriptionName: "one-more" });
  expect(next.map(({ message }) => message)).toEqual([
    "the topic has 500 event subscriptions; a topic can have no more",
  ]);
});

describe("what Azure answers", () => {
  const outputs = (inputs: Properties) => put(contosoWorld(), token, { ...eventSubscription, ...inputs }).outputs;

  test("has no secrets and every default", () => {
    const headers = [
      { type: "Static", name: "x-key", value: "s3cret", isSecret: true },
      { type: "Dynamic", name: "x-from", sourceField: "data.from" },
    ];
    const destination = {
      ...webhook,
      endpointUrl: "https://a.example/api?code=s3cret",
      deliveryAttributeMappings: headers,
    };
    const answer = outputs({ destination, filter: {}, retryPolicy: undefined, eventDeliverySchema: undefined });
    expect(JSON.stringify(answer)).not.toContain("s3cret");
    expect(answer).toMatchObject({
      name: "support-texts",
      type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
      azureApiVersion: "2025-02-15",
      topic: topicId,
      provisioningState: "Succeeded",
      destination: {
        endpointType: "WebHook",
        endpointBaseUrl: "https://a.example/api",
        maxEventsPerBatch: 1,
        preferredBatchSizeInKilobytes: 64,
        deliveryAttributeMappings: [{ type: "Static", name: "x-key", value: "Hidden", isSecret: true }, headers[1]],
      },
      filter: { subjectBeginsWith: "", subjectEndsWith: "" },
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
      eventDeliverySchema: "EventGridSchema",
    });
  });

  test("has no parameters of the id", () => {
    expect(Object.keys(outputs({}))).not.toContain("resourceGroupName");
    expect(Object.keys(outputs({}))).not.toContain("eventSubscriptionName");
  });
});

describe("an identity that writes", () => {
  const withIdentity: Properties = {
    ...eventSubscription,
    destination: undefined,
    deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: queue },
  };
  const roles = { queue: "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a", blob: "ba92f5b4-2d11-453d-a403-e96b0029c9fe" };

  test("needs a role there, and the reader hears of it", () => {
    const world = contosoWorld();
    expect(refusalsOf(world, token, withIdentity)).toEqual([]);
    expect(world.store.notices().map(({ id, message }) => `${id}: ${message}`)).toEqual([
      `identity-without-role: The identity of the system topic "contoso-events" has no role "Storage Queue Data Message Sender" on ${account}, to which "support-texts" writes with it.`,
    ]);
  });

  test("may have it on the resource or above", () => {
    const world = contosoWorld();
    const [topic] = world.store.systemTopics();
    const roleDefinitions = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions";
    for (const [scope, role] of [
      [account.toUpperCase(), roles.queue],
      [group, roles.blob],
    ] as const) {
      put(world, "azure-native:authorization:RoleAssignment", {
        roleAssignmentName: role,
        scope,
        principalId: topic?.principalId,
        roleDefinitionId: `${roleDefinitions}/${role}`,
      });
    }
    const { deadLetterWithResourceIdentity: _, ...queueOnly } = withIdentity;
    expect(refusalsOf(world, token, queueOnly)).toEqual([]);
    expect(world.store.notices()).toEqual([]);
  });
});
