import type { Event } from "../../catalog/event.ts";
import { sameId } from "../resources/azure-id.ts";
import type { EventSubscriptionResource, Store } from "../store.ts";
import { attempt } from "./attempt.ts";
import { type Batch, batchesOf, noteAttempt, recordOf, settle, type Tracked, track } from "./batch.ts";
import type { Clock } from "./clock.ts";
import type { DeliveryRecord } from "./delivery-record.ts";
import { type Destination, destinationClass, readDestination } from "./destinations.ts";
import { schemaOf, toDeliverySchema } from "./envelope.ts";
import { giveUp } from "./give-up.ts";
import type { LocalQueues } from "./local-queues.ts";
import { hasExpired } from "./matching-subscriptions.ts";
import type { AttemptOutcome } from "./outcome.ts";
import { randomGuid } from "./random-guid.ts";
import type { Redirects } from "./redirects.ts";
import { isExpired, nextStep, responseLimit } from "./retry.ts";

export interface DeliverySurroundings {
  readonly store: Pick<Store, "get" | "ofToken" | "systemTopics" | "eventSubscriptions">;
  readonly clock: Clock;
  readonly random: () => number;
  readonly redirects: Redirects;
  readonly queues: LocalQueues;
  readonly folder: string;
  readonly log?: ((line: string) => void) | undefined;
}

/** One event for one subscription that it matched. */
export interface ToDeliver {
  readonly subscription: EventSubscriptionResource;
  readonly event: Event;
}

export interface Deliveries {
  /** Begins the first attempts of events that are there at the same time. */
  begin(together: readonly ToDeliver[]): void;
  /** Runs other work of Event Grid that `settled` waits for; it must not reject. */
  run(work: () => Promise<void>): void;
  settled(): Promise<void>;
  records(): readonly DeliveryRecord[];
  /** Calls off every attempt that is scheduled. */
  close(): void;
}

/** Keeps every delivery going until it has arrived or is given up. */
export function createDeliveries(surroundings: DeliverySurroundings): Deliveries {
  const { clock } = surroundings;
  const tracked: Tracked[] = [];
  const underWay = new Set<Promise<void>>();
  const scheduled = new Set<() => void>();

  const run = (work: () => Promise<void>): Promise<void> => {
    const promise = work();
    underWay.add(promise);
    void promise.then(() => underWay.delete(promise));
    return promise;
  };
  const schedule = (time: number, work: () => Promise<void>): void => {
    const callOff = clock.at(time, () => {
      scheduled.delete(callOff);
      return run(work);
    });
    scheduled.add(callOff);
  };

  return Object.freeze({
    begin(together: readonly ToDeliver[]) {
      const bySubscription = new Map<EventSubscriptionResource, Tracked[]>();
      for (const { subscription, event } of together) {
        const one = track(subscription, event, randomGuid(surroundings.random));
        tracked.push(one);
        const others = bySubscription.get(subscription);
        if (others === undefined) bySubscription.set(subscription, [one]);
        else others.push(one);
      }
      for (const [subscription, all] of bySubscription) {
        for (const batch of batchesOf(subscription, all, clock.now())) {
          clock.hold(run(() => deliver(batch, subscription, { ...surroundings, schedule })));
        }
      }
    },
    run: (work: () => Promise<void>) => clock.hold(run(work)),
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    records: () => tracked.map(recordOf),
    close() {
      for (const callOff of scheduled) callOff();
      scheduled.clear();
    },
  });
}

/** One attempt and what follows from it. `known`: the subscription as it was; what counts is what it is by now. */
async function deliver(
  batch: Batch,
  known: EventSubscriptionResource,
  surroundings: DeliverySurroundings & { readonly schedule: (time: number, work: () => Promise<void>) => void },
): Promise<void> {
  const { store, clock, random, schedule, log } = surroundings;
  const startedAt = clock.now();
  const subscription = store.eventSubscriptions(known.topicId).find(({ id }) => sameId(id, known.id));
  if (subscription === undefined) return settle(batch, "dropped", { reason: "the event subscription was deleted" });
  if (hasExpired(subscription, startedAt)) {
    return settle(batch, "dropped", { reason: "the event subscription expired" });
  }
  const { maxDeliveryAttempts, eventTimeToLiveInMinutes } = subscription.retryPolicy;
  if (isExpired(batch.publishedAt, startedAt, eventTimeToLiveInMinutes)) {
    return giveUp(batch, subscription, "TimeToLiveExceeded", surroundings);
  }

  const destination = readDestination(subscription.destination);
  const outcome = await makeAttempt(batch, subscription, destination, surroundings);
  // Under a clock that is turned by hand, a handler that did not answer has used up its time all the same.
  const unanswered = outcome.kind === "failed" && outcome.outcome === "TimedOut" && outcome.status === undefined;
  const endedAt = Math.max(clock.now(), unanswered ? startedAt + responseLimit : startedAt);
  noteAttempt(batch, subscription, destination, outcome, [startedAt, endedAt], log);
  if (outcome.kind === "delivered") return settle(batch, "delivered");
  if (outcome.kind === "not-contacted") return settle(batch, "not-contacted", { reason: outcome.detail });
  batch.last = { outcome: outcome.outcome, startedAt, endedAt };

  const next = nextStep({
    attempts: batch.attempts,
    failure: outcome,
    destination: destinationClass(destination),
    endedAt,
    maxDeliveryAttempts,
    random,
  });
  if (next.kind === "give-up") return giveUp(batch, subscription, next.reason, surroundings);
  settle(batch, "retrying", { nextAttemptAt: new Date(next.at).toISOString() });
  schedule(next.at, () => deliver(batch, subscription, surroundings));
}

async function makeAttempt(
  batch: Batch,
  subscription: EventSubscriptionResource,
  destination: Destination,
  { store, clock, redirects, queues }: DeliverySurroundings,
): Promise<AttemptOutcome> {
  const schema = schemaOf(subscription);
  const [first, ...others] = batch.members.flatMap(({ event }) => toDeliverySchema(event, schema) ?? []);
  if (first === undefined || others.length + 1 !== batch.members.length) {
    // The subscription has changed to a schema that the event cannot have.
    return { kind: "not-contacted", detail: "the event has no form in the delivery schema of the subscription" };
  }
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
      queues,
      resources: store,
      patience: clock.realTime(responseLimit),
      time: new Date(clock.now()).toISOString(),
    },
  );
}
