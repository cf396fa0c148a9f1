import type { Comparison, TextComparison } from "../match/comparison.ts";
import {
  type FewTexts,
  type FiledText,
  visitFewBeginnings,
  visitFewEnds,
  visitFewEqual,
  writeFewTexts,
} from "./few-texts.ts";
import { type FiledInterval, type FiledNumber, type NumberTable, writeNumberTable } from "./number-table.ts";
import { type PartTable, visitParts, writePartTable } from "./part-table.ts";
import { type Tables, type TableWriter, type Target, type Targets, visitTargets, writeTargets } from "./tables.ts";
import { type Side, type TextTable, visitBeginnings, visitEnds, visitEqual, writeTextTable } from "./text-table.ts";

/** Which of many comparisons a single value hits, found by the value. */
export interface ValueLookup {
  readonly texts: TextLookup | undefined;
  readonly numbers: NumberTable | undefined;
  readonly whenTrue: Targets | undefined;
  readonly whenFalse: Targets | undefined;
}

export interface TextLookup {
  /** Texts that are few are compared with one by one; many stand in tables. */
  readonly equal: FewTexts;
  readonly beginnings: FewTexts;
  readonly ends: FewTexts;
  readonly parts: PartTable | undefined;
  readonly tables: TextTables | undefined;
}

interface TextTables {
  readonly equal: TextTable | undefined;
  readonly beginnings: TextTable | undefined;
  readonly ends: TextTable | undefined;
  /** What every text hits, and what only the empty one does. */
  readonly always: Targets | undefined;
  readonly empty: Targets | undefined;
}

const mostFew = 16;

/** A comparison with two values that both hit files its target under both, and it may then be visited twice. */
export function writeValueLookup(
  writer: TableWriter,
  filed: readonly { readonly comparison: Comparison; readonly target: Target }[],
): ValueLookup {
  const texts: FiledTexts = { equal: [], beginnings: [], ends: [], parts: [], always: [], empty: [] };
  const [whenTrue, whenFalse]: [Target[], Target[]] = [[], []];
  const [numbers, intervals]: [FiledNumber[], FiledInterval[]] = [[], []];
  for (const { comparison, target } of filed) {
    switch (comparison.kind) {
      case "text-equals":
      case "text-begins":
      case "text-ends":
      case "text-contains":
        for (const text of comparison.texts) fileText(texts, comparison.kind, text, target);
        break;
      case "number-equals":
        for (const number of comparison.numbers) numbers.push({ number, target });
        break;
      case "number-within":
        for (const interval of comparison.intervals) intervals.push({ interval, target });
        break;
      case "boolean-equals":
        (comparison.value ? whenTrue : whenFalse).push(target);
        break;
      case "is-null":
      case "is-not-null":
        throw new Error(`${comparison.kind} compares with nothing`);
    }
  }
  const hasTexts = Object.values(texts).some((list) => list.length > 0);
  const hasNumbers = numbers.length + intervals.length > 0;
  return {
    texts: hasTexts ? writeTexts(writer, texts) : undefined,
    numbers: hasNumbers ? writeNumberTable(writer, numbers, intervals) : undefined,
    whenTrue: writeTargets(writer, whenTrue),
    whenFalse: writeTargets(writer, whenFalse),
  };
}

interface FiledTexts {
  readonly equal: FiledText[];
  readonly beginnings: FiledText[];
  readonly ends: FiledText[];
  readonly parts: FiledText[];
  readonly always: Target[];
  readonly empty: Target[];
}

function fileText(texts: FiledTexts, kind: TextComparison["kind"], text: string, target: Target): void {
  if (text === "") (kind === "text-equals" ? texts.empty : texts.always).push(target);
  else {
    const lists = {
      "text-equals": texts.equal,
      "text-begins": texts.beginnings,
      "text-ends": texts.ends,
      "text-contains": texts.parts,
    };
    lists[kind].push({ text, target });
  }
}

function writeTexts(writer: TableWriter, texts: FiledTexts): TextLookup {
  const { equal, beginnings, ends, parts, always, empty } = texts;
  const ifFew = (filed: readonly FiledText[]) => writeFewTexts(writer, filed.length <= mostFew ? filed : []);
  const ifMany = (filed: readonly FiledText[], side: Side) =>
    filed.length <= mostFew ? undefined : writeTextTable(writer, filed, side);
  const tables = {
    equal: ifMany(equal, "start"),
    beginnings: ifMany(beginnings, "start"),
    ends: ifMany(ends, "end"),
    always: writeTargets(writer, always),
    empty: writeTargets(writer, empty),
  };
  return {
    equal: ifFew(equal),
    beginnings: ifFew(beginnings),
    ends: ifFew(ends),
    parts: parts.length > 0 ? writePartTable(writer, parts) : undefined,
    tables: Object.values(tables).some((table) => table !== undefined) ? tables : undefined,
  };
}

/** Visits every target that the text hits, some of them perhaps more than once. `fold` folds every code unit. */
export function visitText(
  tables: Tables,
  lookup: TextLookup,
  text: string,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  const { equal, beginnings, ends, parts } = lookup;
  if (equal.at < equal.end) visitFewEqual(tables, equal, text, fold, visit);
  if (beginnings.at < beginnings.end) visitFewBeginnings(tables, beginnings, text, 0, fold, visit);
  if (ends.at < ends.end) visitFewEnds(tables, ends, text, fold, visit);
  if (parts !== undefined) visitParts(tables, parts, text, fold, visit);
  if (lookup.tables !== undefined) visitTextTables(tables, lookup.tables, text, fold, visit);
}

function visitTextTables(
  tables: Tables,
  { equal, beginnings, ends, always, empty }: TextTables,
  text: string,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  if (equal !== undefined) visitEqual(tables, equal, text, fold, visit);
  if (beginnings !== undefined) visitBeginnings(tables, beginnings, text, 0, fold, visit);
  if (ends !== undefined) visitEnds(tables, ends, text, fold, visit);
  if (always !== undefined) visitTargets(tables, always, visit);
  if (empty !== undefined && text === "") visitTargets(tables, empty, visit);
}
