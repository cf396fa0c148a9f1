import type { EventGrid } from "../delivery/event-grid.ts";
import type { Entry } from "../delivery/journal.ts";
import type { EventSubscriptionResource, Store } from "../store.ts";
import { kindOf, summariseDelivery, viewDelivery, viewHead, viewRefused } from "./event-view.ts";
import type { DeliverySummary, EventRow, EventsView, EventView, Misses } from "./views.ts";
import { listsType, missesOf } from "./why-not-delivered.ts";

/** How many events the page gets at a time, unless it asks for fewer. */
export const eventsPerPage = 200;

/** At most this many events are searched for one page, so that a search does not delay others. */
export const eventsSearched = 2_000;

/** For this many events we remember how many subscriptions did not get them. */
const countsKept = 2_000;

export interface EventsSource {
  readonly store: Pick<Store, "systemTopics" | "eventSubscriptions">;
  readonly grid: Pick<EventGrid, "page" | "entry" | "comparedWith">;
}

/** Which events are asked for. */
export interface EventsQuery {
  /** Only what was published before this position. */
  readonly before?: number | undefined;
  readonly limit: number;
  /** Only events that were for this subscription, or would have been but for another condition than the type. */
  readonly about?: string | undefined;
  /** Only events with a delivery in this state. */
  readonly only?: DeliverySummary["kind"] | undefined;
}

/** What was published, a page at a time: nothing here grows with what was published. */
export interface PublishedEvents {
  page(query: EventsQuery): EventsView;
  /** One event with all that became of it; undefined where it is not kept any more. */
  one(position: number): EventView | undefined;
  /** Remembers where a dead letter was delivered again. */
  noteAgain(position: number, subscription: string, at: number): void;
}

/** The subscriptions that can receive an event: those of the topics with these names. */
export function subscriptionsOf(
  store: EventsSource["store"],
  topics: readonly string[],
): readonly EventSubscriptionResource[] {
  return store
    .systemTopics()
    .filter(({ name }) => topics.includes(name))
    .flatMap(({ id }) => store.eventSubscriptions(id));
}

/**
 * Reads what was published. Why an event was filtered out of a subscription is explained by the filters that it was compared
 * with, so that it stays what it was when the subscription changes later.
 */
export function createPublishedEvents({ store, grid }: EventsSource): PublishedEvents {
  const keptOutCounts = new Map<number, number>();
  const again = new Map<string, number>();
  const againAt = (position: number, subscription: string): number | undefined =>
    again.get(`${position} ${subscription}`);

  const others = ({ position, result }: Entry): readonly EventSubscriptionResource[] => {
    if (result.kind === "refused" || result.again !== undefined) return [];
    const reached = new Set([...result.matched, ...result.passedOver.map(({ subscription }) => subscription)]);
    const compared = grid.comparedWith(position) ?? subscriptionsOf(store, result.topics);
    return compared.filter(({ name }) => !reached.has(name));
  };
  const keptOut = (entry: Entry): number => {
    const { position, result } = entry;
    const known = keptOutCounts.get(position);
    if (known !== undefined || result.kind === "refused") return known ?? 0;
    const counted = others(entry).filter((one) => listsType(one, result.event)).length + result.passedOver.length;
    keptOutCounts.set(position, counted);
    if (keptOutCounts.size > countsKept) keptOutCounts.delete(keptOutCounts.keys().next().value ?? position);
    return counted;
  };
  const rowOf = (entry: Entry): EventRow => {
    const { position, result, fates } = entry;
    if (result.kind === "refused") return { ...viewRefused(result.reason, position), deliveries: [], keptOut: 0 };
    const deliveries = fates.map((fate) => summariseDelivery(fate, againAt(position, fate.subscription)));
    return { ...viewHead(result, position), deliveries, keptOut: keptOut(entry) };
  };
  const isAbout = (entry: Entry, name: string): boolean => {
    const { result, fates } = entry;
    if (result.kind === "refused") return false;
    if ([...fates, ...result.passedOver].some(({ subscription }) => subscription === name)) return true;
    return others(entry).some((one) => one.name === name && listsType(one, result.event));
  };
  const isWanted = (entry: Entry, { about, only }: EventsQuery): boolean =>
    (about === undefined || isAbout(entry, about)) &&
    (only === undefined || entry.fates.some(({ outcome }) => kindOf(outcome) === only));

  return Object.freeze({
    page(query: EventsQuery): EventsView {
      const { limit } = query;
      const searches = query.about !== undefined || query.only !== undefined;
      const found: EventRow[] = [];
      let { before } = query;
      for (let left = searches ? eventsSearched : limit; left > 0 && found.length < limit; ) {
        const size = Math.min(left, eventsPerPage);
        const page = grid.page({ limit: size, ...(before === undefined ? {} : { before }) });
        for (const entry of page) {
          if (found.length === limit) break;
          before = entry.position;
          if (isWanted(entry, query)) found.push(rowOf(entry));
        }
        if (page.length < size) return { events: found, older: found.length < limit ? 0 : (before ?? 0) };
        left -= size;
      }
      // Positions count from 0, so that as many events were published before the last one that was looked at.
      return { events: found, older: before ?? 0 };
    },
    one(position: number): EventView | undefined {
      const entry = grid.entry(position);
      if (entry === undefined) return undefined;
      const { result, fates } = entry;
      const nobody: Misses = { passedOver: [], keptOut: [], unlisted: [] };
      if (result.kind === "refused") return { ...viewRefused(result.reason, position), deliveries: [], ...nobody };
      return {
        ...viewHead(result, position),
        deliveries: fates.map((fate) => viewDelivery(fate, againAt(position, fate.subscription))),
        passedOver: result.passedOver,
        ...missesOf(result.event, others(entry)),
      };
    },
    noteAgain(position: number, subscription: string, at: number) {
      again.set(`${position} ${subscription}`, at);
    },
  });
}
