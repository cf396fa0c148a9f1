import BigNumber from "bignumber.js";
import type { Interval } from "../filters/match/comparison.ts";
import { isWithin } from "../filters/match/comparison.ts";
import { compareNumbers, type Decimal, decimalOf, type JsonNumber, numberOf } from "../json/exact-number.ts";
import { found, none, type Search } from "./search.ts";

/**
 * A set of numbers: intervals in ascending order that do not touch. Numbers are dense, as .NET decimals are: between
 * any two lies a third, so from `> 5` to `>= 6` something is lost. Infinity is not a number that JSON can hold.
 */
export type Intervals = readonly Interval[];

const [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

export const everyNumber: Intervals = Object.freeze([{ from: least, openFrom: true, to: most, openTo: true }]);

export const noNumber: Intervals = Object.freeze([]);

export function points(numbers: readonly Decimal[]): Intervals {
  return unionOf(numbers.map((number) => ({ from: number, openFrom: false, to: number, openTo: false })));
}

/** One set from intervals in any order that may overlap, be empty (`from` above `to`) or unbounded. */
export function unionOf(intervals: readonly Interval[]): Intervals {
  const sorted = intervals.map(withoutInfinity).filter(holdsSomething).sort(byLowerBound);
  const joined: Interval[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && touches(last, next)) {
      joined[joined.length - 1] = upperBoundBelow(last, next) ? { ...last, to: next.to, openTo: next.openTo } : last;
    } else {
      joined.push(next);
    }
  }
  return joined;
}

function touches(last: Interval, next: Interval): boolean {
  const order = compareNumbers(next.from, last.to);
  return order < 0 || (order === 0 && !(next.openFrom && last.openTo));
}

export function intersectionOf(a: Intervals, b: Intervals): Intervals {
  const common: Interval[] = [];
  for (let i = 0, j = 0; ; ) {
    const left = a[i];
    const right = b[j];
    if (left === undefined || right === undefined) return common;
    const lower = byLowerBound(left, right) < 0 ? right : left;
    const upper = upperBoundBelow(left, right) ? left : right;
    const both = { from: lower.from, openFrom: lower.openFrom, to: upper.to, openTo: upper.openTo };
    if (holdsSomething(both)) common.push(both);
    if (upper === left) i += 1;
    else j += 1;
  }
}

export function complementOf(set: Intervals): Intervals {
  const gaps: Interval[] = [];
  let from: Decimal = least;
  let openFrom = true;
  for (const interval of set) {
    gaps.push({ from, openFrom, to: interval.from, openTo: !interval.openFrom });
    from = interval.to;
    openFrom = !interval.openTo;
  }
  gaps.push({ from, openFrom, to: most, openTo: true });
  return gaps.map(withoutInfinity).filter(holdsSomething);
}

/** From the first integer to the last of each interval; those without one are omitted. */
export function integersOf(set: Intervals): Intervals {
  return set
    .map(({ from, openFrom, to, openTo }) => {
      const first = nextInteger(from, openFrom, 1);
      const last = nextInteger(to, openTo, -1);
      return { from: first, openFrom: first === least, to: last, openTo: last === most };
    })
    .filter(holdsSomething);
}

/** The first integer from a bound on, upwards (1) or downwards (-1). */
function nextInteger(bound: Decimal, isOpen: boolean, direction: 1 | -1): Decimal {
  if (bound === least || bound === most) return bound;
  const decimal = decimalOf(bound);
  const rounded = decimal.integerValue(direction === 1 ? BigNumber.ROUND_CEIL : BigNumber.ROUND_FLOOR);
  return numberOf(isOpen && rounded.isEqualTo(decimal) ? rounded.plus(direction) : rounded);
}

export function holdsNumber(set: Intervals, number: JsonNumber): boolean {
  return set.some((interval) => isWithin(number, interval));
}

/** A number of the set, as short as possible. */
export function numberIn(set: Intervals): Search<Decimal> {
  const [first] = set;
  return first === undefined ? none : found(numberWithin(first));
}

function numberWithin(interval: Interval): Decimal {
  const { from, to } = interval;
  const [low, high] = [from, to].map((bound) => (typeof bound === "number" ? bound : Number(String(bound))));
  const short = shortNumbers(low ?? 0, high ?? 0).find((candidate) => isWithin(candidate, interval));
  if (short !== undefined) return short;
  if (from !== least && !interval.openFrom) return from;
  if (to !== most && !interval.openTo) return to;
  // Between any two decimals lies a third.
  if (from === least) return numberOf(decimalOf(to).minus(1));
  return numberOf(to === most ? decimalOf(from).plus(1) : decimalOf(from).plus(decimalOf(to)).times(0.5));
}

/** Doubles that are near bounds, or between them. */
function shortNumbers(from: number, to: number): readonly number[] {
  const half = from / 2 + to / 2;
  const candidates = [0, Math.floor(from) + 1, Math.ceil(to) - 1, from, to];
  for (let digits = 1; digits <= 15; digits += 1) candidates.push(Number(half.toPrecision(digits)));
  if (from > least && to === most) candidates.unshift(from, Math.floor(from) + 1);
  if (from === least && to < most) candidates.unshift(to, Math.ceil(to) - 1);
  return candidates.filter(Number.isFinite);
}

/** A bound that is infinite does not belong to the interval. */
function withoutInfinity({ from, openFrom, to, openTo }: Interval): Interval {
  return { from, openFrom: openFrom || from === least, to, openTo: openTo || to === most };
}

/** False for bounds that are no numbers too, since nothing compares with them. */
function holdsSomething({ from, openFrom, to, openTo }: Interval): boolean {
  if (Number.isNaN(from) || Number.isNaN(to)) return false;
  const order = compareNumbers(from, to);
  return order < 0 || (order === 0 && !openFrom && !openTo);
}

function byLowerBound(a: Interval, b: Interval): number {
  return compareNumbers(a.from, b.from) || Number(a.openFrom) - Number(b.openFrom);
}

function upperBoundBelow(a: Interval, b: Interval): boolean {
  const order = compareNumbers(a.to, b.to);
  return order < 0 || (order === 0 && a.openTo && !b.openTo);
}
