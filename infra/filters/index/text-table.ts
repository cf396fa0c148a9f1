import { type FiledText, standsAt, writeLetters } from "./few-texts.ts";
import type { Reading } from "./reading.ts";
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

/** Visits the targets of the whole text. */
export function visitEqual(tables: Tables, table: TextTable, reading: Reading, visit: (target: Target) => void): void {
  const { letters: text, start, length } = reading;
  for (let at = table.lengthsAt; at < table.lengthsEnd; at += 1) {
    const known = tables.ints[at] ?? 0;
    if (known < length) continue;
    if (known > length) return;
    let hash = 0;
    for (let each = start; each < start + length; each += 1) hash = added(hash, text[each] ?? 0);
    visitHash(tables, table, hash, text, start, length, visit);
  }
}

/** Visits the targets of every text that stands in the text at hand, `skip` letters into it. */
export function visitBeginnings(
  tables: Tables,
  table: TextTable,
  { letters: text, start: textStart, length: textLength }: Reading,
  skip: number,
  visit: (target: Target) => void,
): void {
  const start = textStart + skip;
  let hash = 0;
  let read = start;
  for (let at = table.lengthsAt; at < table.lengthsEnd; at += 1) {
    const length = tables.ints[at] ?? 0;
    if (skip + length > textLength) return;
    for (; read < start + length; read += 1) hash = added(hash, text[read] ?? 0);
    visitHash(tables, table, hash, text, start, length, visit);
  }
}

/** Visits the targets of every end of the text. */
export function visitEnds(
  tables: Tables,
  table: TextTable,
  { letters: text, start: textStart, length: textLength }: Reading,
  visit: (target: Target) => void,
): void {
  let hash = 0;
  let left = textStart + textLength;
  for (let at = table.lengthsAt; at < table.lengthsEnd; at += 1) {
    const length = tables.ints[at] ?? 0;
    if (length > textLength) return;
    const start = textStart + textLength - length;
    while (left > start) {
      left -= 1;
      hash = added(hash, text[left] ?? 0);
    }
    visitHash(tables, table, hash, text, start, length, visit);
  }
}

/** Texts of one hash are mostly one text, but that is looked at. */
function visitHash(
  { ints, letters }: Tables,
  { placesAt, places }: TextTable,
  hash: number,
  text: Uint16Array,
  start: number,
  length: number,
  visit: (target: Target) => void,
): void {
  for (let at = ints[placesAt + placeOf(hash, places)] ?? none; at !== none; at = ints[at + 4] ?? none) {
    if (ints[at] !== hash || ints[at + 1] !== length) continue;
    if (standsAt(text, start, letters, ints[at + 2] ?? 0, length)) visit(ints[at + 3] ?? 0);
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
