import { type Clause, satisfiesAll, type Word } from "./clauses.ts";
import type { Question } from "./question.ts";
import { found, none, type Search, undecided } from "./search.ts";
import { type Letters, spell } from "./spelling.ts";
import { unusedLetter } from "./unused-letter.ts";

/**
 * Finds a string that satisfies every clause, or shows that there is none, without automata, in a time that grows with
 * the square of the number of words. It rests on a letter that is in no word, call it z:
 *
 * - Where a clause says "equals", only its words have to be tried.
 * - Otherwise let p be a beginning that satisfies the clauses on the beginning, s an end for those on the end, and c1,
 *   c2, … a word for every "contains", each free of every word that must not be contained. If one of them does not
 *   exist, no string satisfies the clauses, since it would have to hold such a part. If all exist, `p z c1 z c2 … z s`
 *   satisfies them: no word spans a z, so nothing forbidden arises where the parts meet, and it equals no word.
 *
 * `languages.ts` builds the same languages as automata; tests hold the two against each other.
 */
export function findText(clauses: readonly Clause[], question: Question): Search<string> {
  question.budget.spend(2 + Math.ceil(lettersIn(clauses) / lettersAStep));
  const equals = smallest(clauses.filter(({ mode, negative }) => mode === "equals" && !negative));
  return equals === undefined ? findAmongAll(clauses, question) : findAmongWords(equals, clauses, question);
}

/** How many letters of the words are read in the time of a step. */
const lettersAStep = 100;

/** The letters in all the words of the clauses together. */
export function lettersIn(clauses: readonly Clause[]): number {
  let letters = 0;
  for (const { words } of clauses) for (const { text } of words) letters += text.length;
  return letters;
}

function smallest(clauses: readonly Clause[]): Clause | undefined {
  return clauses.reduce<Clause | undefined>(
    (least, next) => (least === undefined || next.words.length < least.words.length ? next : least),
    undefined,
  );
}

function findAmongWords(equals: Clause, clauses: readonly Clause[], question: Question): Search<string> {
  const ignoringCase = clauses.map(withoutCase);
  let open: Search<string> = none;
  for (const word of equals.words) {
    if (!satisfiesAll(ignoringCase, word.text, question.folding)) continue;
    const spelled = spell(word, clauses, question);
    if (spelled.kind === "found") return spelled;
    if (spelled.kind === "undecided") open = spelled;
  }
  return open;
}

/** What remains of a clause when case is ignored; nothing is forbidden by words that a change of case avoids. */
function withoutCase(clause: Clause): Clause {
  const words = clause.negative
    ? clause.words.filter(({ exact }) => !exact)
    : clause.words.map((word) => ({ ...word, exact: false }));
  return { ...clause, words };
}

function findAmongAll(clauses: readonly Clause[], question: Question): Search<string> {
  const { folding } = question;
  const excluded = clauses.filter(({ mode, negative }) => mode === "contains" && negative);
  const begin = findEnd("begins", clauses, excluded, question);
  if (begin.kind !== "found") return begin;
  const end = findEnd("ends", clauses, excluded, question);
  if (end.kind !== "found") return end;
  const parts: string[] = [];
  for (const { mode, negative, words } of clauses) {
    if (mode !== "contains" || negative) continue;
    const word = words.find(({ text }) => satisfiesAll(excluded, text, folding));
    if (word === undefined) return none;
    parts.push(word.text);
  }
  const short = shortened(begin.value, parts, end.value).find((text) => satisfiesAll(clauses, text, folding));
  if (short !== undefined) return found(short);
  const separator = unusedLetter(clauses, folding);
  if (separator === undefined) return undecided("its values hold every letter there is");
  return found([begin.value, ...parts, end.value].join(separator));
}

/** The plainest strings first; the caller tests them. */
function shortened(begin: string, parts: readonly string[], end: string): readonly string[] {
  const middle = parts.filter((part) => !begin.includes(part) && !end.includes(part));
  return [begin, end, [begin, ...middle, end].join(""), [begin, ...middle, end].join(" ").trim()];
}

/** The shortest beginning (or end) that satisfies the clauses on it and contains nothing that is excluded. */
function findEnd(
  mode: "begins" | "ends",
  clauses: readonly Clause[],
  excluded: readonly Clause[],
  question: Question,
): Search<string> {
  const own = clauses.filter((clause) => clause.mode === mode);
  const positive = own.filter(({ negative }) => !negative);
  const ignoringCase = [...own, ...excluded].map(withoutCase);
  const candidates: Letters[] = positive.flatMap(({ words }) => words).sort(byLength);
  if (positive.length === 0) candidates.push({ text: "", folded: "" });
  let open: Search<string> = none;
  for (const candidate of candidates) {
    if (!satisfiesAll(ignoringCase, candidate.text, question.folding)) continue;
    const spelled = spell(candidate, own, question);
    if (spelled.kind === "found") return spelled;
    if (spelled.kind === "undecided") open = spelled;
  }
  return open;
}

function byLength(a: Word, b: Word): number {
  return a.text.length - b.text.length;
}
