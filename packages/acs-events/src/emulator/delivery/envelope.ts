import { type CloudEvent, type DeliverySchema, type Event, isCloudEvent } from "../../catalog/event.ts";
import type { EventSubscriptionResource } from "../store.ts";
import { httpHeaders } from "./delivery-attributes.ts";
import type { AttributeMapping } from "./destinations.ts";

/** What `aeg-event-type` says of a request. */
export type RequestKind = "Notification" | "SubscriptionValidation" | "SubscriptionDeletion";

/** Event Grid's own schema unless the subscription says otherwise. */
export function schemaOf(subscription: Pick<EventSubscriptionResource, "eventDeliverySchema">): DeliverySchema {
  return subscription.eventDeliverySchema === "CloudEventSchemaV1_0" ? "CloudEventSchemaV1_0" : "EventGridSchema";
}

/** Who the local Event Grid says it is, in `origin` and in the handshake of CloudEvents: the public cloud. */
export const requestOrigin = "eventgrid.azure.net";

/**
 * An event in the schema of a delivery (Azure docs, cloud-event-schema). `undefined` for a CloudEvent that should go
 * out in the Event Grid schema: Event Grid does not convert that way, and refuses such a subscription.
 */
export function toDeliverySchema(event: Event, schema: DeliverySchema): Event | undefined {
  if (schema === "EventGridSchema") return isCloudEvent(event) ? undefined : event;
  return isCloudEvent(event) ? event : toCloudEvent(event);
}

function toCloudEvent(event: Exclude<Event, CloudEvent>): CloudEvent {
  return {
    id: event.id,
    source: event.topic ?? "",
    subject: event.subject,
    type: event.eventType,
    time: event.eventTime,
    specversion: "1.0",
    data: event.data,
  };
}

export interface DeliveryRequest {
  readonly kind: RequestKind;
  readonly schema: DeliverySchema;
  readonly subscription: string;
  /** In the delivery's schema; at least one, and one only unless batching is on. */
  readonly events: readonly [Event, ...Event[]];
  /** Attempts made before this one. */
  readonly deliveryCount: number;
  /** Event Grid's own id of the delivered event, the same at every attempt. */
  readonly outputEventId: string;
  readonly batching: boolean;
  readonly attributes: readonly AttributeMapping[];
}

/**
 * The body and headers of a request (Azure docs, includes/message-headers). In the Event Grid schema the body is an array
 * always; a CloudEvent goes alone as an object, and as an array where the subscription asks for batches.
 */
export function renderDelivery(delivery: DeliveryRequest): {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
} {
  const { events, schema, batching } = delivery;
  const asArray = schema === "EventGridSchema" || batching;
  return {
    headers: {
      // Never under a name of Event Grid's own.
      ...httpHeaders(delivery.attributes, events[0]),
      "content-type": contentType(schema, asArray),
      ...(schema === "CloudEventSchemaV1_0" ? { origin: requestOrigin } : {}),
      ...deliveryProperties(delivery),
    },
    body: JSON.stringify(asArray ? events : events[0]),
  };
}

/**
 * What Event Grid says of a delivery, as headers of a request or properties of a message. Those that belong to one
 * event are, in a batch, those of its first.
 */
export function deliveryProperties(delivery: Omit<DeliveryRequest, "batching" | "attributes">): Record<string, string> {
  const [first] = delivery.events;
  return {
    "aeg-event-type": delivery.kind,
    // Upper case, as deliveries seen in public have it and as the path of a dead letter has it.
    "aeg-subscription-name": delivery.subscription.toUpperCase(),
    "aeg-delivery-count": String(delivery.deliveryCount),
    ...(isCloudEvent(first)
      ? { "aeg-metadata-version": first.specversion }
      : { "aeg-metadata-version": first.metadataVersion ?? "1", "aeg-data-version": first.dataVersion ?? "" }),
    "aeg-output-event-id": delivery.outputEventId,
  };
}

function contentType(schema: DeliverySchema, asArray: boolean): string {
  if (schema === "EventGridSchema") return "application/json; charset=utf-8";
  return asArray ? "application/cloudevents-batch+json; charset=utf-8" : "application/cloudevents+json; charset=utf-8";
}
