import type { Event } from "../catalog/event.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import { positionsByOwnSchema } from "../subscription-index/own-schema.ts";
import { buildIndex, type IndexedSubscription } from "../subscription-index/subscription-index.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { identityOf } from "./pairing.ts";
import { topicName, topicsOf } from "./topics.ts";

/** What the change would have meant for events that were recorded. */
export interface Replay {
  /** How many events were replayed. */
  readonly events: number;
  /** Every subscription of either side, sorted by name. */
  readonly subscriptions: readonly ReplayedSubscription[];
  /** Events that somebody got before the change and nobody gets after it. */
  readonly unreceived: EventCount;
}

export interface ReplayedSubscription {
  readonly subscription: string;
  /** How many of the events it gets by base, and by head; 0 where there is no such subscription. */
  readonly base: number;
  readonly head: number;
  readonly lost: EventCount;
  readonly gained: EventCount;
}

export interface EventCount {
  readonly count: number;
  /** The ids of the first few, to look them up. */
  readonly ids: readonly string[];
}

export interface Replaying {
  readonly add: (event: Event) => void;
  readonly result: () => Replay;
}

const shownIds = 5;
const inBase = 1;
const inHead = 2;

/** Replays events, one by one and keeping none, through the filters of both sides. Names are compared without case. */
export function startReplay(
  base: readonly SubscriptionRecord[],
  head: readonly SubscriptionRecord[],
  assumptions?: Assumptions,
): Replaying {
  const topics = topicsOf(base, head);
  const keyOf = (one: SubscriptionRecord): string => identityOf(one, topics);
  const names = new Map([...base, ...head].map((one) => [keyOf(one), nameOf(one, topics.several)]));
  const keys = [...names.keys()];
  const rows = [...names.values()].map((subscription) => ({
    subscription,
    base: 0,
    head: 0,
    lost: newCount(),
    gained: newCount(),
  }));
  const rowOf = new Map(keys.map((key, index) => [key, index]));
  // What is the same on both sides is asked once.
  const asked = new Map<string, Asked>();
  for (const [side, records] of [[inBase, base] as const, [inHead, head] as const]) {
    for (const one of records) {
      // What is pending is not deployed, so that it gets nothing yet.
      if (one.pending === true) continue;
      const row = rowOf.get(keyOf(one)) ?? 0;
      const subscription = indexed(one);
      const text = JSON.stringify([row, subscription.filter, subscription.deliverySchema]);
      asked.set(text, { row, subscription, sides: side | (asked.get(text)?.sides ?? 0) });
    }
  }
  const all = [...asked.values()];
  const subscriptions = all.map(({ subscription }) => subscription);
  const index = buildIndex(subscriptions, assumptions);
  const seen = new Uint8Array(rows.length);
  const unreceived = newCount();
  let events = 0;
  return {
    add: (event) => {
      events += 1;
      const touched: number[] = [];
      let receivers = 0;
      for (const position of positionsByOwnSchema(index, subscriptions, event)) {
        const { row = 0, sides = 0 } = all[position] ?? {};
        if (seen[row] === 0) touched.push(row);
        seen[row] = (seen[row] ?? 0) | sides;
        receivers |= sides;
      }
      for (const place of touched) {
        const row = rows[place];
        const who = seen[place] ?? 0;
        seen[place] = 0;
        if (row === undefined) continue;
        if (who & inBase) row.base += 1;
        if (who & inHead) row.head += 1;
        if (who === inBase) count(row.lost, event);
        if (who === inHead) count(row.gained, event);
      }
      if (receivers === inBase) count(unreceived, event);
    },
    result: () => ({
      events,
      subscriptions: rows.toSorted((a, b) => (a.subscription < b.subscription ? -1 : 1)),
      unreceived,
    }),
  };
}

interface Asked {
  readonly row: number;
  readonly subscription: IndexedSubscription;
  /** `inBase`, `inHead` or both. */
  readonly sides: number;
}

/** With its topic if there are several, so that equal names differ. */
function nameOf(one: SubscriptionRecord, several: boolean): string {
  const topic = several ? topicName(one) : undefined;
  return topic === undefined ? one.name : `${one.name} (${topic})`;
}

function indexed({ name, filter, eventDeliverySchema }: SubscriptionRecord): IndexedSubscription {
  return eventDeliverySchema === "CloudEventSchemaV1_0" || eventDeliverySchema === "EventGridSchema"
    ? { name, filter, deliverySchema: eventDeliverySchema }
    : { name, filter };
}

interface Counting {
  count: number;
  readonly ids: string[];
}

function newCount(): Counting {
  return { count: 0, ids: [] };
}

function count(counting: Counting, { id }: Event): void {
  counting.count += 1;
  if (counting.ids.length < shownIds) counting.ids.push(id);
}
