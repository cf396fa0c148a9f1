import { type Clause, type Folding, satisfies, satisfiesAll, type Word } from "./clauses.ts";
import type { Question } from "./question.ts";
import { lettersIn } from "./texts.ts";
import { unusedLetter } from "./unused-letter.ts";

/**
 * Strings that satisfy clauses and still look like an example: the example itself, then the example with what is asked
 * for written over it, and with single letters and digits changed where something forbidden stands. Few, and perhaps
 * none: callers that need certainty use `findText`.
 */
export function* textsNear(
  example: string,
  clauses: readonly Clause[],
  { folding, budget }: Question,
): Generator<string> {
  const seen = new Set<string>();
  for (const draft of drafts(example, clauses, folding)) {
    budget.spend(stepsOf(draft, clauses));
    const text = repaired(draft, clauses, folding);
    if (text === undefined || seen.has(text)) continue;
    seen.add(text);
    yield text;
  }
}

/** One draft, repaired a few times: each time every word is looked for. */
function stepsOf({ text }: Draft, clauses: readonly Clause[]): number {
  return 4 + Math.ceil((text.length * clauses.length + lettersIn(clauses)) / 200);
}

/** The first of these strings that also fits. */
export function textNear(
  example: string,
  clauses: readonly Clause[],
  question: Question,
  fits: (text: string) => boolean = () => true,
): string | undefined {
  for (const text of textsNear(example, clauses, question)) if (fits(text)) return text;
  return undefined;
}

/** Letters from one place to another, which does not belong to it. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A text, and which of its letters have to stay. */
interface Draft {
  readonly text: string;
  readonly kept: readonly Span[];
}

const mostChoices = 8;

function* drafts(example: string, clauses: readonly Clause[], folding: Folding): Generator<Draft> {
  const positive = clauses.filter(({ negative }) => !negative);
  yield { text: example, kept: [] };
  for (const { mode, words } of positive) {
    if (mode !== "equals") continue;
    for (const word of words.slice(0, mostChoices)) {
      yield { text: spelledAs(example, word, 0, folding), kept: [span(0, word.text.length)] };
    }
  }
  const parts = positive
    .filter(({ mode }) => mode === "contains")
    .map(({ words }) => words.find((word) => isAllowed(word, clauses, folding))?.text ?? "");
  for (const beginning of choices(positive, "begins", folding)) {
    for (const ending of choices(positive, "ends", folding)) {
      for (const frame of [bySegments, byLetters]) {
        const framed = frame(example, beginning, ending, folding);
        if (framed === undefined) continue;
        const [begin, end] = [beginning.text.length, ending.text.length];
        const folded = folding(framed);
        const missing = parts.filter((part) => !folded.includes(folding(part)));
        if (missing.length > 0) {
          yield* holding(framed, begin, end, missing.join(""));
          // With a letter between them that is in no word, nothing forbidden arises where the parts meet.
          const apart = unusedLetter(clauses, folding);
          if (apart !== undefined) yield* holding(framed, begin, end, ["", ...missing, ""].join(apart));
        } else yield { text: framed, kept: [span(0, begin), span(framed.length - end, end)] };
      }
    }
  }
}

/** The example with its beginning and its end written over; what lies between stays as long as it was, where it can. */
function byLetters(example: string, beginning: Word, ending: Word, folding: Folding): string {
  const begin = spelledAs(example, beginning, 0, folding);
  const end = spelledAs(example, ending, example.length - ending.text.length, folding);
  const middle = example.slice(begin.length, Math.max(begin.length, example.length - end.length));
  return begin + middle + end;
}

/** The same between slashes: an id that is shorter or longer than the example's does not move what follows it. */
function bySegments(example: string, beginning: Word, ending: Word, folding: Folding): string | undefined {
  const segments = example.split("/");
  const begins = pieces(beginning);
  const ends = pieces(ending);
  const offset = segments.length - ends.length;
  if (segments.length < 2 || begins.length > segments.length || offset < 0) return undefined;
  const written = segments.map((segment, index) => {
    const begin = begins[index];
    const end = ends[index - offset];
    const [opens, closes] = [index === begins.length - 1, index === offset];
    const first = begin === undefined ? "" : spelledAs(segment, begin, 0, folding);
    const last = end === undefined ? "" : spelledAs(segment, end, segment.length - end.text.length, folding);
    if (begin !== undefined && !opens) return first;
    if (end !== undefined && !closes) return last;
    const middle = segment.slice(first.length, Math.max(first.length, segment.length - last.length));
    return first + middle + last;
  });
  return written.join("/");
}

function pieces({ text, folded, exact }: Word): readonly Word[] {
  const foldedPieces = folded.split("/");
  return text.split("/").map((piece, index) => ({ text: piece, folded: foldedPieces[index] ?? "", exact }));
}

/** Beyond this no text looks like the example, wherever the part is put. */
const longPart = 500;

/** The text with a part in it: written over what stands after a slash, or put in where it is too long for that. */
function* holding(text: string, begin: number, end: number, part: string): Generator<Draft> {
  const last = text.length - end;
  const places = [begin];
  for (let at = begin; at <= last; at += 1) if (text[at - 1] === "/") places.push(at);
  places.push(last - part.length, last);
  for (const at of places.slice(part.length > longPart ? -1 : -mostChoices)) {
    if (at < begin || at > last) continue;
    const slash = text.indexOf("/", at);
    const room = Math.min(slash < 0 ? last : slash, last) - at;
    const rest = at + Math.min(room, part.length);
    const held = text.slice(0, at) + part + text.slice(rest);
    yield { text: held, kept: [span(0, begin), span(at, part.length), span(held.length - end, end)] };
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
  const written = place < 0 ? "" : example.slice(place, place + word.text.length);
  const folded = folding(written);
  let text = "";
  for (let at = 0; at < word.text.length; at += 1) text += folded[at] === word.folded[at] ? written[at] : word.text[at];
  return text;
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

function withoutHit(text: string, folded: string, clause: Clause, kept: readonly Span[]): string | undefined {
  for (const word of clause.words) {
    if (!satisfies({ ...clause, words: [word], negative: false }, text, folded)) continue;
    const start = placeOfHit(text, folded, clause, word);
    for (let at = start + word.text.length - 1; at >= start; at -= 1) {
      const other = kept.some(({ from, to }) => at >= from && at < to) ? undefined : otherLetter(text[at] ?? "");
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

function span(from: number, length: number): Span {
  return { from, to: from + length };
}
