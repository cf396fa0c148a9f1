import { append, type Tables, type TableWriter, type Target } from "./tables.ts";

export interface FiledText {
  /** Folded, and not empty. */
  readonly text: string;
  readonly target: Target;
}

/** Where a few texts stand among the ints. */
export interface FewTexts {
  readonly at: number;
  readonly end: number;
}

/** For each text: its length, its last letter and the one in its middle, its place among the letters, the target. */
const intsEach = 5;

/**
 * Writes a few texts that another is compared with one by one. What mostly tells them apart, a length and two letters,
 * stands first, so that the texts themselves are seldom read.
 */
export function writeFewTexts(writer: TableWriter, texts: readonly FiledText[]): FewTexts {
  const at = writer.ints.length;
  for (const { text, target } of texts) {
    const [last, middle] = [text.charCodeAt(text.length - 1), text.charCodeAt(text.length >>> 1)];
    append(writer.ints, [text.length, last, middle, writeLetters(writer, text), target]);
  }
  return { at, end: writer.ints.length };
}

export function writeLetters(writer: TableWriter, text: string): number {
  const at = writer.letters.length;
  for (let each = 0; each < text.length; each += 1) writer.letters.push(text.charCodeAt(each));
  return at;
}

// The three that follow ask all that tells in one question, whose answer is nearly always no. For a text that is too
// short it is asked of letters that mean nothing, and the length is asked next. `fold` is the folded form of every code
// unit.

export function visitFewEqual(
  { ints, letters }: Tables,
  { at: first, end }: FewTexts,
  text: string,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  for (let at = first; at < end; at += intsEach) {
    const length = ints[at] ?? 0;
    if (length !== text.length) continue;
    const last = (fold[text.charCodeAt(length - 1)] ?? 0) ^ (ints[at + 1] ?? 0);
    const middle = (fold[text.charCodeAt(length >>> 1)] ?? 0) ^ (ints[at + 2] ?? 0);
    if ((last | middle) !== 0) continue;
    if (standsAt(text, 0, letters, ints[at + 3] ?? 0, length, fold)) visit(ints[at + 4] ?? 0);
  }
}

/** Visits the targets of the texts that stand in `text` from `start` on; `start` is in it. */
export function visitFewBeginnings(
  { ints, letters }: Tables,
  { at: first, end }: FewTexts,
  text: string,
  start: number,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  const left = text.length - start;
  if (left === 0) return;
  for (let at = first; at < end; at += intsEach) {
    const length = ints[at] ?? 0;
    const inside = Math.min(length, left);
    const last = (fold[text.charCodeAt(start + inside - 1)] ?? 0) ^ (ints[at + 1] ?? 0);
    const middle = (fold[text.charCodeAt(start + (inside >>> 1))] ?? 0) ^ (ints[at + 2] ?? 0);
    if ((last | middle) !== 0 || length > left) continue;
    if (standsAt(text, start, letters, ints[at + 3] ?? 0, length, fold)) visit(ints[at + 4] ?? 0);
  }
}

export function visitFewEnds(
  { ints, letters }: Tables,
  { at: first, end }: FewTexts,
  text: string,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  if (text === "") return;
  const last = fold[text.charCodeAt(text.length - 1)];
  for (let at = first; at < end; at += intsEach) {
    const length = ints[at] ?? 0;
    if (ints[at + 1] !== last || length > text.length) continue;
    const start = text.length - length;
    if (fold[text.charCodeAt(start + (length >>> 1))] !== ints[at + 2]) continue;
    if (standsAt(text, start, letters, ints[at + 3] ?? 0, length, fold)) visit(ints[at + 4] ?? 0);
  }
}

/** Whether the letters from `lettersAt` on stand in the text from `start` on. */
export function standsAt(
  text: string,
  start: number,
  letters: Uint16Array,
  lettersAt: number,
  length: number,
  fold: Uint16Array,
): boolean {
  for (let each = 0; each < length; each += 1) {
    if (fold[text.charCodeAt(start + each)] !== letters[lettersAt + each]) return false;
  }
  return true;
}
