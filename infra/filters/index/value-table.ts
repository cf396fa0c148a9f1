import type { Comparison } from "../match/comparison.ts";
import { type FewTexts, type FiledText, visitFewTexts, type WholeOrSide, writeFewTexts } from "./few-texts.ts";
import { type FiledInterval, type FiledNumber, type NumberTable, writeNumberTable } from "./number-table.ts";
import { type PartTable, visitParts, writePartTable } from "./part-table.ts";
import { type Tables, type TableWriter, type Target, type Targets, visitTargets, writeTargets } from "./tables.ts";
import { type TextTable, visitBeginnings, visitEnds, visitEqual, writeTextTable } from "./text-table.ts";

/** Which of many comparisons a single value hits, found by the value. */
export interface ValueTable {
  readonly texts: TextLookup | undefined;
  readonly numbers: NumberTable | undefined;
  readonly whenTrue: Targets | undefined;
  readonly whenFalse: Targets | undefined;
}

export interface TextLookup {
  /** In place of the next three, where they would hold little. */
  readonly few: FewTexts | undefined;
  readonly equal: TextTable | undefined;
  readonly beginnings: TextTable | undefined;
  readonly ends: TextTable | undefined;
  readonly parts: PartTable | undefined;
  /** What every text hits, and what only the empty one does. */
  readonly always: Targets | undefined;
  readonly empty: Targets | undefined;
}

const mostFew = 16;

/** A comparison with two values that both hit files its target under both, and it may then be visited twice. */
export function writeValueTable(
  writer: TableWriter,
  filed: readonly { readonly comparison: Comparison; readonly target: Target }[],
): ValueTable {
  const [texts, parts]: [FiledText[], { text: string; target: Target }[]] = [[], []];
  const [always, empty, whenTrue, whenFalse]: [Target[], Target[], Target[], Target[]] = [[], [], [], []];
  const [numbers, intervals]: [FiledNumber[], FiledInterval[]] = [[], []];
  for (const { comparison, target } of filed) {
    switch (comparison.kind) {
      case "text-equals":
      case "text-begins":
      case "text-ends":
      case "text-contains":
        for (const text of comparison.texts) {
          if (text === "") (comparison.kind === "text-equals" ? empty : always).push(target);
          else if (comparison.kind === "text-contains") parts.push({ text, target });
          else texts.push({ kind: comparison.kind, text, target });
        }
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
  const hasTexts = texts.length + parts.length + always.length + empty.length > 0;
  const hasNumbers = numbers.length + intervals.length > 0;
  return {
    texts: hasTexts ? writeTexts(writer, texts, parts, always, empty) : undefined,
    numbers: hasNumbers ? writeNumberTable(writer, numbers, intervals) : undefined,
    whenTrue: writeTargets(writer, whenTrue),
    whenFalse: writeTargets(writer, whenFalse),
  };
}

function writeTexts(
  writer: TableWriter,
  texts: readonly FiledText[],
  parts: readonly { readonly text: string; readonly target: Target }[],
  always: readonly Target[],
  empty: readonly Target[],
): TextLookup {
  const isFew = texts.length <= mostFew;
  const many = (wanted: WholeOrSide): TextTable | undefined => {
    const ofKind = isFew ? [] : texts.filter(({ kind }) => kind === wanted);
    return ofKind.length === 0 ? undefined : writeTextTable(writer, ofKind, wanted === "text-ends" ? "end" : "start");
  };
  return {
    few: isFew && texts.length > 0 ? writeFewTexts(writer, texts) : undefined,
    equal: many("text-equals"),
    beginnings: many("text-begins"),
    ends: many("text-ends"),
    parts: parts.length > 0 ? writePartTable(writer, parts) : undefined,
    always: writeTargets(writer, always),
    empty: writeTargets(writer, empty),
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
  const { few, equal, beginnings, ends, parts, always, empty } = lookup;
  if (few !== undefined) visitFewTexts(tables, few, text, 0, fold, visit);
  if (equal !== undefined) visitEqual(tables, equal, text, fold, visit);
  if (beginnings !== undefined) visitBeginnings(tables, beginnings, text, 0, fold, visit);
  if (ends !== undefined) visitEnds(tables, ends, text, fold, visit);
  if (parts !== undefined) visitParts(tables, parts, text, fold, visit);
  if (always !== undefined) visitTargets(tables, always, visit);
  if (empty !== undefined && text === "") visitTargets(tables, empty, visit);
}
