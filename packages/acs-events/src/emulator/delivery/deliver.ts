import type { EventSubscriptionResource, Store } from "../store.ts";
import { attempt } from "./attempt.ts";
import { type Batch, noteAttempt, outcomeName, type Standing } from "./batch.ts";
import type { Clock } from "./clock.ts";
import { type Destination, destinationClass, readDestination, shownDestination } from "./destinations.ts";
import type { Disorder } from "./disorder.ts";
import { schemaOf, toDeliverySchema } from "./envelope.ts";
import type { Faults } from "./faults.ts";
import { giveUp } from "./give-up.ts";
import type { Lane } from "./lane.ts";
import type { LocalAnswer, LocalHttp } from "./local-http.ts";
import type { LocalMessaging } from "./local-messaging.ts";
import type { LocalQueues } from "./local-queues.ts";
import type { LocalStorage } from "./local-storage.ts";
import { hasExpired } from "./matching-subscriptions.ts";
import { type AttemptOutcome, outcomeOf } from "./outcome.ts";
import type { Redirects } from "./redirects.ts";
import { isExpired, lateAnswerLimit, nextStep, responseLimit } from "./retry.ts";

export interface DeliverySurroundings {
  readonly store: Pick<Store, "get" | "ofToken" | "systemTopics" | "eventSubscription">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly redirects: Redirects;
  readonly faults: Pick<Faults, "of">;
  readonly http: LocalHttp;
  readonly queues: LocalQueues;
  readonly storage: LocalStorage | undefined;
  readonly messaging: LocalMessaging | undefined;
  readonly folder: string;
  readonly disorder: Disorder;
  readonly log?: ((line: string) => void) | undefined;
}

/** What an attempt may do to its surroundings. */
export interface DeliveryWork extends DeliverySurroundings {
  /** Runs `work` at a time; the answer cancels it. `work` must not reject. */
  readonly schedule: (time: number, work: () => Promise<void>) => () => void;
  /** Writes down the new state of every event of a batch. */
  readonly stand: (batch: Batch, standing: Standing) => void;
}

/** A mistake of the local Azure must not end the process, nor leave the event under way for ever. */
export async function deliverSafely(batch: Batch, lane: Lane, work: DeliveryWork): Promise<void> {
  try {
    await deliver(batch, lane, work);
  } catch (error) {
    work.stand(batch, {
      outcome: "dropped",
      reason: `the local Azure failed, which is a mistake of its own: ${String(error)}`,
    });
  }
}

/** One attempt and what follows from it. The subscription is taken as it is now. */
async function deliver(batch: Batch, lane: Lane, work: DeliveryWork): Promise<void> {
  const { store, clock, schedule, stand, log } = work;
  const startedAt = clock.now();
  const subscription = store.eventSubscription(batch.recipient.id);
  if (subscription === undefined)
    return stand(batch, { outcome: "dropped", reason: "the event subscription was deleted" });
  if (hasExpired(subscription, startedAt)) {
    return stand(batch, { outcome: "dropped", reason: "the event subscription expired" });
  }
  const { maxDeliveryAttempts, eventTimeToLiveInMinutes } = subscription.retryPolicy;
  if (isExpired(batch.publishedAt, startedAt, eventTimeToLiveInMinutes)) {
    return giveUp(batch, subscription, "TimeToLiveExceeded", work);
  }
  const again = async (): Promise<void> => lane.again(batch);
  const wait = lane.health.wait(startedAt, batch.attempts === 0);
  if (wait !== undefined) {
    const outcome = batch.attempts === 0 ? "pending" : "retrying";
    const nextAttemptAt = new Date(wait.until).toISOString();
    stand(batch, { outcome, nextAttemptAt, reason: `the endpoint fails; ${wait.why} until ${nextAttemptAt}` });
    schedule(wait.until, again);
    return;
  }

  const destination = readDestination(subscription.destination);
  const outcome = await makeAttempt(batch, subscription, destination, lane, work);
  // Under a clock that is turned by hand, a handler that did not answer has used up its time all the same.
  const unanswered = outcome.kind === "failed" && outcome.outcome === "TimedOut" && outcome.status === undefined;
  const endedAt = Math.max(clock.endOf(startedAt), unanswered ? startedAt + responseLimit : startedAt);
  noteAttempt(batch, subscription, destination, outcome, [startedAt, endedAt], log);
  if (outcome.kind === "not-contacted") return stand(batch, { outcome: "not-contacted", reason: outcome.detail });
  lane.health.note(outcome.kind === "delivered" ? "Delivered" : outcome.outcome, endedAt);
  if (outcome.kind === "delivered") {
    stand(batch, { outcome: "delivered" });
    return repeatSometimes(batch, subscription, lane, work);
  }
  batch.last = { outcome: outcome.outcome, startedAt, endedAt };

  const next = nextStep({
    attempts: batch.attempts,
    failure: outcome,
    destination: destinationClass(destination),
    endedAt,
    maxDeliveryAttempts,
    random: work.random,
  });
  if (next.kind === "give-up") return giveUp(batch, subscription, next.reason, work);
  stand(batch, { outcome: "retrying", nextAttemptAt: new Date(next.at).toISOString() });
  const callOff = schedule(next.at, again);
  if (outcome.late !== undefined) void endByLateAnswer(batch, batch.attempts, outcome.late, callOff, work);
}

/** An answer that comes too late takes the event out of those that are tried again, unless that has begun. */
async function endByLateAnswer(
  batch: Batch,
  attempts: number,
  late: Promise<LocalAnswer | undefined>,
  callOff: () => void,
  { stand }: DeliveryWork,
): Promise<void> {
  const answer = await late;
  if (answer === undefined || batch.attempts !== attempts || batch.members[0]?.outcome !== "retrying") return;
  const outcome = outcomeOf(answer, responseLimit);
  if (outcome.kind !== "delivered") return;
  callOff();
  stand(batch, {
    outcome: "delivered",
    reason: `the handler answered ${outcome.status} too late, and is not asked again`,
  });
}

/** Event Grid delivers at least once; where it is asked for, the very same delivery comes again. */
function repeatSometimes(batch: Batch, subscription: EventSubscriptionResource, lane: Lane, work: DeliveryWork): void {
  const { clock, disorder, schedule, stand, log } = work;
  const after = disorder.repeatAfter();
  if (after === undefined) return;
  schedule(clock.now() + after, async () => {
    const startedAt = clock.now();
    const destination = readDestination(subscription.destination);
    batch.attempts -= 1;
    const outcome = await makeAttempt(batch, subscription, destination, lane, work);
    noteAttempt(batch, subscription, destination, outcome, [startedAt, clock.endOf(startedAt)], log);
    stand(batch, { outcome: "delivered", reason: `delivered once more, as was asked for (${outcomeName(outcome)})` });
  });
}

async function makeAttempt(
  batch: Batch,
  subscription: EventSubscriptionResource,
  destination: Destination,
  { health }: Lane,
  { store, clock, redirects, faults, http, queues, storage, messaging }: DeliverySurroundings,
): Promise<AttemptOutcome> {
  const schema = schemaOf(subscription);
  const [first, ...others] = batch.members.flatMap(({ event }) => toDeliverySchema(event, schema) ?? []);
  if (first === undefined || others.length + 1 !== batch.members.length) {
    // The subscription has changed to a schema that the event cannot have.
    return { kind: "not-contacted", detail: "the event has no form in the delivery schema of the subscription" };
  }
  // Nobody has to wait for a handler that hangs on purpose where the clock is turned by hand.
  const hangs = health.hangs() || faults.of(shownDestination(destination)) === "hang";
  const answer = clock.realTime(responseLimit, hangs);
  return attempt(
    {
      subscription,
      destination,
      events: [first, ...others],
      deliveryCount: batch.attempts,
      outputEventIds: batch.members.map(({ outputEventId }) => outputEventId),
    },
    {
      redirects,
      faults,
      http,
      queues,
      storage,
      messaging,
      resources: store,
      patience: { answer, lateAnswer: clock.realTime(lateAnswerLimit, hangs), whenTurned: clock.whenTurned },
      time: new Date(clock.now()).toISOString(),
    },
  );
}
