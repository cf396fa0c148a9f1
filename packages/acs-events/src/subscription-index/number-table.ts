import type { Interval } from "../filters/match/comparison.ts";
import { compareNumbers, type JsonNumber, negated } from "../json/exact-number.ts";
import type { Posting } from "./posting.ts";
import { append, type Tables, type TableWriter } from "./tables.ts";

/** Numbers and intervals, in order, so that those which a number does not meet are passed over together. */
export interface NumberTable {
  readonly equal: Sorted | undefined;
  /** Intervals without an upper bound, by their lower one; and those without a lower bound, the same in the mirror. */
  readonly above: Sorted | undefined;
  readonly below: Sorted | undefined;
  readonly within: Sorted | undefined;
}

/** Where a sorted list stands among the doubles, and what goes with it among the ints. */
interface Sorted {
  readonly count: number;
  readonly doublesAt: number;
  readonly intsAt: number;
}

export interface IndexedNumber {
  readonly number: number;
  readonly posting: Posting;
}

/** An interval whose bounds a double holds; others are not indexed. */
export type DoubleInterval = Interval & { readonly from: number; readonly to: number };

export function isOfDoubles(interval: Interval): interval is DoubleInterval {
  return typeof interval.from === "number" && typeof interval.to === "number";
}

export interface IndexedInterval {
  readonly interval: DoubleInterval;
  readonly posting: Posting;
}

export function writeNumberTable(
  writer: TableWriter,
  numbers: readonly IndexedNumber[],
  intervals: readonly IndexedInterval[],
): NumberTable {
  const above = intervals.filter(({ interval }) => interval.to === Infinity);
  const below = intervals.filter(({ interval: { from, to } }) => from === -Infinity && to < Infinity);
  const within = intervals.filter(({ interval: { from, to } }) => from > -Infinity && to < Infinity);
  return {
    equal: numbers.length > 0 ? writeEqual(writer, numbers) : undefined,
    above: above.length > 0 ? writeAbove(writer, above) : undefined,
    below: below.length > 0 ? writeAbove(writer, below.map(mirrored)) : undefined,
    within: within.length > 0 ? writeWithin(writer, within) : undefined,
  };
}

function writeEqual({ doubles, ints }: TableWriter, numbers: readonly IndexedNumber[]): Sorted {
  const sorted = numbers.toSorted((a, b) => ascending(a.number, b.number));
  const doublesAt = append(
    doubles,
    sorted.map(({ number }) => number),
  );
  const intsAt = append(
    ints,
    sorted.map(({ posting }) => posting),
  );
  return { count: sorted.length, doublesAt, intsAt };
}

function writeAbove({ doubles, ints }: TableWriter, intervals: readonly IndexedInterval[]): Sorted {
  const sorted = intervals.toSorted((a, b) => ascending(a.interval.from, b.interval.from));
  const doublesAt = append(
    doubles,
    sorted.map(({ interval }) => interval.from),
  );
  const intsAt = append(
    ints,
    sorted.flatMap(({ interval, posting }) => [interval.openFrom ? 1 : 0, posting]),
  );
  return { count: sorted.length, doublesAt, intsAt };
}

/** An interval with its signs changed: what lies below a bound lies above the bound's negative. */
function mirrored({ interval: { from, openFrom, to, openTo }, posting }: IndexedInterval): IndexedInterval {
  return { interval: { from: -to, openFrom: openTo, to: -from, openTo: openFrom }, posting };
}

/** For each interval its bounds, and the largest upper bound in the part of the list that it is the middle of. */
const doublesEach = 3;
/** For each interval which of its bounds are open, and the posting; where it has two, the lower (1) and the upper (2). */
const intsEach = 2;

function writeWithin({ doubles, ints }: TableWriter, intervals: readonly IndexedInterval[]): Sorted {
  const sorted = intervals.toSorted((a, b) => ascending(a.interval.from, b.interval.from));
  const doublesAt = append(
    doubles,
    sorted.flatMap(({ interval: { from, to } }) => [from, to, to]),
  );
  const intsAt = append(
    ints,
    sorted.flatMap(({ interval: { openFrom, openTo }, posting }) => [(openFrom ? 1 : 0) + (openTo ? 2 : 0), posting]),
  );
  const fill = (low: number, high: number): number => {
    if (low >= high) return -Infinity;
    const middle = (low + high) >>> 1;
    const at = doublesAt + doublesEach * middle;
    const furthest = Math.max(doubles[at + 1] ?? -Infinity, fill(low, middle), fill(middle + 1, high));
    doubles[at + 2] = furthest;
    return furthest;
  };
  fill(0, sorted.length);
  return { count: sorted.length, doublesAt, intsAt };
}

/** Visits the postings of every number that it equals and of every interval that it lies in. */
export function visitNumber(
  tables: Tables,
  { equal, above, below, within }: NumberTable,
  number: JsonNumber,
  visit: (posting: Posting) => void,
): void {
  if (equal !== undefined) visitEqual(tables, equal, number, visit);
  if (above !== undefined) visitAbove(tables, above, number, visit);
  if (below !== undefined) visitAbove(tables, below, typeof number === "bigint" ? -number : negated(number), visit);
  if (within !== undefined) visitWithin(tables, within, number, visit, 0, within.count);
}

function visitEqual(
  { doubles, ints }: Tables,
  { count, doublesAt, intsAt }: Sorted,
  number: JsonNumber,
  visit: (posting: Posting) => void,
): void {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isLess(doubles[doublesAt + middle] ?? 0, number)) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < count && !isMore(doubles[doublesAt + at] ?? 0, number); at += 1)
    visit(ints[intsAt + at] ?? 0);
}

function visitAbove(
  { doubles, ints }: Tables,
  { count, doublesAt, intsAt }: Sorted,
  number: JsonNumber,
  visit: (posting: Posting) => void,
): void {
  for (let each = 0; each < count; each += 1) {
    const from = doubles[doublesAt + each] ?? Infinity;
    if (isMore(from, number)) return;
    const at = intsAt + intsEach * each;
    if (ints[at] === 0 || isLess(from, number)) visit(ints[at + 1] ?? 0);
  }
}

function visitWithin(
  tables: Tables,
  sorted: Sorted,
  number: JsonNumber,
  visit: (posting: Posting) => void,
  low: number,
  high: number,
): void {
  if (low >= high) return;
  const { doubles, ints } = tables;
  const middle = (low + high) >>> 1;
  const at = sorted.doublesAt + doublesEach * middle;
  if (isLess(doubles[at + 2] ?? -Infinity, number)) return;
  visitWithin(tables, sorted, number, visit, low, middle);
  const from = doubles[at] ?? Infinity;
  // From here on every interval begins after the number.
  if (isMore(from, number)) return;
  const to = doubles[at + 1] ?? -Infinity;
  const kind = sorted.intsAt + intsEach * middle;
  const open = ints[kind] ?? 0;
  const isAbove = (open & 1) === 0 || isLess(from, number);
  if (isAbove && ((open & 2) === 0 ? !isLess(to, number) : isMore(to, number))) visit(ints[kind + 1] ?? 0);
  visitWithin(tables, sorted, number, visit, middle + 1, high);
}

function isLess(double: number, number: JsonNumber): boolean {
  return typeof number === "number" ? double < number : compareNumbers(double, number) < 0;
}

function isMore(double: number, number: JsonNumber): boolean {
  return typeof number === "number" ? double > number : compareNumbers(double, number) > 0;
}

function ascending(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
