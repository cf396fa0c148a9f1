import { type Posting, postingOfAll } from "./posting.ts";
import { append, none, powerOfTwo, type Tables, type TableWriter } from "./tables.ts";

/** A text that others are compared with. Folded. */
export interface IndexedText {
  readonly text: string;
  /** Whether it is hit by the texts that begin with it, or by itself alone. */
  readonly hitBy: "beginning" | "whole";
  readonly posting: Posting;
}

/** Which end of a text is read first; the beginnings of a tree that reads backwards are ends. */
export type Direction = 1 | -1;

// For each node: where its letters stand and how many they are, the postings of what begins so and of what is no longer,
// and its children: how many places there are for them less one, or none; then for each place a letter and a node.
const lettersAt = 0;
const length = 1;
const beginning = 2;
const whole = 3;
const places = 4;
const children = 5;

/**
 * Writes texts as a tree, in which those that begin alike share their first letters, and says where its root is. A text
 * is read once, and only as far as there are others that begin like it.
 */
export function writeLetterTree(writer: TableWriter, indexed: readonly IndexedText[], direction: Direction): number {
  const { ints, letters } = writer;
  const postingsOf = new Map<string, { readonly beginning: Posting[]; readonly whole: Posting[] }>();
  for (const { text, hitBy, posting } of indexed) {
    const read = direction === 1 ? text : reversed(text);
    const postings = postingsOf.get(read) ?? { beginning: [], whole: [] };
    postings[hitBy].push(posting);
    postingsOf.set(read, postings);
  }
  const texts = [...postingsOf.keys()].sort();
  let root = none;
  // Not by recursion: there may be as many levels as a text has letters.
  const open = [{ from: 0, to: texts.length, depth: 0, link: none }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { from, to, depth, link } = part;
    const first = texts[from] ?? "";
    const common = commonLength(first, texts[to - 1] ?? "", depth);
    const own = first.length === common ? postingsOf.get(first) : undefined;
    const groups = groupsByLetter(texts, own === undefined ? from : from + 1, to, common);
    const size = groups.length === 0 ? 0 : powerOfTwo(2 * groups.length);
    const node = append(ints, [
      writeLetters(letters, first, depth, common),
      common - depth,
      postingOfAll(writer, own?.beginning ?? []),
      postingOfAll(writer, own?.whole ?? []),
      size - 1,
    ]);
    for (let each = 0; each < 2 * size; each += 1) ints.push(none);
    if (link === none) root = node;
    else ints[link] = node;
    for (const group of groups) {
      let place = group.letter & (size - 1);
      while (ints[node + children + 2 * place] !== none) place = (place + 1) & (size - 1);
      ints[node + children + 2 * place] = group.letter;
      open.push({ from: group.from, to: group.to, depth: common + 1, link: node + children + 2 * place + 1 });
    }
  }
  return root;
}

/**
 * Visits the postings of every beginning of what is in `text` from `start` on, and of all of it. Backwards, `start` is
 * the last letter. `fold` is the folded form of every code unit.
 */
export function visitBeginnings(
  { ints, letters }: Tables,
  root: number,
  direction: Direction,
  text: string,
  start: number,
  fold: Uint16Array,
  visit: (posting: Posting) => void,
): void {
  let at = start;
  let left = direction === 1 ? text.length - start : start + 1;
  for (let node = root; ; ) {
    const count = ints[node + length] ?? 0;
    if (count > left) return;
    const first = ints[node + lettersAt] ?? 0;
    for (let each = 0; each < count; each += 1) {
      if (fold[text.charCodeAt(at)] !== letters[first + each]) return;
      at += direction;
    }
    left -= count;
    const posting = ints[node + beginning] ?? none;
    if (posting !== none) visit(posting);
    if (left === 0) {
      const posting = ints[node + whole] ?? none;
      if (posting !== none) visit(posting);
      return;
    }
    const mask = ints[node + places] ?? none;
    if (mask === none) return;
    const letter = fold[text.charCodeAt(at)] ?? 0;
    let place = letter & mask;
    for (;;) {
      const found = ints[node + children + 2 * place] ?? none;
      if (found === letter) break;
      if (found === none) return;
      place = (place + 1) & mask;
    }
    node = ints[node + children + 2 * place + 1] ?? 0;
    at += direction;
    left -= 1;
  }
}

/** How many letters two texts have in common at their beginning, of which some are known. */
function commonLength(a: string, b: string, known: number): number {
  let common = known;
  while (common < a.length && common < b.length && a.charCodeAt(common) === b.charCodeAt(common)) common += 1;
  return common;
}

interface Group {
  readonly letter: number;
  readonly from: number;
  to: number;
}

/** Sorted texts that agree up to `at`, by the letter that stands there. */
function groupsByLetter(texts: readonly string[], from: number, to: number, at: number): readonly Group[] {
  const groups: Group[] = [];
  for (let each = from; each < to; each += 1) {
    const letter = (texts[each] ?? "").charCodeAt(at);
    const last = groups.at(-1);
    if (last?.letter === letter) last.to = each + 1;
    else groups.push({ letter, from: each, to: each + 1 });
  }
  return groups;
}

function writeLetters(letters: number[], text: string, from: number, to: number): number {
  const at = letters.length;
  for (let each = from; each < to; each += 1) letters.push(text.charCodeAt(each));
  return at;
}

/** By code units: halves of a surrogate pair change places too. */
function reversed(text: string): string {
  let read = "";
  for (let at = text.length - 1; at >= 0; at -= 1) read += text.charAt(at);
  return read;
}
