import type { Event } from "../catalog/event.ts";
import { type Assumptions, defaultAssumptions } from "../filters/assumptions.ts";
import { comparableEventType } from "../filters/listed-event-types.ts";
import { eventTypeOf } from "../filters/match/basic.ts";
import { arrange } from "./arrange.ts";
import { takeInOrder, wordsFor } from "./bitset.ts";
import { findMembers } from "./find.ts";
import type { TypeIndex } from "./group.ts";
import type { IndexedSubscription } from "./indexed-subscription.ts";

export type { IndexedSubscription } from "./indexed-subscription.ts";

/** Answers which of many subscriptions get an event, without asking each of them. */
export interface SubscriptionIndex {
  /** The names of the subscriptions whose filters match the event, in the order in which they were given. */
  readonly match: (event: Event) => string[];
  /** The same, as places in the list that was given, from 0. */
  readonly matchPositions: (event: Event) => number[];
}

/**
 * Builds the index. Its answers are those of `matches` for each subscription in turn.
 *
 * An event meets only the subscriptions that list its type, and among these only those indexed under what its subject and
 * its values say: texts in trees of letters, numbers in order, ranges in a tree of intervals. Negative conditions are
 * indexed by what makes them fail.
 */
export function buildIndex(
  subscriptions: readonly IndexedSubscription[],
  assumptions: Assumptions = defaultAssumptions,
): SubscriptionIndex {
  const { byType, ofEveryType } = arrange(subscriptions, assumptions);
  const indexes = ofEveryType === undefined ? [...byType.values()] : [...byType.values(), ofEveryType];
  const words = indexes.map(({ memberWords, groups }) => memberWords + wordsFor(groups.length));
  const bitset = new Int32Array(words.reduce((most, each) => Math.max(most, each), 0));
  const find = findMembers(assumptions, bitset);

  const listing = (event: Event): TypeIndex | undefined => {
    const type: unknown = eventTypeOf(event);
    return typeof type === "string" ? byType.get(comparableEventType(type, assumptions)) : undefined;
  };
  const positionsIn = (event: Event, index: TypeIndex | undefined): number[] => {
    if (index === undefined) return [];
    find(event, index);
    return takeInOrder(bitset, index.memberWords, index.positions);
  };
  const matchPositions = (event: Event): number[] =>
    merged(positionsIn(event, listing(event)), positionsIn(event, ofEveryType));
  return {
    matchPositions,
    match: (event) => {
      if (ofEveryType !== undefined)
        return matchPositions(event).map((position) => subscriptions[position]?.name ?? "");
      const index = listing(event);
      if (index === undefined) return [];
      find(event, index);
      return takeInOrder(bitset, index.memberWords, index.names);
    },
  };
}

/** Two lists in ascending order as one. */
function merged(a: number[], b: number[]): number[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const all: number[] = [];
  let [atA, atB] = [0, 0];
  while (atA < a.length || atB < b.length) {
    const [first, second] = [a[atA] ?? Infinity, b[atB] ?? Infinity];
    all.push(Math.min(first, second));
    if (first < second) atA += 1;
    else atB += 1;
  }
  return all;
}
