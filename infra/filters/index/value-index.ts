import type { Comparison, Interval } from "../match/comparison.ts";
import { type IntervalTree, intervalTree, visitIntervals } from "./interval-tree.ts";
import { addToTrie, type Trie, trie, walkBackward, walkForward } from "./trie.ts";

/** Which of many comparisons a single value hits, found by the value. Texts are folded on both sides. */
export interface ValueIndex<T> {
  readonly equalTexts: ReadonlyMap<string, readonly T[]> | undefined;
  readonly beginnings: Trie<T> | undefined;
  readonly ends: Trie<T> | undefined;
  readonly parts: Trie<T> | undefined;
  readonly equalNumbers: ReadonlyMap<number, readonly T[]> | undefined;
  readonly intervals: IntervalTree<T> | undefined;
  readonly equalBooleans: ReadonlyMap<boolean, readonly T[]> | undefined;
}

/** A comparison with two values that both hit files its entry under both, and the entry may then be visited twice. */
export function valueIndex<T>(pairs: readonly (readonly [Comparison, T])[]): ValueIndex<T> {
  const equalTexts = new Map<string, T[]>();
  const equalNumbers = new Map<number, T[]>();
  const equalBooleans = new Map<boolean, T[]>();
  const [beginnings, ends, parts] = [trie<T>(), trie<T>(), trie<T>()];
  const intervals: (readonly [Interval, T])[] = [];
  for (const [comparison, entry] of pairs) {
    switch (comparison.kind) {
      case "text-equals":
        for (const text of comparison.texts) file(equalTexts, text, entry);
        break;
      case "text-begins":
        for (const text of comparison.texts) addToTrie(beginnings, "start", text, entry);
        break;
      case "text-ends":
        for (const text of comparison.texts) addToTrie(ends, "end", text, entry);
        break;
      case "text-contains":
        for (const text of comparison.texts) addToTrie(parts, "start", text, entry);
        break;
      case "number-equals":
        for (const number of comparison.numbers) file(equalNumbers, number, entry);
        break;
      case "number-within":
        for (const interval of comparison.intervals) intervals.push([interval, entry]);
        break;
      case "boolean-equals":
        file(equalBooleans, comparison.value, entry);
        break;
      case "is-null":
      case "is-not-null":
        throw new Error(`${comparison.kind} is not a comparison with a value`);
    }
  }
  return {
    equalTexts: equalTexts.size > 0 ? equalTexts : undefined,
    beginnings: filled(beginnings),
    ends: filled(ends),
    parts: filled(parts),
    equalNumbers: equalNumbers.size > 0 ? equalNumbers : undefined,
    intervals: intervals.length > 0 ? intervalTree(intervals) : undefined,
    equalBooleans: equalBooleans.size > 0 ? equalBooleans : undefined,
  };
}

function file<K, T>(map: Map<K, T[]>, key: K, entry: T): void {
  const entries = map.get(key);
  if (entries === undefined) map.set(key, [entry]);
  else entries.push(entry);
}

function filled<T>(root: Trie<T>): Trie<T> | undefined {
  return root.found.length > 0 || root.branches.size > 0 ? root : undefined;
}

export function visitText<T>(index: ValueIndex<T>, folded: string, visit: (entry: T) => void): void {
  const { equalTexts, beginnings, ends, parts } = index;
  if (equalTexts !== undefined) visitAll(equalTexts.get(folded), visit);
  if (beginnings !== undefined) walkForward(beginnings, folded, 0, visit);
  if (ends !== undefined) walkBackward(ends, folded, visit);
  // What a text contains is what one of its ends begins with.
  if (parts !== undefined) for (let at = 0; at <= folded.length; at += 1) walkForward(parts, folded, at, visit);
}

export function visitNumber<T>(index: ValueIndex<T>, number: number | bigint, visit: (entry: T) => void): void {
  const { equalNumbers, intervals } = index;
  if (equalNumbers !== undefined) {
    const asDouble = Number(number);
    if (typeof number === "number" || isSame(asDouble, number)) visitAll(equalNumbers.get(asDouble), visit);
  }
  if (intervals !== undefined) visitIntervals(intervals, number, visit);
}

export function visitBoolean<T>(index: ValueIndex<T>, value: boolean, visit: (entry: T) => void): void {
  visitAll(index.equalBooleans?.get(value), visit);
}

function visitAll<T>(entries: readonly T[] | undefined, visit: (entry: T) => void): void {
  if (entries === undefined) return;
  for (let at = 0; at < entries.length; at += 1) visit(entries[at] as T);
}

function isSame(double: number, exact: bigint): boolean {
  return double >= exact && double <= exact;
}
