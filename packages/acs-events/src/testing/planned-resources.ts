import type { StoredResource } from "../emulator/stored-resource.ts";
import { defaultTlsVersion, type PlannedDestination } from "../plan/endpoint.ts";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";

const group = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/local";
const account = `${group}/providers/Microsoft.Storage/storageAccounts/local`;
/** The Communication Services resource of a local Azure in tests. */
export const sourceId = `${group}/providers/Microsoft.Communication/communicationServices/local`;
export const topicId = `${group}/providers/Microsoft.EventGrid/systemTopics/local-events`;

/** The source and its topic, as they are when a deployment has made them. */
export function surroundings(): readonly StoredResource[] {
  const outputs = { location: "global", provisioningState: "Succeeded" };
  return [
    {
      id: sourceId,
      token: "azure-native:communication:CommunicationService",
      inputs: {},
      outputs: { ...outputs, name: "local" },
    },
    {
      id: topicId,
      token: "azure-native:eventgrid:SystemTopic",
      inputs: { source: sourceId, topicType: "Microsoft.Communication.CommunicationServices" },
      outputs: { ...outputs, name: "local-events", source: sourceId },
    },
  ];
}

/** A planned subscription as a resource of the local Azure. */
export function subscriptionResource(planned: PlannedSubscription): StoredResource {
  const { name, filter, retryPolicy, eventDeliverySchema, labels, expirationTimeUtc, deadLetterDestination } = planned;
  const inputs = {
    eventSubscriptionName: name,
    destination: destinationOf(planned.destination),
    filter,
    retryPolicy,
    eventDeliverySchema,
    labels,
    ...(expirationTimeUtc === null ? {} : { expirationTimeUtc }),
    ...(deadLetterDestination === null
      ? {}
      : { deadLetterDestination: { ...deadLetterDestination, resourceId: account } }),
  };
  return {
    id: `${topicId}/eventSubscriptions/${name}`,
    token: "azure-native:eventgrid:SystemTopicEventSubscription",
    inputs,
    outputs: { ...inputs, name, provisioningState: "Succeeded" },
  };
}

/** The URL of a webhook here; its own where it has one. `.example` belongs to nobody. */
export function webhookUrl({
  endpoint,
  endpointBaseUrl,
}: Pick<PlannedDestination, "endpoint" | "endpointBaseUrl">): string {
  return endpointBaseUrl ?? `https://${endpoint}.handlers.example/events`;
}

/** The id of a function here; its own where it has one. */
export function functionId({ endpoint, resourceId }: Pick<PlannedDestination, "endpoint" | "resourceId">): string {
  return resourceId ?? `${group}/providers/Microsoft.Web/sites/local/functions/${endpoint}`;
}

function destinationOf(planned: PlannedDestination): Readonly<Record<string, unknown>> {
  const { endpointType, endpoint, resourceId, queueName = endpoint, deliveryAttributeMappings } = planned;
  const { maxEventsPerBatch, preferredBatchSizeInKilobytes, queueMessageTimeToLiveInSeconds } = planned;
  const common = {
    endpointType,
    ...(deliveryAttributeMappings === undefined ? {} : { deliveryAttributeMappings }),
    ...(maxEventsPerBatch === undefined ? {} : { maxEventsPerBatch }),
    ...(preferredBatchSizeInKilobytes === undefined ? {} : { preferredBatchSizeInKilobytes }),
  };
  switch (endpointType) {
    case "WebHook":
      return {
        ...common,
        endpointUrl: webhookUrl(planned),
        minimumTlsVersionAllowed: planned.minimumTlsVersionAllowed ?? defaultTlsVersion,
      };
    case "AzureFunction":
      return { ...common, resourceId: functionId(planned) };
    case "StorageQueue":
      return {
        ...common,
        resourceId: resourceId ?? account,
        queueName,
        ...(queueMessageTimeToLiveInSeconds === undefined ? {} : { queueMessageTimeToLiveInSeconds }),
      };
    case "ServiceBusQueue":
    case "ServiceBusTopic":
      return {
        ...common,
        resourceId:
          resourceId ??
          `${group}/providers/Microsoft.ServiceBus/namespaces/local/${endpointType === "ServiceBusQueue" ? "queues" : "topics"}/${endpoint}`,
      };
    case "EventHub":
      return {
        ...common,
        resourceId: resourceId ?? `${group}/providers/Microsoft.EventHub/namespaces/local/eventhubs/${endpoint}`,
      };
  }
}
