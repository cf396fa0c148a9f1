import type { Interval } from "../match/comparison.ts";
import { append, type Tables, type TableWriter, type Target } from "./tables.ts";

/** Numbers and intervals; which of them a number equals or lies in is found by halving. */
export interface NumberTable {
  readonly equal: Sorted | undefined;
  readonly within: Sorted | undefined;
}

/** Where a sorted list stands among the doubles, and what goes with it among the ints. */
interface Sorted {
  readonly count: number;
  readonly doublesAt: number;
  readonly intsAt: number;
}

export interface FiledNumber {
  readonly number: number;
  readonly target: Target;
}

export interface FiledInterval {
  readonly interval: Interval;
  readonly target: Target;
}

export function writeNumberTable(
  writer: TableWriter,
  numbers: readonly FiledNumber[],
  intervals: readonly FiledInterval[],
): NumberTable {
  return {
    equal: numbers.length > 0 ? writeEqual(writer, numbers) : undefined,
    within: intervals.length > 0 ? writeWithin(writer, intervals) : undefined,
  };
}

function writeEqual({ doubles, ints }: TableWriter, numbers: readonly FiledNumber[]): Sorted {
  const sorted = numbers.toSorted((a, b) => ascending(a.number, b.number));
  const doublesAt = append(
    doubles,
    sorted.map(({ number }) => number),
  );
  return {
    count: sorted.length,
    doublesAt,
    intsAt: append(
      ints,
      sorted.map(({ target }) => target),
    ),
  };
}

/** For each interval its bounds, and the largest upper bound in the part of the list that it is the middle of. */
const doublesEach = 3;
/** For each interval which of its bounds are open, the lower (1) and the upper (2), and the target. */
const intsEach = 2;

function writeWithin({ doubles, ints }: TableWriter, intervals: readonly FiledInterval[]): Sorted {
  const sorted = intervals.toSorted((a, b) => ascending(a.interval.from, b.interval.from));
  const doublesAt = append(
    doubles,
    sorted.flatMap(({ interval: { from, to } }) => [from, to, to]),
  );
  const intsAt = append(
    ints,
    sorted.flatMap(({ interval: { openFrom, openTo }, target }) => [(openFrom ? 1 : 0) + (openTo ? 2 : 0), target]),
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

/** Visits the targets of every number that it equals and of every interval that it lies in. */
export function visitNumber(
  tables: Tables,
  { equal, within }: NumberTable,
  number: number | bigint,
  visit: (target: Target) => void,
): void {
  if (equal !== undefined) visitEqual(tables, equal, number, visit);
  if (within !== undefined) visitWithin(tables, within, number, visit, 0, within.count);
}

function visitEqual(
  { doubles, ints }: Tables,
  { count, doublesAt, intsAt }: Sorted,
  number: number | bigint,
  visit: (target: Target) => void,
): void {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((doubles[doublesAt + middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < count && (doubles[doublesAt + at] ?? 0) <= number; at += 1) visit(ints[intsAt + at] ?? 0);
}

function visitWithin(
  tables: Tables,
  sorted: Sorted,
  number: number | bigint,
  visit: (target: Target) => void,
  low: number,
  high: number,
): void {
  if (low >= high) return;
  const { doubles, ints } = tables;
  const middle = (low + high) >>> 1;
  const at = sorted.doublesAt + doublesEach * middle;
  if ((doubles[at + 2] ?? -Infinity) < number) return;
  visitWithin(tables, sorted, number, visit, low, middle);
  const from = doubles[at] ?? Infinity;
  // From here on every interval begins after the number.
  if (from > number) return;
  const to = doubles[at + 1] ?? -Infinity;
  const kind = sorted.intsAt + intsEach * middle;
  const open = ints[kind] ?? 0;
  const isAbove = (open & 1) === 0 || from < number;
  if (isAbove && ((open & 2) === 0 ? number <= to : number < to)) visit(ints[kind + 1] ?? 0);
  visitWithin(tables, sorted, number, visit, middle + 1, high);
}

function ascending(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
