import { type Clause, type Folding, satisfies, satisfiesAll, type Word } from "./clauses.ts";

/**
 * Strings that satisfy clauses and still look like an example: the example itself, then the example with what is asked
 * for written over it, and with single letters and digits changed where something forbidden stands. Few, and perhaps
 * none: whoever needs certainty asks `findText`.
 */
export function* textsNear(example: string, clauses: readonly Clause[], folding: Folding): Generator<string> {
  const seen = new Set<string>();
  for (const draft of drafts(example, clauses, folding)) {
    const text = repaired(draft, clauses, folding);
    if (text === undefined || seen.has(text)) continue;
    seen.add(text);
    yield text;
  }
}

/** The first of these strings that also fits. */
export function textNear(
  example: string,
  clauses: readonly Clause[],
  folding: Folding,
  fits: (text: string) => boolean = () => true,
): string | undefined {
  for (const text of textsNear(example, clauses, folding)) if (fits(text)) return text;
  return undefined;
}

/** A text, and which of its letters have to stay. */
interface Draft {
  readonly text: string;
  readonly kept: ReadonlySet<number>;
}

const mostChoices = 8;

function* drafts(example: string, clauses: readonly Clause[], folding: Folding): Generator<Draft> {
  const positive = clauses.filter(({ negative }) => !negative);
  yield { text: example, kept: new Set() };
  for (const { mode, words } of positive) {
    if (mode !== "equals") continue;
    for (const word of words.slice(0, mostChoices)) {
      yield { text: spelledAs(example, word, 0, folding), kept: span(0, word.text.length) };
    }
  }
  const begins = choices(positive, "begins", folding).map((word) => spelledAs(example, word, 0, folding));
  const ends = choices(positive, "ends", folding).map((word) =>
    spelledAs(example, word, example.length - word.text.length, folding),
  );
  const parts = positive
    .filter(({ mode }) => mode === "contains")
    .map(({ words }) => words.find((word) => isAllowed(word, clauses, folding))?.text ?? "");
  for (const begin of begins) {
    for (const end of ends) {
      const framed = framing(example, begin, end);
      const missing = parts.filter((part) => !folding(framed).includes(folding(part)));
      const kept = new Set([...span(0, begin.length), ...span(framed.length - end.length, end.length)]);
      if (missing.length === 0) yield { text: framed, kept };
      else yield* holding(framed, begin.length, end.length, missing.join(""));
    }
  }
}

/** The example with its beginning and its end replaced; what lies between stays as long as it was, where it can. */
function framing(example: string, begin: string, end: string): string {
  const middle = example.slice(begin.length, Math.max(begin.length, example.length - end.length));
  return begin + middle + end;
}

/** The text with a part in it: written over what stands after a slash, or put in where it is too long for that. */
function* holding(text: string, begin: number, end: number, part: string): Generator<Draft> {
  const last = text.length - end;
  const places = [begin];
  for (let at = begin; at <= last; at += 1) if (text[at - 1] === "/") places.push(at);
  places.push(last - part.length, last);
  for (const at of places.slice(-mostChoices)) {
    if (at < begin || at > last) continue;
    const slash = text.indexOf("/", at);
    const room = Math.min(slash < 0 ? last : slash, last) - at;
    const rest = at + Math.min(room, part.length);
    const held = text.slice(0, at) + part + text.slice(rest);
    const kept = new Set([...span(0, begin), ...span(at, part.length), ...span(held.length - end, end)]);
    yield { text: held, kept };
  }
}

const nothing: Word = { text: "", folded: "", exact: true };

function choices(positive: readonly Clause[], mode: "begins" | "ends", folding: Folding): readonly Word[] {
  const own = positive.filter((clause) => clause.mode === mode);
  if (own.length === 0) return [nothing];
  const words = own.flatMap((clause) => clause.words);
  return words.filter(({ text }) => satisfiesAll(own, text, folding)).slice(0, mostChoices);
}

/** The word in the case that the example has in its place, where case does not count. */
function spelledAs(example: string, word: Word, place: number, folding: Folding): string {
  if (word.exact) return word.text;
  return Array.from({ length: word.text.length }, (_, offset) => {
    const unit = example[place + offset] ?? "";
    return folding(unit) === word.folded[offset] ? unit : word.text[offset];
  }).join("");
}

function isAllowed(word: Word, clauses: readonly Clause[], folding: Folding): boolean {
  const excluded = clauses.filter(({ mode, negative }) => mode === "contains" && negative);
  return satisfiesAll(excluded, word.text, folding);
}

const mostRepairs = 12;

function repaired(draft: Draft, clauses: readonly Clause[], folding: Folding): string | undefined {
  let { text } = draft;
  for (let round = 0; round < mostRepairs; round += 1) {
    const folded = folding(text);
    const broken = clauses.find((clause) => !satisfies(clause, text, folded));
    if (broken === undefined) return text;
    if (!broken.negative) return undefined;
    const changed = withoutHit(text, folded, broken, draft.kept);
    if (changed === undefined) return undefined;
    text = changed;
  }
  return undefined;
}

function withoutHit(text: string, folded: string, clause: Clause, kept: ReadonlySet<number>): string | undefined {
  for (const word of clause.words) {
    if (!satisfies({ ...clause, words: [word], negative: false }, text, folded)) continue;
    const start = placeOfHit(text, folded, clause, word);
    for (let at = start + word.text.length - 1; at >= start; at -= 1) {
      const other = kept.has(at) ? undefined : otherLetter(text[at] ?? "");
      if (other !== undefined) return text.slice(0, at) + other + text.slice(at + 1);
    }
    return undefined;
  }
  return undefined;
}

function placeOfHit(text: string, folded: string, clause: Clause, word: Word): number {
  if (clause.mode === "ends") return text.length - word.text.length;
  if (clause.mode !== "contains") return 0;
  return word.exact ? text.indexOf(word.text) : folded.indexOf(word.folded);
}

/** Digits turn into digits and letters into letters, so that an id keeps its look. */
function otherLetter(letter: string): string | undefined {
  const rows = ["2345678901", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const row = rows.find((each) => letter !== "" && each.includes(letter));
  return row === undefined ? undefined : row[(row.indexOf(letter) + 1) % row.length];
}

function span(from: number, length: number): ReadonlySet<number> {
  return new Set(Array.from({ length }, (_, offset) => from + offset));
}
