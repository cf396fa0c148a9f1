import type { Event } from "../../catalog/event.ts";
import { eventTypeOf, typeName } from "../match/basic.ts";
import { defaultSemantics, type Semantics } from "../semantics.ts";
import { arrange } from "./arrange.ts";
import { findMembers } from "./find.ts";
import type { IndexedSubscription } from "./indexed-subscription.ts";
import { positionSet, takeInOrder } from "./position-set.ts";

export type { IndexedSubscription } from "./indexed-subscription.ts";

/** Answers which of many subscriptions get an event, without asking each of them. */
export interface SubscriptionIndex {
  /** The names of the subscriptions whose filters let the event through, in the order in which they were given. */
  readonly match: (event: Event) => string[];
  /** The same, as places in the list that was given, from 0. */
  readonly matchPositions: (event: Event) => number[];
}

/**
 * Builds the index. Its answers are those of `matches` for each subscription in turn.
 *
 * An event meets only the subscriptions that list its type, and among these only those filed under what its subject and
 * its values say: texts and numbers by hash, beginnings, ends and parts of texts in tries, ranges in a tree of
 * intervals. Negative conditions are filed by what makes them fail.
 */
export function buildIndex(
  subscriptions: readonly IndexedSubscription[],
  semantics: Semantics = defaultSemantics,
): SubscriptionIndex {
  const names = subscriptions.map(({ name }) => name);
  const positions = [...names.keys()];
  const { byType, ofEveryType } = arrange(subscriptions, semantics);
  const found = positionSet(names.length);
  const find = findMembers(semantics, found);

  const findIn = (event: Event): void => {
    const type: unknown = eventTypeOf(event);
    const listed = typeof type === "string" ? byType.get(typeName(type, semantics)) : undefined;
    if (listed !== undefined) find(event, listed);
    if (ofEveryType !== undefined) find(event, ofEveryType);
  };
  return {
    matchPositions: (event) => {
      findIn(event);
      return takeInOrder(found, positions);
    },
    match: (event) => {
      findIn(event);
      return takeInOrder(found, names);
    },
  };
}
