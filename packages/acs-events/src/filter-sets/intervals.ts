import type { Interval } from "../filters/match/comparison.ts";
import { isWithin } from "../filters/match/comparison.ts";
import { found, none, type Search, undecided } from "./search.ts";

/**
 * A set of numbers: intervals in ascending order that do not touch. Numbers are dense, as .NET decimals are: between
 * any two lies a third, so from `> 5` to `>= 6` something is lost. Infinity is not a number that JSON can hold.
 */
export type Intervals = readonly Interval[];

const most = Number.MAX_VALUE;

export const everyNumber: Intervals = Object.freeze([{ from: -most, openFrom: false, to: most, openTo: false }]);

export const noNumber: Intervals = Object.freeze([]);

export function points(numbers: readonly number[]): Intervals {
  return unionOf(numbers.map((number) => ({ from: number, openFrom: false, to: number, openTo: false })));
}

/** One set from intervals in any order that may overlap, be empty (`from` above `to`) or unbounded. */
export function unionOf(intervals: readonly Interval[]): Intervals {
  const sorted = intervals.map(clamped).filter(holdsSomething).sort(byLowerBound);
  const joined: Interval[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && (next.from < last.to || (next.from === last.to && !(next.openFrom && last.openTo)))) {
      joined[joined.length - 1] = upperBoundBelow(last, next) ? { ...last, to: next.to, openTo: next.openTo } : last;
    } else {
      joined.push(next);
    }
  }
  return joined;
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
  let from = -most;
  let openFrom = false;
  for (const interval of set) {
    gaps.push({ from, openFrom, to: interval.from, openTo: !interval.openFrom });
    from = interval.to;
    openFrom = !interval.openTo;
  }
  gaps.push({ from, openFrom, to: most, openTo: false });
  return gaps.filter(holdsSomething);
}

/** From the first integer to the last of each interval; those without one are left out. */
export function integersOf(set: Intervals): Intervals {
  return set
    .map(({ from, openFrom, to, openTo }) => {
      const [first, last] = [Math.ceil(from), Math.floor(to)];
      // Beyond 2^53 the next double is more than 1 away, and every double is an integer: such a bound stays open.
      const [later, earlier] = [openFrom && first === from, openTo && last === to];
      return {
        from: later ? first + 1 : first,
        openFrom: later && first + 1 === first,
        to: earlier ? last - 1 : last,
        openTo: earlier && last - 1 === last,
      };
    })
    .filter(holdsSomething);
}

export function holdsNumber(set: Intervals, number: number | bigint): boolean {
  return set.some((interval) => isWithin(number, interval));
}

/** A number of the set, as short as possible; `undecided` where it is so narrow that no double lies in it. */
export function numberIn(set: Intervals): Search<number> {
  if (set.length === 0) return none;
  for (const interval of set) {
    const number = numberWithin(interval);
    if (number !== undefined) return found(number);
  }
  const first = set[0];
  return undecided(`no number that JavaScript can hold lies between ${first?.from} and ${first?.to}`);
}

function numberWithin(interval: Interval): number | undefined {
  const { from, to } = interval;
  const half = from / 2 + to / 2;
  const candidates = [0, Math.floor(from) + 1, Math.ceil(to) - 1, from, to];
  for (let digits = 1; digits <= 17; digits += 1) candidates.push(Number(half.toPrecision(digits)));
  if (from > -most && to === most) candidates.unshift(from, Math.floor(from) + 1);
  if (from === -most && to < most) candidates.unshift(to, Math.ceil(to) - 1);
  return candidates.find((candidate) => isWithin(candidate, interval));
}

function clamped(interval: Interval): Interval {
  const { from, to } = interval;
  return {
    from: Math.max(from, -most),
    openFrom: from < -most ? false : interval.openFrom,
    to: Math.min(to, most),
    openTo: to > most ? false : interval.openTo,
  };
}

/** False for bounds that are no numbers too, since nothing compares with them. */
function holdsSomething({ from, openFrom, to, openTo }: Interval): boolean {
  return from < to || (from === to && !openFrom && !openTo);
}

function byLowerBound(a: Interval, b: Interval): number {
  return a.from === b.from ? Number(a.openFrom) - Number(b.openFrom) : a.from - b.from;
}

function upperBoundBelow(a: Interval, b: Interval): boolean {
  return a.to < b.to || (a.to === b.to && a.openTo && !b.openTo);
}
