import { type IndexedText, visitBeginnings, writeLetterTree } from "./letter-tree.ts";
import type { Posting } from "./posting.ts";
import { powerOfTwo, type Tables, type TableWriter } from "./tables.ts";

/**
 * Texts that are looked for inside another, of which few letters are read (the method of Wu and Manber). The window is
 * as long as the shortest text, up to a limit. The last letters in it tell how far the window may move on before it can
 * be the start of any text; where it may not move at all, the texts that begin there are looked up.
 */
export interface PartTable {
  /** The length of the shortest text: nothing begins where less than that is left. */
  readonly shortest: number;
  readonly window: number;
  /** How many letters tell: up to three. */
  readonly telling: number;
  readonly movesAt: number;
  readonly moves: number;
  readonly root: number;
}

const mostMoves = 4096;
/** A longer window would save little reading, and its table would take more room. */
const widestWindow = 16;

export function writePartTable(writer: TableWriter, parts: readonly IndexedText[]): PartTable {
  const shortest = parts.reduce((least, { text }) => Math.min(least, text.length), Infinity);
  const window = Math.min(widestWindow, shortest);
  const telling = Math.min(3, window);
  const moves = Math.min(mostMoves, powerOfTwo(2 * parts.length * (window - telling + 1)));
  const movesAt = writer.letters.length;
  for (let place = 0; place < moves; place += 1) writer.letters.push(window - telling + 1);
  for (const { text } of parts) {
    for (let end = telling; end <= window; end += 1) {
      const place = placeOf(text.charCodeAt(end - 1), text.charCodeAt(end - 2), text.charCodeAt(end - 3), telling);
      const at = movesAt + (place & (moves - 1));
      writer.letters[at] = Math.min(writer.letters[at] ?? 0, window - end);
    }
  }
  return { shortest, window, telling, movesAt, moves, root: writeLetterTree(writer, parts, 1) };
}

/** Visits the postings of the parts, some of them perhaps more than once. `fold` is the folded form of every code unit. */
export function visitParts(
  tables: Tables,
  { shortest, window, telling, movesAt, moves, root }: PartTable,
  text: string,
  fold: Uint16Array,
  visit: (posting: Posting) => void,
): void {
  const { letters } = tables;
  const last = text.length - shortest + window;
  for (let end = window; end <= last; ) {
    const first = fold[text.charCodeAt(end - 1)] ?? 0;
    const second = telling > 1 ? (fold[text.charCodeAt(end - 2)] ?? 0) : 0;
    const third = telling > 2 ? (fold[text.charCodeAt(end - 3)] ?? 0) : 0;
    const move = letters[movesAt + (placeOf(first, second, third, telling) & (moves - 1))] ?? 0;
    if (move > 0) end += move;
    else {
      visitBeginnings(tables, root, 1, text, end - window, fold, visit);
      end += 1;
    }
  }
}

function placeOf(last: number, second: number, third: number, telling: number): number {
  if (telling === 1) return last;
  return telling === 2 ? last ^ (second << 4) : last ^ (second << 3) ^ (third << 6);
}
