import type { Check } from "./check.ts";
import type { Slot } from "./slot.ts";
import type { Tables, Target, Targets } from "./tables.ts";
import type { ValueLookup } from "./value-lookup.ts";

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

/**
 * Members that are found by what one slot holds. Its targets are members, or marks that a negative condition fails
 * (see `memberTarget`, `markTarget`).
 */
export interface Lookup extends ValueLookup {
  readonly slot: Slot;
  /** Conditions with no value to look up. */
  readonly asked: readonly { readonly check: Check; readonly target: Target }[] | undefined;
  readonly negatives: Negatives | undefined;
}

/**
 * Negative conditions are filed by what makes them fail: all that are not marked hold. Unless the slot holds nothing
 * that they could be compared with: then all of one operator give the same answer, and one of them is asked for it.
 */
export interface Negatives {
  /** Whether all of them compare text, which a string then decides. */
  readonly allCompareText: boolean;
  /** One condition of each operator, with and without arrays. */
  readonly samples: readonly Check[];
  /** Among the ints, for each condition: its mark, the target of its members, the number of its sample. */
  readonly at: number;
  readonly end: number;
}

/** The subscriptions of one event type. */
export interface TypeIndex {
  readonly root: Node;
  /** The nodes below, by number. */
  readonly nodes: readonly Node[];
  readonly tables: Tables;
}

/** Ints for each negative condition. */
export const negativeInts = 3;

/** Members behind a condition: one subscription that asks nothing else, or a node; and whether it looks into arrays. */
export function memberTarget(
  member: { readonly position: number } | { readonly node: number },
  arrays: boolean,
): Target {
  return (("position" in member ? member.position : ~member.node) << 2) | (arrays ? arraysBit : 0);
}

/** The mark of a negative condition, by its place among the ints. */
export function markTarget(place: number, arrays: boolean): Target {
  return (place << 2) | markBit | (arrays ? arraysBit : 0);
}

export const arraysBit = 1;
export const markBit = 2;
/** How far a target is shifted to read what it stands for. */
export const targetShift = 2;
