import type { Constraint } from "./constraints.ts";
import { type Nesting, nestingOf, solveNested } from "./nested-keys.ts";
import type { Question } from "./question.ts";
import { found, none, type Search, undecided } from "./search.ts";
import { allValues, intersect, sample, type ValueSet } from "./values.ts";

/**
 * A set of events: for every key the values that it may have; keys that are not listed may have any. Keys are independent
 * of each other but where one lies inside another (`nested-keys.ts`). What a filter matches is such a set. What it
 * refuses is a union of such sets, one for each of its conditions.
 */
export interface KeySets {
  readonly sets: ReadonlyMap<string, ValueSet>;
  /** The keys as somebody wrote them, by their normal form. */
  readonly written: ReadonlyMap<string, string>;
}

export function keySetsOf(constraints: readonly Constraint[]): KeySets {
  const sets = new Map<string, ValueSet>();
  const written = new Map<string, string>();
  for (const { key, writtenKey, admitted } of constraints) {
    const known = sets.get(key);
    sets.set(key, known === undefined ? admitted : intersect(known, admitted));
    if (!written.has(key)) written.set(key, writtenKey);
  }
  return { sets, written };
}

/** The events that are in both. */
export function intersectKeySets(a: KeySets, b: KeySets): KeySets {
  const sets = new Map(a.sets);
  for (const [key, set] of b.sets) {
    const known = sets.get(key);
    sets.set(key, known === undefined ? set : intersect(known, set));
  }
  return { sets, written: new Map([...b.written, ...a.written]) };
}

/** The events that a condition refuses. */
export function refusedBy(keySets: KeySets, { key, writtenKey, refused }: Constraint): KeySets {
  return narrowed(keySets, key, writtenKey, refused);
}

/** The events whose value of one key is also in a set. */
export function narrowed({ sets, written }: KeySets, key: string, writtenKey: string, set: ValueSet): KeySets {
  const known = sets.get(key);
  return {
    sets: new Map(sets).set(key, known === undefined ? set : intersect(known, set)),
    written: written.has(key) ? written : new Map(written).set(key, writtenKey),
  };
}

export function withoutKey({ sets, written }: KeySets, key: string): KeySets {
  if (!sets.has(key)) return { sets, written };
  const left = new Map(sets);
  left.delete(key);
  return { sets: left, written };
}

export function valuesAt({ sets }: KeySets, key: string): ValueSet {
  return sets.get(key) ?? allValues;
}

/** The values that an event can have for the keys, one a key: `undefined` is a missing key. */
export type KeyValues = ReadonlyMap<string, unknown>;

/** An event, as the values of its keys, or the certainty that there is none. */
export function solve(keySets: KeySets, nesting: Nesting, question: Question): Search<KeyValues> {
  const values = new Map<string, unknown>();
  let open: Search<KeyValues> = found(values);
  for (const [key, set] of keySets.sets) {
    if (nesting.isNested(key)) continue;
    const value = sample(set, question);
    if (value.kind === "none") return none;
    if (value.kind === "undecided") open = undecidedOn(key, value.reason, keySets);
    else values.set(key, value.value);
  }
  for (const root of nesting.roots) {
    const solution = solveNested(root, keySets.sets, question);
    if (solution.kind === "none") return none;
    if (solution.kind === "undecided") open = undecidedOn(root.key, solution.reason, keySets);
    else for (const [key, value] of solution.value) values.set(key, value);
  }
  return open;
}

/** Whether the set holds an event as far as one key is concerned, and those inside it or around it. */
export function holdsAt(key: string, keySets: KeySets, nesting: Nesting, question: Question): Search<unknown> {
  const root = nesting.rootOf(key);
  return root === undefined ? sample(valuesAt(keySets, key), question) : solveNested(root, keySets.sets, question);
}

export function nestingIn(...all: readonly KeySets[]): Nesting {
  return nestingOf(all.flatMap(({ sets }) => [...sets.keys()]));
}

function undecidedOn(key: string, reason: string, { written }: KeySets) {
  return undecided(`the values of ${written.get(key) ?? key}: ${reason}`);
}
