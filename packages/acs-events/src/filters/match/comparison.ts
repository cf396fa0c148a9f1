import { compareNumbers, type Decimal, type JsonNumber } from "../../json/exact-number.ts";
import type { AdvancedFilter } from "../advanced-filter.ts";
import type { Assumptions } from "../assumptions.ts";
import { foldAscii, foldCase, foldTable } from "./fold.ts";
import { beginsFolded, endsFolded, equalsFolded } from "./text.ts";

/**
 * What one value is held against, without the question of what happens when there is no such value. The 19 operators
 * come down to these; a negative operator shares the comparison of the positive one. Texts are folded.
 */
export type Comparison =
  | { readonly kind: "text-equals" | "text-begins" | "text-ends" | "text-contains"; readonly texts: readonly string[] }
  | { readonly kind: "number-equals"; readonly numbers: readonly Decimal[] }
  | { readonly kind: "number-within"; readonly intervals: readonly Interval[] }
  | { readonly kind: "boolean-equals"; readonly value: boolean }
  | { readonly kind: "is-null" | "is-not-null" };

/** Numbers between two bounds; a bound belongs to it unless it is open. */
export interface Interval {
  readonly from: Decimal;
  readonly openFrom: boolean;
  readonly to: Decimal;
  readonly openTo: boolean;
}

/** How text is folded before it is compared. */
export function foldingOf(assumptions: Assumptions): (text: string) => string {
  return assumptions.stringCase === "ordinal" ? foldCase : foldAscii;
}

export function comparisonOf(filter: AdvancedFilter, assumptions: Assumptions): Comparison {
  switch (filter.operatorType) {
    case "NumberIn":
    case "NumberNotIn":
      return { kind: "number-equals", numbers: unique(filter.values) };
    case "NumberLessThan":
      return within({ from: -Infinity, openFrom: false, to: filter.value, openTo: true });
    case "NumberLessThanOrEquals":
      return within({ from: -Infinity, openFrom: false, to: filter.value, openTo: false });
    case "NumberGreaterThan":
      return within({ from: filter.value, openFrom: true, to: Infinity, openTo: false });
    case "NumberGreaterThanOrEquals":
      return within({ from: filter.value, openFrom: false, to: Infinity, openTo: false });
    case "NumberInRange":
    case "NumberNotInRange":
      return within(...filter.values.map(([from, to]) => ({ from, openFrom: false, to, openTo: false })));
    case "BoolEquals":
      return { kind: "boolean-equals", value: filter.value };
    case "StringContains":
    case "StringNotContains":
      return { kind: "text-contains", texts: partsOf(filter.values, assumptions) };
    case "StringBeginsWith":
    case "StringNotBeginsWith":
      return { kind: "text-begins", texts: partsOf(filter.values, assumptions) };
    case "StringEndsWith":
    case "StringNotEndsWith":
      return { kind: "text-ends", texts: partsOf(filter.values, assumptions) };
    case "StringIn":
    case "StringNotIn":
      return { kind: "text-equals", texts: unique(filter.values.map(foldingOf(assumptions))) };
    case "IsNullOrUndefined":
      return { kind: "is-null" };
    case "IsNotNull":
      return { kind: "is-not-null" };
  }
}

function within(...intervals: readonly Interval[]): Comparison {
  return { kind: "number-within", intervals };
}

/** Values that are looked for inside a string, where "" is a case of its own. */
function partsOf(values: readonly string[], assumptions: Assumptions): readonly string[] {
  const texts = unique(values.map(foldingOf(assumptions)));
  return assumptions.emptyFilterValue === "no-string" ? texts.filter((text) => text !== "") : texts;
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

export type TextComparison = Extract<Comparison, { readonly texts: readonly string[] }>;

export type NumberComparison = Extract<Comparison, { readonly kind: "number-equals" | "number-within" }>;

/** Above this many values a set of folded texts is faster than comparing with each in place. */
const fewTexts = 4;

/** Compiles to a test of one text. A caller that has the folded text can lend it. */
export function compileTextComparison(
  comparison: TextComparison,
  assumptions: Assumptions,
): (text: string, folded?: string) => boolean {
  const { texts, kind } = comparison;
  const table = foldTable(assumptions.stringCase);
  const fold = foldingOf(assumptions);
  if (kind === "text-contains") {
    return (text, lent) => {
      const folded = lent ?? fold(text);
      return texts.some((each) => folded.includes(each));
    };
  }
  if (kind === "text-equals" && texts.length > fewTexts) {
    const set = new Set(texts);
    return (text, lent) => set.has(lent ?? fold(text));
  }
  const holds = { "text-equals": equalsFolded, "text-begins": beginsFolded, "text-ends": endsFolded }[kind];
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) return (text) => holds(text, only, table);
  return (text) => texts.some((each) => holds(text, each, table));
}

/**
 * Compiles to a test of one number. Event Grid compares .NET decimals; so does this: what a double would round is read as
 * an exact decimal, on both sides, and 0.1 equals 0.1.
 */
export function compileNumberComparison(comparison: NumberComparison): (number: JsonNumber) => boolean {
  if (comparison.kind === "number-equals") {
    const { numbers } = comparison;
    const set = new Set(numbers);
    return (number) =>
      typeof number === "number" ? set.has(number) : numbers.some((each) => compareNumbers(each, number) === 0);
  }
  const { intervals } = comparison;
  const [only] = intervals;
  if (intervals.length === 1 && only !== undefined) return (number) => isWithin(number, only);
  return (number) => intervals.some((interval) => isWithin(number, interval));
}

export function isWithin(number: JsonNumber, { from, openFrom, to, openTo }: Interval): boolean {
  if (typeof number === "number" && typeof from === "number" && typeof to === "number") {
    return (openFrom ? number > from : number >= from) && (openTo ? number < to : number <= to);
  }
  const [low, high] = [compareNumbers(number, from), compareNumbers(number, to)];
  return (openFrom ? low > 0 : low >= 0) && (openTo ? high < 0 : high <= 0);
}
