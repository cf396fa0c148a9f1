import { printable } from "../text/printable.ts";
import type { DeadLetters, KeptBecause } from "./dead-letters.ts";
import type { Delivery, Outcome } from "./delivery.ts";
import type { Element } from "./envelope.ts";
import { type Logger, reasonOf } from "./log.ts";

/** An event that is given up: why, and for which handlers. */
export interface GivenUp {
  readonly element: Element;
  readonly because: KeptBecause;
  readonly reason: string;
  readonly handlers: readonly string[];
}

/** Keeps an event as a dead letter. If that fails, the event has to be delivered again: it must not be lost. */
export async function keepEvent(
  { element, because, reason, handlers }: GivenUp,
  delivery: Delivery,
  {
    receiver,
    deadLetters,
    log,
  }: { readonly receiver: string; readonly deadLetters: DeadLetters; readonly log: Logger },
): Promise<Outcome> {
  const { id, type } = element.kind === "event" ? element.event : element;
  const shown = { receiver, because, event: id && printable(id, 200), type: type && printable(type, 200) };
  try {
    await deadLetters.keep({
      because,
      reason,
      keptAt: new Date().toISOString(),
      receiver,
      handlers,
      subscription: delivery.subscription,
      eventId: id,
      eventType: type,
      deliveryCount: delivery.deliveryCount,
      body: element.text(),
    });
  } catch (error) {
    const problem = `an event that cannot be handled could not be kept either: ${reasonOf(error)}`;
    log.error(shown, problem);
    return { kind: "retry", reason: problem, busy: false };
  }
  log.warn({ ...shown, reason }, "kept as a dead letter");
  return { kind: "kept", reason };
}
