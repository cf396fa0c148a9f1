import type { EventGridEvent } from "../../catalog/event.ts";
import { acceptEvent } from "../delivery/accepted-event.ts";
import type { EventGrid } from "../delivery/event-grid.ts";
import type { CommunicationServices } from "../event-source/index.ts";
import type { Store } from "../store.ts";
import { envelopeOf, noTopic } from "./event-view.ts";
import { subscriptionsOf } from "./published-events.ts";
import { readEvent } from "./read-event.ts";
import { remarksOn } from "./remarks.ts";
import type { NoEvent, TryAnswer } from "./views.ts";
import { missesOf } from "./why-not-delivered.ts";

export interface TryingSource {
  readonly store: Pick<Store, "systemTopics" | "eventSubscriptions">;
  readonly grid: Pick<EventGrid, "recipientsOf">;
  readonly source: Pick<CommunicationServices, "preview">;
}

/** An event that could be published now, or why it cannot be. */
export type ReadyEvent =
  | NoEvent
  /** `event` as it was written, `published` as the source would publish it. */
  | { readonly kind: "event"; readonly event: EventGridEvent; readonly published: EventGridEvent };

/** Reads an event and makes it what the source would publish. Never throws. */
export function readyEvent(text: string, source: TryingSource["source"]): ReadyEvent {
  const read = readEvent(text);
  if (read.kind !== "event") return read;
  try {
    const published = source.preview(read.event);
    const acceptance = acceptEvent(published);
    if (acceptance.kind === "refused") return refused(`Event Grid would refuse this: ${acceptance.reason}.`);
    return { kind: "event", event: read.event, published };
  } catch (error) {
    if (error instanceof RangeError) return refused("This is nested too deeply.");
    return refused(sentence(error instanceof Error ? error.message : String(error)));
  }
}

/**
 * Answers who would get the event, without publishing it. The index that delivery asks says who; only those whom it
 * omits are explained.
 */
export function tryEvent(text: string, { store, grid, source }: TryingSource): TryAnswer {
  const ready = readyEvent(text, source);
  if (ready.kind !== "event") return ready;
  const { published } = ready;
  const { topics, matched, passedOver } = grid.recipientsOf(published);
  const reached = new Set([...matched.map(({ name }) => name), ...passedOver.map(({ subscription }) => subscription)]);
  const others = subscriptionsOf(store, topics).filter(({ name }) => !reached.has(name));
  const { type, subject } = envelopeOf(published);
  return {
    kind: "answer",
    type,
    subject,
    receivers: matched.map(({ name }) => name),
    passedOver,
    ...missesOf(published, others),
    remarks: [...(topics.length === 0 ? [`Nobody can get it: ${noTopic}.`] : []), ...remarksOn(published)],
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function refused(problem: string): NoEvent {
  return { kind: "no-event", problems: [problem] };
}
