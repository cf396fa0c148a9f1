import { randomUUID } from "node:crypto";
import type { VirtualClock } from "../delivery/clock.ts";
import type { EventGrid } from "../delivery/event-grid.ts";
import type { Tally } from "../delivery/journal.ts";
import type { Store } from "../store.ts";
import { type DeclaredSubscriptions, viewPlace } from "./declared-at.ts";
import type { Deployments } from "./deployments.ts";
import { kindOf } from "./event-view.ts";
import { type EventsQuery, eventsPerPage, type PublishedEvents } from "./published-events.ts";
import { viewSubscription } from "./subscription-view.ts";
import type { ClockView, DeliveryCounts, StateView } from "./views.ts";

/** A clock that can be turned. */
export type TurnableClock = Pick<VirtualClock, "advance" | "advanceToEnd" | "scheduled" | "nextAt">;

export interface StateSource {
  /** What the page is called after. */
  readonly stack: string;
  readonly store: Pick<Store, "systemTopics" | "eventSubscriptions">;
  readonly grid: Pick<EventGrid, "publishedCount" | "countsOf" | "faults">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Omitted where the clock cannot be turned. */
  readonly clock?: TurnableClock | undefined;
  /** Whether waits are passed after an event is sent unless somebody says otherwise; true where it is omitted. */
  readonly passesWaits?: boolean | undefined;
  /** Where subscriptions are declared, where that is known. */
  readonly declared?: DeclaredSubscriptions | undefined;
}

/** The subscriptions and the newest events. */
export function createState(
  { stack, store, grid, now, clock, passesWaits = true, declared }: StateSource,
  events: PublishedEvents,
  deployments: Deployments,
): (query?: EventsQuery) => StateView {
  const run = randomUUID();
  return (query = { limit: eventsPerPage }) => {
    const deployment = deployments.last();
    return {
      stack,
      run,
      now: new Date(now()).toISOString(),
      subscriptions: store
        .systemTopics()
        .flatMap(({ id }) => store.eventSubscriptions(id))
        .map((subscription) => {
          const counts = viewCounts(grid.countsOf(subscription.id));
          return viewSubscription(subscription, counts, viewPlace(declared, subscription.name));
        }),
      published: grid.publishedCount(),
      faults: grid.faults.all(),
      ...(clock === undefined ? {} : { clock: viewClock(clock, passesWaits) }),
      ...(deployment === undefined ? {} : { deployment }),
      ...events.page(query),
    };
  };
}

function viewClock(clock: TurnableClock, passesWaits: boolean): ClockView {
  const next = clock.nextAt();
  const nextAt = next === undefined ? {} : { nextAt: new Date(next).toISOString() };
  return { waiting: clock.scheduled(), ...nextAt, passesWaits };
}

function viewCounts({ deliveries, keptOut }: { readonly deliveries: Tally; readonly keptOut: number }): DeliveryCounts {
  const counts = { delivered: 0, underWay: 0, lost: 0 };
  for (const [outcome, count = 0] of Object.entries(deliveries) as [keyof Tally, number | undefined][]) {
    const kind = kindOf(outcome);
    counts[kind === "under-way" ? "underWay" : kind] += count;
  }
  return { ...counts, keptOut };
}
