import { join } from "node:path";
import type { EventSubscriptionResource, Store } from "../store.ts";
import type { Batch, Standing } from "./batch.ts";
import type { Clock } from "./clock.ts";
import { deadLetterEvent, deadLetterPath, writeDeadLetter } from "./dead-letter.ts";
import { hasNoRole, isGone } from "./destination-state.ts";
import { schemaOf, toDeliverySchema } from "./envelope.ts";
import { fileName } from "./file-name.ts";
import type { LocalStorage } from "./local-storage.ts";
import type { LastDeliveryOutcome } from "./outcome.ts";
import { randomGuid } from "./random-guid.ts";
import { type DeadLetterReason, deadLetterDelay, deadLetterPatience } from "./retry.ts";

export interface GivingUp {
  readonly store: Pick<Store, "get" | "ofToken" | "systemTopics" | "eventSubscription">;
  readonly clock: Clock;
  readonly random: () => number;
  /** Where dead letters are written; if omitted, below `folder`. */
  readonly storage: LocalStorage | undefined;
  readonly folder: string;
  readonly schedule: (time: number, work: () => Promise<void>) => unknown;
  readonly stand: (batch: Batch, standing: Standing) => void;
}

/** How long to wait before a dead letter that could not be written is tried again; the documentation does not say. */
const writeAgainAfter = deadLetterDelay;

/**
 * No attempt will be made any more: the events become dead letters five minutes after the last one, where the
 * subscription keeps them; otherwise they are gone.
 */
export function giveUp(
  batch: Batch,
  { deadLetter, retryPolicy }: EventSubscriptionResource,
  reason: DeadLetterReason,
  surroundings: GivingUp,
): void {
  // No attempt was made where the endpoint was on probation all the time.
  const { startedAt, outcome } = batch.last ?? { startedAt: batch.publishedAt, outcome: "Probation" as const };
  batch.last ??= { outcome, startedAt, endedAt: surroundings.clock.now() };
  const why = sentence(reason, outcome, batch.attempts, retryPolicy.eventTimeToLiveInMinutes);
  if (deadLetter === undefined) {
    const dropped = `${why}, and the subscription has no dead-letter destination`;
    surroundings.stand(batch, { outcome: "dropped", reason: dropped });
  } else {
    keepDeadLetter(batch, why, reason, surroundings);
  }
}

/** Writes the dead letter of a batch when it is due, and goes on trying for four hours. `why`: for a reader. */
export function keepDeadLetter(batch: Batch, why: string, reason: DeadLetterReason, surroundings: GivingUp): void {
  const { clock, schedule, stand } = surroundings;
  const due = Math.max(clock.now(), (batch.last?.endedAt ?? clock.now()) + deadLetterDelay);
  const write = async (): Promise<void> => {
    const written = await tryToKeep(batch, reason, surroundings);
    if (written.kind === "kept") {
      return stand(batch, { outcome: "dead-lettered", reason: why, deadLetter: written.place });
    }
    const next = clock.now() + writeAgainAfter;
    if (written.kind === "never" || next > due + deadLetterPatience) {
      return stand(batch, { outcome: "dropped", reason: `${why}, and ${written.reason}` });
    }
    stand(batch, { outcome: "dead-lettering", reason: `${why}, and until now ${written.reason}`, givenUp: reason });
    schedule(next, write);
  };
  stand(batch, { outcome: "dead-lettering", reason: why, givenUp: reason });
  schedule(due, write);
}

type Written =
  | { readonly kind: "kept"; readonly place: string }
  | { readonly kind: "not-now" | "never"; readonly reason: string };

async function tryToKeep(batch: Batch, reason: DeadLetterReason, surroundings: GivingUp): Promise<Written> {
  const subscription = surroundings.store.eventSubscription(batch.recipient.id);
  if (subscription === undefined) return { kind: "never", reason: "the event subscription was deleted" };
  if (subscription.deadLetter === undefined) {
    return { kind: "never", reason: "the subscription has no dead-letter destination" };
  }
  const lost = whyLost(subscription, surroundings.store);
  if (lost !== undefined) return { kind: "not-now", reason: lost };
  try {
    return { kind: "kept", place: await keep(batch, subscription, reason, surroundings) };
  } catch (error) {
    return { kind: "not-now", reason: `the dead letter could not be written: ${String(error)}` };
  }
}

/** Why a dead letter cannot be written now. */
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
  { clock, random, storage, folder }: GivingUp,
): Promise<string> {
  const { storageAccountId = "", container = "" } = subscription.deadLetter ?? {};
  const account = storageAccountId.slice(storageAccountId.lastIndexOf("/") + 1);
  const givenUp = {
    reason,
    attempts: batch.attempts,
    lastOutcome: batch.last?.outcome ?? ("Probation" as const),
    publishedAt: batch.publishedAt,
    lastAttemptAt: batch.last?.startedAt ?? batch.publishedAt,
  };
  const events = batch.members.flatMap(({ event }) => toDeliverySchema(event, schemaOf(subscription)) ?? []);
  const letter = events.map((event) => deadLetterEvent(event, givenUp));
  const path = deadLetterPath(subscription.name, clock.now(), randomGuid(random));
  if (storage === undefined) {
    return writeDeadLetter(join(folder, "dead-letters", fileName(account), fileName(container)), path, letter);
  }
  return storage.write({ account, name: container }, path, JSON.stringify(letter));
}

function sentence(reason: DeadLetterReason, last: LastDeliveryOutcome, attempts: number, minutes: number): string {
  const tries = attempts === 1 ? "1 attempt" : `${attempts} attempts`;
  if (reason === "MaxDeliveryAttemptsExceeded") return `given up after ${tries} (${last})`;
  if (reason === "TimeToLiveExceeded")
    return `given up when its ${minutes} minutes were over, after ${tries} (${last})`;
  return `given up after ${tries}: Event Grid does not retry ${last}`;
}
