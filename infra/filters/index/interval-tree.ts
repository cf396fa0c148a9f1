import { type Interval, isWithin } from "../match/comparison.ts";

/** Intervals by their lower bound, so that those which hold a number are found without looking at all of them. */
export interface IntervalTree<T> {
  readonly intervals: readonly Interval[];
  readonly entries: readonly T[];
  /** For the middle of each part of the list: the largest upper bound in that part. */
  readonly furthest: Float64Array;
}

export function intervalTree<T>(pairs: readonly (readonly [Interval, T])[]): IntervalTree<T> {
  const sorted = pairs.toSorted(([a], [b]) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const intervals = sorted.map(([interval]) => interval);
  const furthest = new Float64Array(intervals.length);
  const fill = (low: number, high: number): number => {
    if (low >= high) return -Infinity;
    const middle = (low + high) >>> 1;
    const most = Math.max(intervals[middle]?.to ?? -Infinity, fill(low, middle), fill(middle + 1, high));
    furthest[middle] = most;
    return most;
  };
  fill(0, intervals.length);
  return { intervals, entries: sorted.map(([, entry]) => entry), furthest };
}

/** Visits the entry of every interval that holds the number. */
export function visitIntervals<T>(tree: IntervalTree<T>, number: number | bigint, visit: (entry: T) => void): void {
  visitPart(tree, number, visit, 0, tree.intervals.length);
}

function visitPart<T>(
  tree: IntervalTree<T>,
  number: number | bigint,
  visit: (entry: T) => void,
  low: number,
  high: number,
): void {
  if (low >= high) return;
  const middle = (low + high) >>> 1;
  if ((tree.furthest[middle] ?? -Infinity) < number) return;
  visitPart(tree, number, visit, low, middle);
  const interval = tree.intervals[middle];
  // From here on every interval begins after the number.
  if (interval === undefined || interval.from > number) return;
  if (isWithin(number, interval)) visit(tree.entries[middle] as T);
  visitPart(tree, number, visit, middle + 1, high);
}
