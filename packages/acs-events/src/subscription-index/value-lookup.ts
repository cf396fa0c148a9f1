import type { Comparison } from "../filters/match/comparison.ts";
import { type IndexedText, visitBeginnings, writeLetterTree } from "./letter-tree.ts";
import {
  type IndexedInterval,
  type IndexedNumber,
  isOfDoubles,
  type NumberTable,
  writeNumberTable,
} from "./number-table.ts";
import { type PartTable, visitParts, writePartTable } from "./part-table.ts";
import { type Posting, postingOfAll } from "./posting.ts";
import { none, type Tables, type TableWriter } from "./tables.ts";

/** Which of many comparisons a single value hits, found by the value. */
export interface ValueLookup {
  /** Whether there is any text to compare with. */
  readonly comparesText: boolean;
  /** The roots of two letter trees, or none: of whole texts and beginnings, and of ends. */
  readonly beginnings: number;
  readonly ends: number;
  readonly parts: PartTable | undefined;
  readonly numbers: NumberTable | undefined;
  readonly whenTrue: Posting;
  readonly whenFalse: Posting;
}

/** A comparison with two values that both hit files its posting under both, and it may then be visited twice. */
export function writeValueLookup(
  writer: TableWriter,
  indexed: readonly { readonly comparison: Comparison; readonly posting: Posting }[],
): ValueLookup {
  const [beginnings, ends, parts]: [IndexedText[], IndexedText[], IndexedText[]] = [[], [], []];
  const [whenTrue, whenFalse]: [Posting[], Posting[]] = [[], []];
  const [numbers, intervals]: [IndexedNumber[], IndexedInterval[]] = [[], []];
  for (const { comparison, posting } of indexed) {
    switch (comparison.kind) {
      case "text-equals":
        for (const text of comparison.texts) beginnings.push({ text, hitBy: "whole", posting });
        break;
      case "text-begins":
        for (const text of comparison.texts) beginnings.push({ text, hitBy: "beginning", posting });
        break;
      case "text-ends":
        for (const text of comparison.texts) ends.push({ text, hitBy: "beginning", posting });
        break;
      case "text-contains":
        // "" is in every text, as it is the beginning of every text.
        for (const text of comparison.texts)
          (text === "" ? beginnings : parts).push({ text, hitBy: "beginning", posting });
        break;
      case "number-equals":
        for (const number of comparison.numbers) if (typeof number === "number") numbers.push({ number, posting });
        break;
      case "number-within":
        for (const interval of comparison.intervals) if (isOfDoubles(interval)) intervals.push({ interval, posting });
        break;
      case "boolean-equals":
        (comparison.value ? whenTrue : whenFalse).push(posting);
        break;
      case "is-null":
      case "is-not-null":
        throw new Error(`${comparison.kind} compares with nothing`);
    }
  }
  return {
    comparesText: beginnings.length + ends.length + parts.length > 0,
    beginnings: beginnings.length > 0 ? writeLetterTree(writer, beginnings, 1) : none,
    ends: ends.length > 0 ? writeLetterTree(writer, ends, -1) : none,
    parts: parts.length > 0 ? writePartTable(writer, parts) : undefined,
    numbers: numbers.length + intervals.length > 0 ? writeNumberTable(writer, numbers, intervals) : undefined,
    whenTrue: postingOfAll(writer, whenTrue),
    whenFalse: postingOfAll(writer, whenFalse),
  };
}

/** Visits every posting that the text hits, some of them perhaps more than once. `fold` folds every code unit. */
export function visitText(
  tables: Tables,
  { beginnings, ends, parts }: ValueLookup,
  text: string,
  fold: Uint16Array,
  visit: (posting: Posting) => void,
): void {
  if (beginnings !== none) visitBeginnings(tables, beginnings, 1, text, 0, fold, visit);
  if (ends !== none) visitBeginnings(tables, ends, -1, text, text.length - 1, fold, visit);
  if (parts !== undefined) visitParts(tables, parts, text, fold, visit);
}
