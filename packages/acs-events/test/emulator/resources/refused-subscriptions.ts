import { expect } from "vitest";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import { account, group } from "../local-world.ts";

export const webhook = { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/api/sms" };
export const queue = { endpointType: "StorageQueue", resourceId: account, queueName: "support" };
export const deadLetter = { endpointType: "StorageBlob", resourceId: account, blobContainerName: "undelivered" };

/** Azure's words for it are asserted with the interface that says them. */
const invalidUrl: string = expect.stringMatching(
  /^invalid-url destination\.endpointUrl Invalid event subscription request: /,
);

/** One broken property each: what is changed, and the refusal as `id path message`. */
export const refused: readonly (readonly [string, ResourceProperties, string])[] = [
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
    "a missing resource group",
    { resourceGroupName: "nowhere", systemTopicName: "other", deadLetterWithResourceIdentity: undefined },
    expect.stringMatching(/^missing-resource-group resourceGroupName Resource group 'nowhere' /),
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
  ["a webhook over http", { destination: { ...webhook, endpointUrl: "http://handlers.contoso.example" } }, invalidUrl],
  ["a webhook without a URL", { destination: { endpointType: "WebHook" } }, invalidUrl],
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
    'no-batches destination.preferredBatchSizeInKilobytes "StorageQueue" takes no batches; omit it',
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
    "invalid-time-to-live destination.queueMessageTimeToLiveInSeconds 0 is not a time to live in seconds: a whole number above 0, or -1 for ever",
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
