import { type Clause, type Folding, placeOf, satisfies, type Word } from "./clauses.ts";
import type { Question } from "./question.ts";
import { found, none, type Search, undecided } from "./search.ts";

/** A string of which only the letters are known, not their case: `text` spells it in one way, `folded` folds it. */
export interface Letters {
  readonly text: string;
  readonly folded: string;
}

/** Far more than any filter can need: two words that differ in case only are told apart at their first letter. */
const mostAttempts = 10_000;

/**
 * Spells letters so that every clause that looks at case is satisfied; clauses that do not are not asked here.
 * `clauses` must be such that their place in the string is known (no "contains").
 */
export function spell(letters: Letters, clauses: readonly Clause[], { folding, budget }: Question): Search<string> {
  if (clauses.every((clause) => !looksAtCase(clause) || satisfies(clause, letters.text, letters.folded))) {
    return found(letters.text);
  }
  const required: Placed[][] = [];
  const forbidden: Placed[] = [];
  for (const clause of clauses) {
    const words = clause.words.filter(({ exact }) => exact);
    if (words.length === 0) continue;
    const places = words.flatMap((word) => placed(clause, word, letters));
    if (clause.negative) forbidden.push(...places);
    else required.push(places);
  }
  let attempts = 0;

  const fix = (at: number, units: readonly (string | undefined)[]): string | undefined => {
    const choices = required[at];
    if (choices === undefined) return avoid(0, units);
    for (const { word, place } of choices) {
      const fixed = [...units];
      const fits = [...Array(word.text.length).keys()].every((offset) => {
        const unit = word.text[offset];
        const known = fixed[place + offset];
        fixed[place + offset] = unit;
        return known === undefined || known === unit;
      });
      const spelled = fits ? fix(at + 1, fixed) : undefined;
      if (spelled !== undefined) return spelled;
    }
    return undefined;
  };

  const avoid = (at: number, units: readonly (string | undefined)[]): string | undefined => {
    attempts += 1;
    budget.spend(1);
    if (attempts > mostAttempts) return undefined;
    const next = forbidden[at];
    if (next === undefined) return written(letters, units);
    const { word, place } = next;
    const indices = [...Array(word.text.length).keys()].map((offset) => place + offset);
    const differs = (index: number) => units[index] !== undefined && units[index] !== word.text[index - place];
    if (indices.some(differs)) return avoid(at + 1, units);
    for (const index of indices) {
      if (units[index] !== undefined) continue;
      for (const unit of [letters.text[index], ...spellingsOf(letters.folded[index] ?? "", folding)]) {
        if (unit === word.text[index - place]) continue;
        const changed = [...units];
        changed[index] = unit;
        const spelled = avoid(at + 1, changed);
        if (spelled !== undefined) return spelled;
      }
    }
    return undefined;
  };

  const spelled = fix(0, Array<undefined>(letters.text.length).fill(undefined));
  if (spelled !== undefined) return found(spelled);
  return attempts > mostAttempts
    ? undecided("there are too many ways to spell a subject in upper and lower case")
    : none;
}

function looksAtCase({ words }: Clause): boolean {
  return words.some(({ exact }) => exact);
}

interface Placed {
  readonly word: Word;
  readonly place: number;
}

/** Where a word is in these letters, if it does when case is ignored. */
function placed(clause: Clause, word: Word, letters: Letters): readonly Placed[] {
  if (clause.mode === "equals" && word.text.length !== letters.text.length) return [];
  const place = placeOf(clause.mode, word, letters.text.length);
  return place >= 0 && letters.folded.startsWith(word.folded, place) ? [{ word, place }] : [];
}

function written(letters: Letters, units: readonly (string | undefined)[]): string {
  return units.map((unit, index) => unit ?? letters.text[index] ?? "").join("");
}

const tables = new Map<Folding, ReadonlyMap<string, readonly string[]>>();

/** Every code unit that folds to this one. Nothing beyond ASCII folds into it; the rest is a table, made when needed. */
export function spellingsOf(folded: string, folding: Folding): readonly string[] {
  if (folded <= "\x7f") return folded >= "A" && folded <= "Z" ? [folded, folded.toLowerCase()] : [folded];
  let table = tables.get(folding);
  if (table === undefined) {
    table = Map.groupBy(
      Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)),
      folding,
    );
    tables.set(folding, table);
  }
  return table.get(folded) ?? [folded];
}
