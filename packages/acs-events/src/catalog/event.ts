/**
 * An event as it arrives, in the two schemas that Event Grid delivers for Communication Services
 * (event-grid-facts 3.2, `cloud-event-schema`). Wide on purpose: these are the events that filters are asked about,
 * typed payloads are in `payloads/`.
 */
export interface EventGridEvent {
  readonly id: string;
  readonly eventType: string;
  readonly subject: string;
  readonly eventTime: string;
  readonly data: unknown;
  readonly topic?: string;
  readonly dataVersion?: string;
  readonly metadataVersion?: string;
}

/** CloudEvents 1.0 in JSON; top-level properties that are not listed here are extension attributes. */
export interface CloudEvent {
  readonly specversion: string;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject?: string;
  readonly time?: string;
  readonly data?: unknown;
  readonly [extension: string]: unknown;
}

export type Event = EventGridEvent | CloudEvent;

/** The schema in which a subscription has its events delivered; it also decides which keys a filter may name. */
export type DeliverySchema = "EventGridSchema" | "CloudEventSchemaV1_0";

export function isCloudEvent(event: Event): event is CloudEvent {
  return "specversion" in event;
}

/** Whether an event carries the attributes of both schemas, as some tools record it. */
export function hasBothEnvelopes(event: Event): boolean {
  return isCloudEvent(event) && typeof event["eventType"] === "string" && typeof event.type === "string";
}

/**
 * An event with both envelopes as a subscription reads it: by the attributes of its own delivery schema, without those of
 * the other. Every other event is left as it is.
 */
export function inEnvelope(event: Event, schema: DeliverySchema): Event {
  if (!hasBothEnvelopes(event) || !isCloudEvent(event)) return event;
  const { specversion, type, source, ...withoutCloud } = event;
  if (schema === "EventGridSchema") return withoutCloud as unknown as EventGridEvent;
  const { eventType, eventTime, topic, dataVersion, metadataVersion, ...rest } = event;
  return rest as CloudEvent;
}
