import type { EventGrid } from "../delivery/event-grid.ts";
import { deliveryRecord, type Entry, type Tally } from "../delivery/journal.ts";
import type { EventSubscriptionResource, Store } from "../store.ts";
import { kindOf, viewEvent } from "./event-view.ts";
import { viewSubscription } from "./subscription-view.ts";
import type { Counts, EventsView, EventView, Misses, StateView } from "./views.ts";
import { missesOf } from "./why-not-delivered.ts";

/** How many events the page is told of at a time, unless it asks for fewer. */
export const eventsPerPage = 200;

/** For so many events the reasons that kept them out are remembered. */
const explanationsKept = 1_000;

export interface StateSource {
  /** What the page is called after. */
  readonly stack: string;
  readonly store: Pick<Store, "systemTopics" | "eventSubscriptions">;
  readonly grid: Pick<EventGrid, "page" | "publishedCount" | "countsOf" | "comparedWith">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Which events are asked for. */
export interface EventsQuery {
  /** Only what was published before this position. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** What the dashboard says of the local Azure, a page at a time: nothing here grows with what was published. */
export interface State {
  /** The subscriptions and the newest events. */
  now(): StateView;
  /** Older events. */
  events(query: EventsQuery): EventsView;
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
 * Reads the state. Why an event was kept out of a subscription is explained by the filters that it was compared with, so
 * that it stays what it was when the subscription changes later.
 */
export function createState({ stack, store, grid, now }: StateSource): State {
  const explained = new Map<number, Explained>();
  const missesAt = ({ position, result }: Entry): Explained => {
    const known = explained.get(position);
    if (known !== undefined || result.kind === "refused") return known ?? { keptOut: [], unlisted: [] };
    const reached = new Set([...result.matched, ...result.passedOver.map(({ subscription }) => subscription)]);
    const compared = grid.comparedWith(position) ?? subscriptionsOf(store, result.topics);
    const found = missesOf(
      result.event,
      compared.filter(({ name }) => !reached.has(name)),
    );
    explained.set(position, found);
    if (explained.size > explanationsKept) explained.delete(explained.keys().next().value ?? position);
    return found;
  };
  const events = ({ before, limit }: EventsQuery): EventsView => {
    const page = grid.page({ limit, ...(before === undefined ? {} : { before }) });
    const last = page.at(-1)?.position ?? 0;
    return {
      events: page.map((entry): EventView => {
        const { result, position, fates } = entry;
        if (result.kind === "refused") return viewRefused(result.reason, position);
        const records = fates.map((fate) => deliveryRecord(result.event, fate));
        return viewEvent(result, position, records, missesAt(entry));
      }),
      // Positions count from 0, so that as many events were published before the last one of this page.
      older: page.length < limit ? 0 : last,
    };
  };

  return Object.freeze({
    events,
    now: () => ({
      stack,
      now: new Date(now()).toISOString(),
      subscriptions: store
        .systemTopics()
        .flatMap(({ id }) => store.eventSubscriptions(id))
        .map((subscription) => viewSubscription(subscription, viewCounts(grid.countsOf(subscription.id)))),
      published: grid.publishedCount(),
      ...events({ limit: eventsPerPage }),
    }),
  });
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

function viewCounts({ deliveries, keptOut }: { readonly deliveries: Tally; readonly keptOut: number }): Counts {
  const counts = { delivered: 0, underWay: 0, lost: 0 };
  for (const [outcome, count = 0] of Object.entries(deliveries) as [keyof Tally, number | undefined][]) {
    const kind = kindOf(outcome);
    counts[kind === "under-way" ? "underWay" : kind] += count;
  }
  return { ...counts, keptOut };
}

type Explained = Pick<Misses, "keptOut" | "unlisted">;
