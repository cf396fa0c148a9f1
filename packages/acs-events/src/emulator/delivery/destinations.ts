import { z } from "zod";
import type { ResourceProperties } from "../stored-resource.ts";
import type { DestinationClass } from "./outcome.ts";
import { shownEndpoint } from "./redirects.ts";

/** A header (or message property) that a subscription adds to its deliveries. */
export type AttributeMapping =
  | { readonly type: "Static"; readonly name: string; readonly value: string }
  /** `sourceField`: a path into the event, such as `data.from`. */
  | { readonly type: "Dynamic"; readonly name: string; readonly sourceField: string };

export interface Batching {
  readonly maxEventsPerBatch: number;
  readonly preferredBatchSizeInKilobytes: number;
}

/** Where a subscription delivers. The closed union of what the local Azure can deliver to, and one member for the rest. */
export type Destination =
  | (HttpDestination & { readonly kind: "webhook"; readonly endpointUrl: string })
  | (HttpDestination & { readonly kind: "azure-function"; readonly resourceId: string })
  | QueueDestination
  /** `reason`: why nothing is delivered to it here, as a sentence. */
  | { readonly kind: "unknown"; readonly endpointType: string; readonly reason: string };

export interface HttpDestination {
  readonly batching: Batching;
  readonly attributes: readonly AttributeMapping[];
}

/** Kept here in a local stand-in: what would be in the queue, topic or hub. */
export interface QueueDestination {
  readonly kind: "storage-queue" | "service-bus-queue" | "service-bus-topic" | "event-hub";
  /** Of the queue, topic or hub itself. */
  readonly resourceId: string;
  readonly attributes: readonly AttributeMapping[];
  /** Of a message in a storage queue, in seconds; -1 for ever. If omitted, the service's seven days. */
  readonly timeToLive?: number;
}

const attribute = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Static"), name: z.string(), value: z.string().default("") }),
  z.object({ type: z.literal("Dynamic"), name: z.string(), sourceField: z.string().default("") }),
]);
const attributes = z.array(attribute).nullish();
const batching = { maxEventsPerBatch: z.number().nullish(), preferredBatchSizeInKilobytes: z.number().nullish() };
const resourceId = z.string();

/** The form of azure-native, flat; the properties that delivery has no use for are passed over. */
const azureDestination = z.discriminatedUnion("endpointType", [
  z.object({
    endpointType: z.literal("WebHook"),
    endpointUrl: z.string(),
    deliveryAttributeMappings: attributes,
    ...batching,
  }),
  z.object({
    endpointType: z.literal("AzureFunction"),
    resourceId,
    deliveryAttributeMappings: attributes,
    ...batching,
  }),
  z.object({
    endpointType: z.literal("StorageQueue"),
    resourceId,
    queueName: z.string(),
    queueMessageTimeToLiveInSeconds: z.number().nullish(),
  }),
  z.object({ endpointType: z.literal("ServiceBusQueue"), resourceId, deliveryAttributeMappings: attributes }),
  z.object({ endpointType: z.literal("ServiceBusTopic"), resourceId, deliveryAttributeMappings: attributes }),
  z.object({ endpointType: z.literal("EventHub"), resourceId, deliveryAttributeMappings: attributes }),
]);

const known = azureDestination.options.map((option) => option.shape.endpointType.value);

/** Properties do not change, so that what was read of them stays true. */
const alreadyRead = new WeakMap<ResourceProperties, Destination>();

/** Reads the destination of an event subscription. Whatever it cannot read is `unknown`, with the reason. */
export function readDestination(properties: ResourceProperties): Destination {
  const known = alreadyRead.get(properties);
  if (known !== undefined) return known;
  const destination = parseDestination(properties);
  alreadyRead.set(properties, destination);
  return destination;
}

function parseDestination(properties: ResourceProperties): Destination {
  const endpointType = String(properties["endpointType"]);
  if (!(known as readonly string[]).includes(endpointType)) {
    const reason = `the local Azure does not know the destination ${endpointType}; it knows ${known.join(", ")}`;
    return { kind: "unknown", endpointType, reason };
  }
  const parsed = azureDestination.safeParse(properties);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `destination.${path.join(".")}: ${message}`);
    return { kind: "unknown", endpointType, reason: `the destination cannot be read: ${problems.join("; ")}` };
  }
  return destinationOf(parsed.data);
}

function destinationOf(azure: z.infer<typeof azureDestination>): Destination {
  switch (azure.endpointType) {
    case "WebHook":
      return { kind: "webhook", endpointUrl: azure.endpointUrl, ...http(azure) };
    case "AzureFunction":
      return { kind: "azure-function", resourceId: azure.resourceId, ...http(azure) };
    case "StorageQueue":
      return {
        kind: "storage-queue",
        resourceId: `${azure.resourceId}/queueServices/default/queues/${azure.queueName}`,
        attributes: [],
        ...(typeof azure.queueMessageTimeToLiveInSeconds === "number"
          ? { timeToLive: azure.queueMessageTimeToLiveInSeconds }
          : {}),
      };
    case "ServiceBusQueue":
      return { kind: "service-bus-queue", ...entity(azure) };
    case "ServiceBusTopic":
      return { kind: "service-bus-topic", ...entity(azure) };
    case "EventHub":
      return { kind: "event-hub", ...entity(azure) };
  }
}

interface AzureHttpDestination {
  readonly deliveryAttributeMappings?: readonly AttributeMapping[] | null | undefined;
  readonly maxEventsPerBatch?: number | null | undefined;
  readonly preferredBatchSizeInKilobytes?: number | null | undefined;
}

function http(azure: AzureHttpDestination): HttpDestination {
  return {
    batching: {
      maxEventsPerBatch: azure.maxEventsPerBatch ?? 1,
      preferredBatchSizeInKilobytes: azure.preferredBatchSizeInKilobytes ?? 64,
    },
    attributes: azure.deliveryAttributeMappings ?? [],
  };
}

function entity(azure: {
  readonly resourceId: string;
  readonly deliveryAttributeMappings?: readonly AttributeMapping[] | null | undefined;
}): Pick<QueueDestination, "resourceId" | "attributes"> {
  return { resourceId: azure.resourceId, attributes: azure.deliveryAttributeMappings ?? [] };
}

/** How the retry rules see a destination. */
export function destinationClass(destination: Destination): DestinationClass {
  return destination.kind === "webhook" ? "webhook" : "azure-resource";
}

/** What may be shown of a destination: a webhook without its query, everything else by its id. */
export function shownDestination(destination: Destination): string {
  switch (destination.kind) {
    case "webhook":
      return shownEndpoint(destination.endpointUrl);
    case "unknown":
      return destination.endpointType;
    default:
      return destination.resourceId;
  }
}
