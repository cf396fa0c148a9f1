import { append, type Tables, type TableWriter, type Target } from "./tables.ts";

/**
 * A few texts that another is compared with one by one. What mostly tells them apart, a length and two letters, stands
 * first, so that the texts themselves are seldom read.
 */
export interface FewTexts {
  readonly at: number;
  readonly end: number;
}

export type WholeOrSide = "text-equals" | "text-begins" | "text-ends";

export interface FiledText {
  readonly kind: WholeOrSide;
  /** Folded, and not empty. */
  readonly text: string;
  readonly target: Target;
}

const kinds = { "text-equals": 0, "text-begins": 1, "text-ends": 2 } as const;
/** For each text: kind, length, its last letter and the one in its middle, its place among the letters, the target. */
const intsEach = 6;

export function writeFewTexts(writer: TableWriter, texts: readonly FiledText[]): FewTexts {
  const at = writer.ints.length;
  for (const { kind, text, target } of texts) {
    const [last, middle] = [text.charCodeAt(text.length - 1), text.charCodeAt(text.length >>> 1)];
    append(writer.ints, [kinds[kind], text.length, last, middle, writeLetters(writer, text), target]);
  }
  return { at, end: writer.ints.length };
}

export function writeLetters(writer: TableWriter, text: string): number {
  const at = writer.letters.length;
  for (let each = 0; each < text.length; each += 1) writer.letters.push(text.charCodeAt(each));
  return at;
}

/** Visits the target of every text that is hit, reading from `from` on. `fold` is the folded form of every code unit. */
export function visitFewTexts(
  { ints, letters }: Tables,
  few: FewTexts,
  text: string,
  from: number,
  fold: Uint16Array,
  visit: (target: Target) => void,
): void {
  for (let at = few.at; at < few.end; at += intsEach) {
    const kind = ints[at];
    const length = ints[at + 1] ?? 0;
    const start = kind === kinds["text-ends"] ? text.length - length : from;
    if (start < 0 || start + length > text.length) continue;
    if (kind === kinds["text-equals"] && length !== text.length) continue;
    if (ints[at + 2] !== fold[text.charCodeAt(start + length - 1)]) continue;
    if (ints[at + 3] !== fold[text.charCodeAt(start + (length >>> 1))]) continue;
    if (standsAt(text, start, letters, ints[at + 4] ?? 0, length, fold)) visit(ints[at + 5] ?? 0);
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
