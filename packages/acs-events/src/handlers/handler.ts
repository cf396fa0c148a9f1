import type { EventType } from "../catalog/event-types.ts";
import { parsePayload } from "../catalog/payloads/index.ts";
import type { Payload } from "../catalog/payloads/payload.ts";
import type { IncomingEvent } from "./envelope.ts";

/** An event whose payload has been looked at. */
export interface TypedEvent<T extends EventType> extends IncomingEvent {
  readonly type: T;
  readonly data: Payload<T>;
}

/** What to do with events of one type; several handlers may take the same type. */
export interface Handler {
  readonly name: string;
  readonly type: EventType;
  handle(event: IncomingEvent): Promise<void>;
}

/** The payload is not what the event type promises: sending it again would not help. */
export class PayloadProblem extends Error {
  override readonly name = "PayloadProblem";
}

/** A handler for one event type, given the parsed payload. `handle` throws to be asked again later. */
export function on<T extends EventType>(
  type: T,
  name: string,
  handle: (event: TypedEvent<T>) => Promise<void>,
): Handler {
  return {
    name,
    type,
    async handle(event) {
      const parsed = parsePayload(type, event.data);
      if (!parsed.success) {
        throw new PayloadProblem(`${event.id}: the payload is not that of ${type}: ${parsed.problems.join("; ")}`);
      }
      await handle({ ...event, type, data: parsed.data });
    },
  };
}
