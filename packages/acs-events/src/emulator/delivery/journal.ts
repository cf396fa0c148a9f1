import type { AttemptRecord, DeliveryOutcome, DeliveryRecord, PublishResult } from "./delivery-record.ts";
import type { DeadLetterReason } from "./retry.ts";

/** What became of one event at one subscription, without the event. An immutable snapshot. */
export interface EventFate {
  readonly subscription: string;
  readonly subscriptionId: string;
  /** Event Grid's own id of this delivery, the same at every attempt. */
  readonly outputEventId: string;
  readonly outcome: DeliveryOutcome;
  readonly attempts: readonly AttemptRecord[];
  readonly nextAttemptAt?: string;
  readonly reason?: string;
  readonly deadLetter?: string;
  /** Why it is given up, in the words of a dead letter. */
  readonly givenUp?: DeadLetterReason;
}

/** Something that was published, with its deliveries in the order of the subscriptions. */
export interface Entry {
  /** Its place among all that was ever published, from 0. */
  readonly position: number;
  readonly result: PublishResult;
  readonly fates: readonly EventFate[];
}

/** A delivery that has not ended. */
export interface Unfinished {
  readonly delivery: number;
  readonly event: Extract<PublishResult, { readonly kind: "published" }>;
  readonly fate: EventFate;
}

/** What a page of entries is taken from. */
export interface PageQuery {
  /** Only what was published before this position; if omitted, the newest. */
  readonly before?: number;
  readonly limit: number;
}

/** How many deliveries a subscription has of each outcome. */
export type Tally = Readonly<Partial<Record<DeliveryOutcome, number>>>;

/**
 * What the local Event Grid has written down of every event: what it accepted, and what became of it. Bounded: the
 * oldest events whose deliveries have all ended are forgotten. What has not ended is never forgotten.
 */
export interface Journal {
  /**
   * Writes down what was published at one time, before anybody is told that it was accepted. Answers, for each, the
   * number of its first delivery; the others follow it.
   */
  accept(
    published: readonly { readonly result: PublishResult; readonly fates: readonly EventFate[] }[],
  ): readonly number[];
  /** Writes down what became of a delivery by now. */
  update(delivery: number, fate: EventFate): void;
  /** Oldest first; everything that is kept. */
  entries(): Iterable<Entry>;
  /** Newest first. */
  page(query: PageQuery): readonly Entry[];
  entry(position: number): Entry | undefined;
  /** How many events were ever published, those included that are forgotten. */
  published(): number;
  /** By the id of the subscription in lower case: what is kept of its deliveries. */
  tallies(): ReadonlyMap<string, Tally>;
  unfinished(): readonly Unfinished[];
  close(): void;
}

const open: ReadonlySet<DeliveryOutcome> = new Set(["pending", "retrying", "dead-lettering"]);

/** Whether nothing more will happen to a delivery. */
export function hasEnded({ outcome }: Pick<EventFate, "outcome">): boolean {
  return !open.has(outcome);
}

export function deliveryRecord(event: DeliveryRecord["event"], fate: EventFate): DeliveryRecord {
  const { outputEventId: _, givenUp: __, ...rest } = fate;
  return Object.freeze({ event, ...rest });
}

/** How many events are kept where nobody says otherwise. */
export const keptEventsByDefault = 10_000;
