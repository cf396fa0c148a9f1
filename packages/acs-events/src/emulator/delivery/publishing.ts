import type { EventAcceptance } from "./accepted-event.ts";
import { fateOf, type Tracked } from "./batch.ts";
import type { Clock } from "./clock.ts";
import type { Comparisons } from "./comparisons.ts";
import type { Deliveries, ToDeliver } from "./deliveries.ts";
import type { PublishResult } from "./delivery-record.ts";
import type { Journal } from "./journal.ts";
import type { FindRecipients } from "./matching-subscriptions.ts";
import { randomGuid } from "./random-guid.ts";
import type { Tallies } from "./tally.ts";

export interface PublishingSurroundings {
  readonly journal: Pick<Journal, "accept" | "published">;
  readonly deliveries: Pick<Deliveries, "begin">;
  readonly tallies: Tallies;
  readonly comparisons: Comparisons;
  readonly findRecipients: FindRecipients;
  readonly clock: Pick<Clock, "now">;
  readonly random: () => number;
  /** Hears what was published, before it is delivered. */
  readonly published: (results: readonly PublishResult[]) => void;
}

/** Publishes what came at one time. `from`: the custom topic that it was published to, where it was one. */
export type PublishAccepted = (
  acceptances: readonly EventAcceptance[],
  candidates: readonly unknown[],
  from?: string,
) => readonly PublishResult[];

/** Finds who receives events, writes all of it down, and only then begins to deliver. */
export function createPublishing(surroundings: PublishingSurroundings): PublishAccepted {
  const { journal, deliveries, tallies, comparisons, findRecipients, clock, random, published } = surroundings;

  const take = (acceptance: EventAcceptance, candidate: unknown, now: number, from: string | undefined) => {
    if (acceptance.kind === "refused") {
      const { status, reason } = acceptance;
      const result: PublishResult = { kind: "refused", event: candidate, status, reason };
      return { result, recipients: undefined, drafts: [] };
    }
    const { event } = acceptance;
    const recipients = findRecipients(event, now, from);
    const { topics, matched, passedOver } = recipients;
    const result: PublishResult = {
      kind: "published",
      event,
      publishedAt: new Date(now).toISOString(),
      topics,
      matched: matched.map(({ name }) => name),
      passedOver,
    };
    const drafts = matched.map((subscription) => ({ subscription, event, outputEventId: randomGuid(random) }));
    return { result, recipients, drafts };
  };

  return (acceptances, candidates, from) => {
    const now = clock.now();
    const taken = acceptances.map((acceptance, index) => take(acceptance, candidates[index], now, from));
    const firstPosition = journal.published();
    const firsts = journal.accept(
      taken.map(({ result, drafts }) => ({
        // What was refused may be as large as it likes, and need not be kept.
        result: result.kind === "refused" ? { ...result, event: undefined } : result,
        fates: drafts.map(({ subscription, outputEventId }) =>
          fateOf(subscription, { outputEventId, attempts: [] }, { outcome: "pending" }),
        ),
      })),
    );
    const begun = taken.flatMap(({ recipients, drafts }, index): ToDeliver[] => {
      if (recipients !== undefined) comparisons.note(firstPosition + index, recipients);
      return drafts.map(({ subscription, event, outputEventId }, offset) => {
        const delivery = (firsts[index] ?? 0) + offset;
        const tracked: Tracked = { delivery, event, publishedAt: now, outputEventId, attempts: [], outcome: "pending" };
        tallies.move(subscription.id, undefined, "pending");
        return { subscription, tracked };
      });
    });
    const results = taken.map(({ result }) => Object.freeze(result));
    published(results);
    deliveries.begin(begun);
    return results;
  };
}
