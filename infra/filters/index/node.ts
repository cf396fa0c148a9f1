import type { Check } from "./check.ts";
import type { Slot } from "./slot.ts";
import type { Tables, Target, Targets } from "./tables.ts";
import type { ValueTable } from "./value-table.ts";

/**
 * A group of subscriptions, arranged so that an event meets few of them. Every subscription is in exactly one place
 * below a node, under the one condition that is expected to leave it out most often; what it asks besides is asked
 * there. So a subscription is found by what it asks and never by counting what was hit.
 */
export interface Node {
  /** What all members ask; where one of these fails, none of them gets the event. */
  readonly shared: readonly Check[];
  /** Members that ask nothing else. */
  readonly settled: Targets | undefined;
  /** Members that are asked one by one. */
  readonly entries: readonly Entry[];
  readonly lookups: readonly Lookup[];
  /** The number of the last event that came here: two values of one condition may both lead here. */
  visitedFor: number;
}

/** A subscription, by its place in the list, and what is left to ask. */
export interface Entry {
  readonly position: number;
  readonly checks: readonly Check[];
}

/** Members that are found by what one slot holds. */
export interface Lookup {
  readonly slot: Slot;
  /** Its targets are members, as `memberTarget` writes them. */
  readonly positive: ValueTable | undefined;
  /** Conditions with no value to look up. */
  readonly asked: readonly { readonly check: Check; readonly target: Target }[];
  readonly negative: readonly NegativeGroup[];
}

/**
 * Negative conditions of one operator. Their values say which of them fail: all the others hold, unless the slot holds
 * nothing that they could be compared with; then they all give the same answer, and `sample` gives it.
 */
export interface NegativeGroup {
  readonly sample: Check;
  /** Its targets are the places of marks. */
  readonly failing: ValueTable;
  /** Among the ints, two for each condition: the mark that it failed, and the target of its members. */
  readonly marksAt: number;
  readonly marksEnd: number;
}

/** The subscriptions of one event type. */
export interface TypeIndex {
  readonly root: Node;
  /** The nodes below, by number. */
  readonly nodes: readonly Node[];
  readonly tables: Tables;
}

/** Members behind a condition: one subscription that asks nothing else, or a node; and whether it looks into arrays. */
export function memberTarget(
  member: { readonly position: number } | { readonly node: number },
  arrays: boolean,
): Target {
  return (("position" in member ? member.position : ~member.node) << 1) | (arrays ? 1 : 0);
}
