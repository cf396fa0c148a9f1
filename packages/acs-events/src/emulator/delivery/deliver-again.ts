import type { Store } from "../store.ts";
import { fateOf, type Tracked } from "./batch.ts";
import type { PublishResult } from "./delivery-record.ts";
import { hasEnded, type Journal } from "./journal.ts";
import type { PublishingSurroundings } from "./publishing.ts";
import { randomGuid } from "./random-guid.ts";

export interface DeliveringAgain
  extends Pick<PublishingSurroundings, "deliveries" | "tallies" | "comparisons" | "clock" | "random"> {
  readonly journal: Pick<Journal, "accept" | "published" | "entry">;
  readonly changed: () => void;
  readonly store: Pick<Store, "eventSubscription">;
}

/** `position`: where the new delivery is written down. `reason`: a sentence. */
export type DeliveredAgain =
  | { readonly kind: "begun"; readonly position: number }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * Delivers an event to one subscription that did not get it, as a replay of a dead letter does: with all its attempts
 * before it, and written down as an entry of its own.
 */
export function createDeliverAgain({
  journal,
  deliveries,
  tallies,
  comparisons,
  store,
  clock,
  random,
  changed,
}: DeliveringAgain): (position: number, subscription: string) => DeliveredAgain {
  return (position, name) => {
    const found = journal.entry(position);
    if (found?.result.kind !== "published") {
      return { kind: "refused", reason: "The local Azure does not keep this event any more." };
    }
    const fate = found.fates.find((one) => one.subscription === name);
    if (fate === undefined) return { kind: "refused", reason: `The event was not for the subscription "${name}".` };
    if (!hasEnded(fate)) return { kind: "refused", reason: "Its delivery has not ended yet." };
    const subscription = store.eventSubscription(fate.subscriptionId);
    if (subscription === undefined) return { kind: "refused", reason: `There is no subscription "${name}" any more.` };

    const now = clock.now();
    const { event, topics } = found.result;
    const result: PublishResult = {
      kind: "published",
      event,
      publishedAt: new Date(now).toISOString(),
      topics,
      matched: [name],
      passedOver: [],
      again: position,
    };
    const outputEventId = randomGuid(random);
    const written = journal.published();
    const fates = [fateOf(subscription, { outputEventId, attempts: [] }, { outcome: "pending" })];
    const [delivery = 0] = journal.accept([{ result, fates }]);
    // Nobody else was asked.
    comparisons.note(written, { topics, matched: [], passedOver: [], considered: [], listing: [] });
    tallies.move(subscription.id, undefined, "pending");
    const tracked: Tracked = { delivery, event, publishedAt: now, outputEventId, attempts: [], outcome: "pending" };
    deliveries.begin([{ subscription, tracked }]);
    changed();
    return { kind: "begun", position: written };
  };
}
