import type { DeliverySchema } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import type { Payload } from "../catalog/payloads/payload.ts";

/** An event as it was received, in one shape for both delivery schemas. `data` is not validated yet. */
export interface ReceivedEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** ISO 8601, as sent. */
  readonly time: string | undefined;
  /** The resource id of the publisher: `topic` in the Event Grid schema. Azure changes its case: compare without case. */
  readonly source: string;
  readonly data: unknown;
  readonly deliverySchema: DeliverySchema;
  /** The W3C trace context that the event carries (CloudEvents extension "distributed tracing"). */
  readonly trace: TraceContext | undefined;
  /** Set if somebody replays a dead letter of a receiver. */
  readonly replayOf?: ReplayOf;
}

/** A dead letter that a receiver kept and that comes again: for the handlers that had not succeeded. */
export interface ReplayOf {
  /** The dead letter's key: each is replayed once. */
  readonly key: string;
  readonly handlers: readonly string[];
}

/** An event whose payload was validated against the schema of its type. */
export interface TypedEvent<T extends EventType> extends ReceivedEvent {
  readonly type: T;
  readonly data: Payload<T>;
}

/** W3C Trace Context: `traceparent` has the version, trace id, parent id and flags. */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}
