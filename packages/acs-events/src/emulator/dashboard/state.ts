import type { Event } from "../../catalog/event.ts";
import type { DeliveryRecord, PublishResult } from "../delivery/delivery-record.ts";
import type { EventGrid } from "../delivery/event-grid.ts";
import type { EventSubscriptionResource, Store } from "../store.ts";
import { idKey } from "../stored-resource.ts";
import { kindOf, viewEvent } from "./event-view.ts";
import { viewSubscription } from "./subscription-view.ts";
import type { Counts, DeliveryView, EventView, Misses, StateView } from "./views.ts";
import { missesOf } from "./why-not-delivered.ts";

/** What the page is told of; the rest is left out, and counted. */
const shownEvents = 200;

export interface StateSource {
  /** What the page is called after. */
  readonly stack: string;
  readonly store: Pick<Store, "systemTopics" | "eventSubscriptions">;
  readonly grid: Pick<EventGrid, "published" | "log">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The subscriptions that hear of an event: those of the topics with these names. */
export function subscriptionsOf(
  store: StateSource["store"],
  topics: readonly string[],
): readonly EventSubscriptionResource[] {
  return store
    .systemTopics()
    .filter(({ name }) => topics.includes(name))
    .flatMap(({ id }) => store.eventSubscriptions(id));
}

/**
 * Reads the state. Why an event was kept out of a subscription is found out when the event is first seen, and stays
 * what it was when the subscription changes later.
 */
export function createState({ stack, store, grid, now }: StateSource): () => StateView {
  const misses: (Explained | undefined)[] = [];
  const missesAt = (position: number, result: Extract<PublishResult, { readonly kind: "published" }>): Explained => {
    const known = misses[position];
    if (known !== undefined) return known;
    const reached = new Set([...result.matched, ...result.passedOver.map(({ subscription }) => subscription)]);
    const others = subscriptionsOf(store, result.topics).filter(({ name }) => !reached.has(name));
    const found = missesOf(result.event, others);
    misses[position] = found;
    return found;
  };

  return () => {
    const log = grid.log();
    const records = Map.groupBy(log, ({ event }): Event => event);
    const all = grid.published().map((result, position): EventView => {
      if (result.kind === "refused") return viewRefused(result.reason, position);
      return viewEvent(result, position, records.get(result.event) ?? [], missesAt(position, result));
    });
    const events = all.reverse();
    const countsOf = counting(log, events);
    return {
      stack,
      now: new Date(now()).toISOString(),
      subscriptions: store
        .systemTopics()
        .flatMap(({ id }) => store.eventSubscriptions(id))
        .map((subscription) => viewSubscription(subscription, countsOf(subscription))),
      events: events.slice(0, shownEvents),
      older: Math.max(0, events.length - shownEvents),
    };
  };
}

function viewRefused(reason: string, position: number): EventView {
  return {
    position,
    id: "",
    type: "",
    subject: "",
    publishedAt: "",
    deliveries: [],
    passedOver: [],
    keptOut: [],
    unlisted: [],
    trouble: `Event Grid refused it: ${reason}`,
  };
}

function counting(
  log: readonly DeliveryRecord[],
  events: readonly EventView[],
): (subscription: EventSubscriptionResource) => Counts {
  const outcomes = Map.groupBy(log, ({ subscriptionId }) => idKey(subscriptionId));
  const keptOut = Map.groupBy(
    events.flatMap((event) => event.keptOut),
    ({ subscription }) => subscription,
  );
  return ({ id, name }) => {
    const own = outcomes.get(idKey(id)) ?? [];
    const count = (kind: DeliveryView["kind"]): number => own.filter(({ outcome }) => kindOf(outcome) === kind).length;
    return {
      delivered: count("delivered"),
      underWay: count("under-way"),
      lost: count("lost"),
      keptOut: keptOut.get(name)?.length ?? 0,
    };
  };
}

type Explained = Pick<Misses, "keptOut" | "unlisted">;
