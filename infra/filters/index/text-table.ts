import { type FiledText, standsAt, writeLetters } from "./few-texts.ts";
import { append, powerOfTwo, type Tables, type TableWriter, type Target } from "./tables.ts";

/** Many texts, filed under a hash of their letters. */
export interface TextTable {
  /** Where the lengths of the texts stand, the shortest first. */
  readonly lengthsAt: number;
  readonly lengthsEnd: number;
  /** Where it stands for each hash which text is the first that may be meant; -1 where there is none. */
  readonly placesAt: number;
  readonly places: number;
}

/** Which side of a text its letters are read from. */
export type Side = "start" | "end";

// For each text: its hash, its length, its place among the letters, the target, and where the next one of its place is.
const none = -1;

export function writeTextTable(writer: TableWriter, filed: readonly FiledText[], side: Side): TextTable {
  const { ints } = writer;
  const lengths = [...new Set(filed.map(({ text }) => text.length))].sort((a, b) => a - b);
  const lengthsAt = append(ints, lengths);
  const places = powerOfTwo(2 * filed.length);
  const placesAt = append(ints, new Array<number>(places).fill(none));
  for (const { text, target } of filed) {
    const hash = hashOf(text, side);
    const place = placesAt + placeOf(hash, places);
    const next = ints[place] ?? none;
    ints[place] = append(ints, [hash, text.length, writeLetters(writer, text), target, next]);
  }
  return { lengthsAt, lengthsEnd: lengthsAt + lengths.length, placesAt, places };
}

/** Visits the targets of the whole text. `fold` is the folded form of every code unit. */
export function visitEqual(
  tables: Tables,
  table: TextTable,
  text: string,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  for (let at = table.lengthsAt; at < table.lengthsEnd; at += 1) {
    const length = tables.ints[at] ?? 0;
    if (length < text.length) continue;
    if (length > text.length) return;
    let hash = 0;
    for (let each = 0; each < length; each += 1) hash = added(hash, fold[text.charCodeAt(each)] ?? 0);
    visitHash(tables, table, hash, length, text, 0, fold, visit);
  }
}

/** Visits the targets of every text that stands in `text` from `start` on. */
export function visitBeginnings(
  tables: Tables,
  table: TextTable,
  text: string,
  start: number,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  let hash = 0;
  let read = start;
  for (let at = table.lengthsAt; at < table.lengthsEnd; at += 1) {
    const length = tables.ints[at] ?? 0;
    const end = start + length;
    if (end > text.length) return;
    for (; read < end; read += 1) hash = added(hash, fold[text.charCodeAt(read)] ?? 0);
    visitHash(tables, table, hash, length, text, start, fold, visit);
  }
}

/** Visits the targets of every end of the text. */
export function visitEnds(
  tables: Tables,
  table: TextTable,
  text: string,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  let hash = 0;
  let left = text.length;
  for (let at = table.lengthsAt; at < table.lengthsEnd; at += 1) {
    const length = tables.ints[at] ?? 0;
    const start = text.length - length;
    if (start < 0) return;
    while (left > start) {
      left -= 1;
      hash = added(hash, fold[text.charCodeAt(left)] ?? 0);
    }
    visitHash(tables, table, hash, length, text, start, fold, visit);
  }
}

/** Texts of one hash are mostly one text, but that is looked at. */
function visitHash(
  { ints, letters }: Tables,
  { placesAt, places }: TextTable,
  hash: number,
  length: number,
  text: string,
  start: number,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  for (let at = ints[placesAt + placeOf(hash, places)] ?? none; at !== none; at = ints[at + 4] ?? none) {
    if (ints[at] !== hash || ints[at + 1] !== length) continue;
    if (standsAt(text, start, letters, ints[at + 2] ?? 0, length, fold)) visit(ints[at + 3] ?? 0);
  }
}

function hashOf(text: string, side: Side): number {
  let hash = 0;
  for (let each = 0; each < text.length; each += 1) {
    hash = added(hash, text.charCodeAt(side === "start" ? each : text.length - 1 - each));
  }
  return hash;
}

function added(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}

function placeOf(hash: number, places: number): number {
  return (hash ^ (hash >>> 15)) & (places - 1);
}
