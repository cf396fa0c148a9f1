import type { Check } from "./check.ts";
import type { Bits } from "./reached.ts";
import type { Slot } from "./slot.ts";
import type { Tables } from "./tables.ts";
import type { Target } from "./target.ts";
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
  readonly settled: Bits | undefined;
  /** Members that are asked one by one. */
  readonly entries: readonly Entry[];
  readonly lookups: readonly Lookup[];
}

/** A subscription, by its number among those of its event type, and what is left to ask. */
export interface Entry {
  readonly member: number;
  readonly checks: readonly Check[];
}

/** Members that are found by what one slot holds. */
export interface Lookup extends ValueLookup {
  readonly slot: Slot;
  /** Conditions with no value to look up. */
  readonly asked: readonly { readonly check: Check; readonly target: Target }[] | undefined;
  readonly negatives: Negatives | undefined;
}

/**
 * Negative conditions are filed by what makes them fail. All of them are taken to hold at first, and what is hit takes
 * its own out again. Unless the slot holds nothing that they could be compared with: then all of one operator give the
 * same answer, and one of them is asked for it.
 */
export interface Negatives {
  /** Whether all of them compare text, which a string then decides. */
  readonly allCompareText: boolean;
  readonly all: Bits;
  /** One condition of each operator, with and without arrays, and what is behind those of its kind. */
  readonly kinds: readonly { readonly sample: Check; readonly bits: Bits }[];
}

/** The subscriptions of one event type. */
export interface TypeIndex {
  /** For each member, in order, its place in the whole list, and its name. */
  readonly positions: readonly number[];
  readonly names: readonly string[];
  /** How many words of what is reached are about members; those after them are about nodes. */
  readonly memberWords: number;
  readonly root: Node;
  /** The nodes below, each before those below itself. */
  readonly nodes: readonly Node[];
  readonly tables: Tables;
}
