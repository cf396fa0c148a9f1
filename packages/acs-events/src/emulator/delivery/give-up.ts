import { join } from "node:path";
import type { EventSubscriptionResource, Store } from "../store.ts";
import { type Batch, settle } from "./batch.ts";
import type { Clock } from "./clock.ts";
import { deadLetterDelay, deadLetterEvent, deadLetterPath, writeDeadLetter } from "./dead-letter.ts";
import { hasNoRole, isGone } from "./destination-state.ts";
import { schemaOf, toDeliverySchema } from "./envelope.ts";
import { fileName } from "./file-name.ts";
import type { LastDeliveryOutcome } from "./outcome.ts";
import { randomGuid } from "./random-guid.ts";
import type { DeadLetterReason } from "./retry.ts";

export interface GivingUp {
  readonly store: Pick<Store, "get" | "ofToken" | "systemTopics">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly folder: string;
  readonly schedule: (time: number, work: () => Promise<void>) => void;
}

/**
 * No attempt will be made any more: the events become dead letters five minutes after the last one, where the
 * subscription keeps them and the container is there; otherwise they are gone.
 */
export function giveUp(
  batch: Batch,
  subscription: EventSubscriptionResource,
  reason: DeadLetterReason,
  surroundings: GivingUp,
): void {
  const { last } = batch;
  // Nothing is given up before an attempt has failed.
  if (last === undefined) return;
  const why = sentence(reason, last.outcome, batch.attempts, subscription.retryPolicy.eventTimeToLiveInMinutes);
  if (subscription.deadLetter === undefined) {
    settle(batch, "dropped", { reason: `${why}, and the subscription has no dead-letter destination` });
    return;
  }
  settle(batch, "dead-lettering", { reason: why });
  const due = Math.max(surroundings.clock.now(), last.endedAt + deadLetterDelay);
  surroundings.schedule(due, async () => {
    const lost = whyLost(subscription, surroundings.store);
    if (lost !== undefined) {
      settle(batch, "dropped", { reason: `${why}, and ${lost}` });
      return;
    }
    try {
      const deadLetter = await keep(batch, subscription, reason, last, surroundings);
      settle(batch, "dead-lettered", { reason: why, deadLetter });
    } catch (error) {
      settle(batch, "dropped", { reason: `${why}, and the dead letter could not be written: ${String(error)}` });
    }
  });
}

/** Why a dead letter cannot be written; Event Grid drops the event then. */
function whyLost(subscription: EventSubscriptionResource, store: GivingUp["store"]): string | undefined {
  const { deadLetter, topicId } = subscription;
  if (deadLetter === undefined) return "the subscription has no dead-letter destination";
  const id = `${deadLetter.storageAccountId}/blobServices/default/containers/${deadLetter.container}`;
  if (isGone(id, store)) return `the dead-letter container "${deadLetter.container}" does not exist`;
  if (deadLetter.identity === "SystemAssigned" && hasNoRole(topicId, id, store)) {
    return `the identity of the system topic has no role on the dead-letter container "${deadLetter.container}"`;
  }
  return undefined;
}

function keep(
  batch: Batch,
  subscription: EventSubscriptionResource,
  reason: DeadLetterReason,
  last: NonNullable<Batch["last"]>,
  { clock, random, folder }: GivingUp,
): Promise<string> {
  const { storageAccountId = "", container = "" } = subscription.deadLetter ?? {};
  const account = storageAccountId.slice(storageAccountId.lastIndexOf("/") + 1);
  const givenUp = {
    reason,
    attempts: batch.attempts,
    lastOutcome: last.outcome,
    publishedAt: batch.publishedAt,
    lastAttemptAt: last.startedAt,
  };
  const events = batch.members.flatMap(({ event }) => toDeliverySchema(event, schemaOf(subscription)) ?? []);
  return writeDeadLetter(
    join(folder, "dead-letters", fileName(account), fileName(container)),
    deadLetterPath(subscription.name, clock.now(), randomGuid(random)),
    events.map((event) => deadLetterEvent(event, givenUp)),
  );
}

function sentence(reason: DeadLetterReason, last: LastDeliveryOutcome, attempts: number, minutes: number): string {
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  if (reason === "MaxDeliveryAttemptsExceeded") return `given up after ${tries} (${last})`;
  if (reason === "TimeToLiveExceeded")
    return `given up when its ${minutes} minutes were over, after ${tries} (${last})`;
  return `given up after ${tries}: Event Grid does not retry ${last}`;
}
