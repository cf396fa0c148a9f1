import { idKey } from "../stored-resource.ts";
import type { DeliveryOutcome } from "./delivery-record.ts";
import type { Tally } from "./journal.ts";

/** Counts the deliveries of each subscription by their state, including those that the journal has forgotten. */
export interface Tallies {
  /** `before`: the former state of the delivery; omitted for a new one. */
  move(subscriptionId: string, before: DeliveryOutcome | undefined, now: DeliveryOutcome): void;
  of(subscriptionId: string): Tally;
}

export function createTallies(initial: ReadonlyMap<string, Tally>): Tallies {
  const tallies = new Map([...initial].map(([key, tally]) => [key, new Map(countsIn(tally))]));
  return Object.freeze({
    move(subscriptionId: string, before: DeliveryOutcome | undefined, now: DeliveryOutcome) {
      if (before === now) return;
      const key = idKey(subscriptionId);
      const counts = tallies.get(key) ?? new Map<DeliveryOutcome, number>();
      tallies.set(key, counts);
      counts.set(now, (counts.get(now) ?? 0) + 1);
      if (before !== undefined) counts.set(before, (counts.get(before) ?? 0) - 1);
    },
    of: (subscriptionId: string) => Object.fromEntries(tallies.get(idKey(subscriptionId)) ?? []),
  });
}

function countsIn(tally: Tally): [DeliveryOutcome, number][] {
  return Object.entries(tally) as [DeliveryOutcome, number][];
}
