/**
 * A clause says that a string begins with, ends with, contains or equals one of some words; or, negated, none of them.
 * The strings that a filter admits for one key are those that satisfy every clause on it.
 */
export interface Clause {
  readonly mode: ClauseMode;
  readonly words: readonly Word[];
  readonly negative: boolean;
}

export type ClauseMode = "begins" | "ends" | "contains" | "equals";

/** A word as it was written, and as it is compared: folded, or the same where case counts. */
export interface Word {
  readonly text: string;
  readonly folded: string;
  readonly exact: boolean;
}

/** Makes every string the representative of those that are equal to it without case. Keeps the length. */
export type Folding = (text: string) => string;

/** Where a word has to stand in a string of a certain length; "contains" has no such place. */
export function placeOf(mode: ClauseMode, word: Word, length: number): number {
  return mode === "ends" ? length - word.text.length : 0;
}

/** Whether a string satisfies a clause; `folded` is the same string, folded. */
export function satisfies({ mode, words, negative }: Clause, text: string, folded: string): boolean {
  return words.some((word) => hits(mode, word, text, folded)) !== negative;
}

function hits(mode: ClauseMode, word: Word, text: string, folded: string): boolean {
  const [seen, sought] = word.exact ? [text, word.text] : [folded, word.folded];
  switch (mode) {
    case "begins":
      return seen.startsWith(sought);
    case "ends":
      return seen.endsWith(sought);
    case "contains":
      return seen.includes(sought);
    case "equals":
      return seen === sought;
  }
}

export function satisfiesAll(clauses: readonly Clause[], text: string, folding: Folding): boolean {
  if (clauses.length === 0) return true;
  const folded = folding(text);
  return clauses.every((clause) => satisfies(clause, text, folded));
}

export function negated(clause: Clause): Clause {
  return { ...clause, negative: !clause.negative };
}
