import type { EventSubscriptionResource } from "../store.ts";
import { idKey } from "../stored-resource.ts";
import type { Recipients } from "./matching-subscriptions.ts";

/** For this many events we keep which subscriptions they were compared with. */
const eventsKept = 2_000;

/** Remembers which subscriptions events were compared with, and counts those that a condition filtered out. */
export interface Comparisons {
  note(position: number, recipients: Recipients): void;
  /** The subscriptions that the event at this place was compared with, while that is kept. */
  with(position: number): readonly EventSubscriptionResource[] | undefined;
  /** Events of a type that the subscription lists, which another condition filtered out. */
  keptOut(subscriptionId: string): number;
}

export function createComparisons(): Comparisons {
  const counts = new Map<string, number>();
  const compared = new Map<number, readonly EventSubscriptionResource[]>();
  return Object.freeze({
    note(position: number, { considered, listing, matched, passedOver }: Recipients) {
      compared.set(position, considered);
      compared.delete(position - eventsKept);
      if (listing.length === matched.length) return;
      const reached = new Set<unknown>(matched);
      const names = new Set(passedOver.map(({ subscription }) => subscription));
      for (const subscription of listing) {
        if (reached.has(subscription) || names.has(subscription.name)) continue;
        const key = idKey(subscription.id);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    },
    with: (position: number) => compared.get(position),
    keptOut: (subscriptionId: string) => counts.get(idKey(subscriptionId)) ?? 0,
  });
}
