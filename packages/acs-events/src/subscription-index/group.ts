import type { Bits } from "./bitset.ts";
import type { Condition } from "./condition.ts";
import type { KeyValue } from "./key-value.ts";
import type { Posting } from "./posting.ts";
import type { Tables } from "./tables.ts";
import type { ValueLookup } from "./value-lookup.ts";

/**
 * A group of subscriptions, arranged so that an event meets few of them. Every subscription is in exactly one place
 * below a group, under the one condition that is expected to omit it most often; what it asks besides is asked
 * there. So a subscription is found by what it asks and never by counting what was hit.
 */
export interface Group {
  /** What all members ask; where one of these fails, none of them gets the event. */
  readonly shared: readonly Condition[];
  /** Members that ask nothing else. */
  readonly settled: Bits | undefined;
  /** Members that are asked one by one. */
  readonly candidates: readonly Candidate[];
  readonly lookups: readonly Lookup[];
}

/** A subscription, by its number among those of its event type, and what is left to ask. */
export interface Candidate {
  readonly member: number;
  readonly conditions: readonly Condition[];
}

/** Members that are found by what one key holds. */
export interface Lookup extends ValueLookup {
  readonly keyValue: KeyValue;
  /** Conditions with no value to look up. */
  readonly asked: readonly { readonly condition: Condition; readonly posting: Posting }[] | undefined;
  readonly negatives: Negatives | undefined;
}

/**
 * Negative conditions are indexed by the values that make them false. We start with all of them matching and remove
 * those whose value occurs. If they cannot be compared with the value, all of one operator give the same answer, and
 * one of them is asked for it.
 */
export interface Negatives {
  /** Whether all of them compare text, which a string then decides. */
  readonly allCompareText: boolean;
  readonly all: Bits;
  /** One condition of each operator, with and without arrays, and what is behind those of its kind. */
  readonly kinds: readonly { readonly sample: Condition; readonly bits: Bits }[];
}

/** The subscriptions of one event type. */
export interface TypeIndex {
  /** For each member, in order, its place in the whole list, and its name. */
  readonly positions: readonly number[];
  readonly names: readonly string[];
  /** How many words of the bitset are about members; those after them are about groups. */
  readonly memberWords: number;
  readonly root: Group;
  /** The groups below, each before those below itself. */
  readonly groups: readonly Group[];
  readonly tables: Tables;
}
