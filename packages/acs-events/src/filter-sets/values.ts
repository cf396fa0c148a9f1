import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import type { Comparison } from "../filters/match/comparison.ts";
import { foldingOf } from "../filters/match/comparison.ts";
import { compileCondition } from "../filters/match/condition.ts";
import { type Decimal, isJsonNumber } from "../json/exact-number.ts";
import { type Clause, type ClauseMode, type Folding, negated, satisfiesAll } from "./clauses.ts";
import { type ElementCondition, elementHits, findElements } from "./elements.ts";
import {
  complementOf,
  everyNumber,
  holdsNumber,
  type Intervals,
  intersectionOf,
  noNumber,
  numberIn,
  points,
  unionOf,
} from "./intervals.ts";
import type { Question } from "./question.ts";
import { firstFound, found, none, type Search, undecided } from "./search.ts";
import { findText } from "./texts.ts";

/**
 * The values that one key may have: a set over everything that JSON can say, and over the key being missing.
 * What is either in or out as a whole is a flag; numbers are intervals, strings a conjunction of clauses, and arrays
 * with at least one element a conjunction of conditions on their elements.
 */
export interface ValueSet {
  readonly flags: Readonly<Record<Flag, boolean>>;
  readonly numbers: Intervals;
  /** Clauses on a number read as text; only where a named option says that string operators do that. */
  readonly numberTexts: readonly Clause[];
  readonly strings: readonly Clause[] | "none";
  readonly arrays: readonly ElementCondition[] | "none";
}

/** Kinds of values that operators do not tell apart any further. */
export type Flag = "missing" | "null" | "true" | "false" | "object" | "emptyArray";

const valueOfFlag: Readonly<Record<Flag, unknown>> = {
  missing: undefined,
  null: null,
  true: true,
  false: false,
  object: {},
  emptyArray: [],
};

const flagNames = Object.keys(valueOfFlag) as readonly Flag[];

function flagsBy(test: (flag: Flag) => boolean): ValueSet["flags"] {
  return {
    missing: test("missing"),
    null: test("null"),
    true: test("true"),
    false: test("false"),
    object: test("object"),
    emptyArray: test("emptyArray"),
  };
}

export const allValues: ValueSet = Object.freeze({
  flags: flagsBy(() => true),
  numbers: everyNumber,
  numberTexts: [],
  strings: [],
  arrays: [],
});

export const noValues: ValueSet = Object.freeze({
  flags: flagsBy(() => false),
  numbers: noNumber,
  numberTexts: [],
  strings: "none",
  arrays: "none",
});

export const onlyMissing: ValueSet = Object.freeze({ ...noValues, flags: flagsBy((flag) => flag === "missing") });

export const onlyStrings: ValueSet = Object.freeze({ ...noValues, strings: [] });

export function stringsWith(clause: Clause): ValueSet {
  return { ...noValues, strings: [clause] };
}

/**
 * The values that a condition matches, and those that it does not. What the matcher answers for a whole kind of
 * values is asked of the matcher itself.
 */
export function valuesOf(
  filter: AdvancedFilter,
  arrays: boolean,
  assumptions: Assumptions,
): { readonly admitted: ValueSet; readonly refused: ValueSet } {
  const { comparison, test, negative } = compileCondition(filter, arrays, assumptions);
  const flags = flagsBy((flag) => test(valueOfFlag[flag]));
  const clause = clauseOf(filter, comparison, negative, assumptions);
  const intervals = intervalsOf(comparison);
  const asText = clause !== undefined && assumptions.typeMismatch === "as-text";
  const numbers =
    intervals === undefined ? all(asText || test(0), everyNumber, noNumber) : negativeOf(intervals, negative);
  const looksInside = arrays && comparison.kind !== "is-null" && comparison.kind !== "is-not-null";
  const elements = looksInside ? elementCondition(comparison, clause, intervals, negative) : undefined;
  const inside = elements === undefined && test([0]);
  return {
    admitted: {
      flags,
      numbers,
      numberTexts: asText ? [clause] : [],
      strings: clause === undefined ? all(test(""), [], "none") : [clause],
      arrays: elements === undefined ? all(inside, [], "none") : [elements],
    },
    refused: {
      flags: flagsBy((flag) => !flags[flag]),
      numbers: asText ? everyNumber : complementOf(numbers),
      numberTexts: asText ? [negated(clause)] : [],
      strings: clause === undefined ? all(!test(""), [], "none") : [negated(clause)],
      arrays: elements === undefined ? all(!inside, [], "none") : [{ ...elements, every: !elements.every }],
    },
  };
}

function all<A, B>(holds: boolean, whenTrue: A, whenFalse: B): A | B {
  return holds ? whenTrue : whenFalse;
}

function negativeOf(intervals: Intervals, negative: boolean): Intervals {
  return negative ? complementOf(intervals) : intervals;
}

const modes: Readonly<Partial<Record<Comparison["kind"], ClauseMode>>> = {
  "text-begins": "begins",
  "text-ends": "ends",
  "text-contains": "contains",
  "text-equals": "equals",
};

function clauseOf(
  filter: AdvancedFilter,
  comparison: Comparison,
  negative: boolean,
  assumptions: Assumptions,
): Clause | undefined {
  const mode = modes[comparison.kind];
  if (mode === undefined || !("texts" in comparison) || !("values" in filter)) return undefined;
  const fold = foldingOf(assumptions);
  const written = new Map<string, string>();
  for (const value of filter.values) {
    if (typeof value === "string" && !written.has(fold(value))) written.set(fold(value), value);
  }
  const words = comparison.texts.map((folded) => ({ text: written.get(folded) ?? folded, folded, exact: false }));
  return { mode, words, negative };
}

function intervalsOf(comparison: Comparison): Intervals | undefined {
  if (comparison.kind === "number-equals") return points(comparison.numbers);
  if (comparison.kind === "number-within") return unionOf(comparison.intervals);
  return undefined;
}

/** A positive operator asks for one element that it hits, a negative one that it hits none. */
function elementCondition(
  comparison: Comparison,
  clause: Clause | undefined,
  intervals: Intervals | undefined,
  negative: boolean,
): ElementCondition | undefined {
  const every = negative;
  if (clause !== undefined) return { every, kind: "strings", clause: { ...clause, negative: false } };
  if (intervals !== undefined) return { every, kind: "numbers", intervals };
  return comparison.kind === "boolean-equals" ? { every, kind: "boolean", value: comparison.value } : undefined;
}

export function intersect(a: ValueSet, b: ValueSet): ValueSet {
  return {
    flags: flagsBy((flag) => a.flags[flag] && b.flags[flag]),
    numbers: intersectionOf(a.numbers, b.numbers),
    numberTexts: [...a.numberTexts, ...b.numberTexts],
    strings: a.strings === "none" || b.strings === "none" ? "none" : [...a.strings, ...b.strings],
    arrays: a.arrays === "none" || b.arrays === "none" ? "none" : [...a.arrays, ...b.arrays],
  };
}

/** Whether a value is in the set; `undefined` is a missing key. */
export function contains(set: ValueSet, value: unknown, folding: Folding): boolean {
  if (typeof value === "string") return set.strings !== "none" && satisfiesAll(set.strings, value, folding);
  if (isJsonNumber(value)) {
    return holdsNumber(set.numbers, value) && satisfiesAll(set.numberTexts, String(value), folding);
  }
  if (!Array.isArray(value)) return set.flags[flagOf(value)];
  if (value.length === 0) return set.flags.emptyArray;
  return set.arrays !== "none" && set.arrays.every((condition) => elementHits(condition, value, folding));
}

function flagOf(value: unknown): Flag {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  return "object";
}

/** A value of the set, scalars before arrays and anything before nothing; `undefined` as a value is a missing key. */
export function sample(set: ValueSet, question: Question): Search<unknown> {
  const known = samples.get(set);
  if (known !== undefined) return known;
  question.budget.spend(1);
  const search = firstFound(searches(set, question));
  samples.set(set, search);
  return search;
}

/** Found once for each set; what a set holds does not depend on the question. */
const samples = new WeakMap<ValueSet, Search<unknown>>();

function* searches(set: ValueSet, question: Question): Generator<Search<unknown>> {
  if (set.strings !== "none") yield findText(set.strings, question);
  yield findNumber(set, question);
  const flag = (["true", "false"] as const).find((name) => set.flags[name]);
  if (flag !== undefined) yield found(valueOfFlag[flag]);
  if (set.arrays !== "none") yield findElements(set.arrays, question);
  for (const name of flagNames) if (set.flags[name]) yield found(structuredClone(valueOfFlag[name]));
}

function findNumber(set: ValueSet, question: Question): Search<Decimal> {
  const number = numberIn(set.numbers);
  if (number.kind !== "found" || set.numberTexts.length === 0) return number;
  if (findText(set.numberTexts, question).kind === "none") return none;
  const words = set.numberTexts.flatMap((clause) => clause.words.map(({ text }) => Number(text)));
  const candidates = [number.value, 0, 1, 2, 10, 100, ...words.filter(Number.isFinite)];
  const fitting = candidates.find((candidate) => contains({ ...set, strings: "none" }, candidate, question.folding));
  return fitting === undefined ? undecided("numbers are read as text") : found(fitting);
}
