import { type Char, CharSet, DFA, NFA, type ReadonlyWordSet, TooManyNodesError, type TransitionIterator } from "refa";
import type { Clause, Folding, Word } from "./clauses.ts";
import { found, none, type Outcome, undecided } from "./outcome.ts";
import { spellingsOf } from "./spelling.ts";

/**
 * Strings as regular languages over UTF-16 code units. Needed where a subject has to follow a documented template,
 * which clauses alone (`texts.ts`) cannot say. Everything here is bounded: what grows too large is undecided.
 */
export type Language = NFA | DFA;

const maxCharacter = 0xffff as Char;
const options = { maxCharacter };

/** States of one automaton, and letters of all its words together. */
const mostStates = 20_000;
const mostLetters = 1_500;

/** The strings that satisfy a clause. One union of words is extended at its ends: a union of extensions explodes. */
export function languageOf(clause: Clause, folding: Folding): Outcome<Language> {
  const key = JSON.stringify([clause.mode, clause.negative, clause.words.map((w) => (w.exact ? [w.text] : w.folded))]);
  const byKey = languages.get(folding) ?? new Map<string, Outcome<Language>>();
  languages.set(folding, byKey);
  const known = byKey.get(key);
  if (known !== undefined) return known;
  if (byKey.size >= mostKept) byKey.clear();
  const language = build(clause, folding);
  byKey.set(key, language);
  return language;
}

const languages = new Map<Folding, Map<string, Outcome<Language>>>();
const mostKept = 500;

function build({ mode, words, negative }: Clause, folding: Folding): Outcome<Language> {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  if (letters > mostLetters) return undecided(`its values have ${letters} letters in all, too many for an automaton`);
  return bounded<Language>(() => {
    const factory = new NFA.LimitedNodeFactory(mostStates);
    const language = NFA.fromWordSets(
      words.map((word) => unitSets(word, folding)),
      options,
      factory,
    );
    if (mode === "begins" || mode === "contains") language.append(NFA.all(options), factory);
    if (mode === "ends" || mode === "contains") language.prepend(NFA.all(options), factory);
    if (!negative) return found(language);
    const deterministic = DFA.fromFA(language, new DFA.LimitedNodeFactory(mostStates));
    deterministic.complement();
    return found(deterministic);
  });
}

function unitSets(word: Word, folding: Folding): ReadonlyWordSet {
  return word.exact
    ? exactly(word.text)
    : Array.from(units(word.folded), (unit) => {
        const codes = spellingsOf(unit, folding).map((spelling) => spelling.charCodeAt(0));
        return CharSet.empty(maxCharacter).union(codes.map((code) => ({ min: code as Char, max: code as Char })));
      });
}

function exactly(text: string): ReadonlyWordSet {
  return Array.from(units(text), (unit) => CharSet.fromCharacter(maxCharacter, unit.charCodeAt(0) as Char));
}

function units(text: string): readonly string[] {
  return text.split("");
}

/** The subjects that follow a template such as `/caller/{id}/recipient/{id}`: a variable is anything without a slash. */
export function languageOfTemplate(template: string): Language {
  const slash = CharSet.fromCharacter(maxCharacter, "/".charCodeAt(0) as Char);
  const language = NFA.emptyWord(options);
  for (const [index, part] of template.split(/\{[^}]*\}/).entries()) {
    if (index > 0) {
      const variable = NFA.fromCharSet(slash.negate());
      variable.quantify(1, Number.POSITIVE_INFINITY);
      language.append(variable);
    }
    language.append(NFA.fromWordSets([exactly(part)], options));
  }
  return language;
}

/** The strings that are in every one of the languages. */
export function intersectionOfLanguages(languages: readonly Language[]): Outcome<Language> {
  return bounded<Language>(() => {
    let common = NFA.all(options);
    for (const language of languages) {
      const factory = new NFA.LimitedNodeFactory(mostStates);
      common =
        language instanceof DFA
          ? NFA.fromIntersection(common, language, factory)
          : NFA.fromIntersection(common, language, factory);
      common.removeUnreachable();
    }
    return found(common);
  });
}

/** One of the shortest strings of a language; of the letters that may stand in a place the plainest. */
export function shortestIn(language: Language): Outcome<string> {
  return language instanceof DFA ? shortest(language.transitionIterator()) : shortest(language.transitionIterator());
}

function shortest<State>({ initial, getOut, isFinal }: TransitionIterator<State>): Outcome<string> {
  const seen = new Set([initial]);
  let reached: readonly (readonly [State, string])[] = [[initial, ""]];
  while (reached.length > 0) {
    const next: (readonly [State, string])[] = [];
    for (const [state, text] of reached) {
      if (isFinal(state)) return found(text);
      for (const [target, letters] of getOut(state)) {
        if (seen.has(target)) continue;
        seen.add(target);
        next.push([target, text + String.fromCharCode(plainest(letters))]);
      }
    }
    reached = next;
  }
  return none;
}

const plain = "105abcdefghijklmnopqrstuvwxyz".split("").map((letter) => letter.charCodeAt(0) as Char);

function plainest(set: CharSet): number {
  const letter = plain.find((code) => set.has(code));
  const printable = set.intersect({ min: 0x21 as Char, max: 0x7e as Char });
  return letter ?? (printable.isEmpty ? set : printable).ranges[0]?.min ?? 0;
}

/** refa says that an automaton would grow beyond its bound by throwing. */
function bounded<T>(work: () => Outcome<T>): Outcome<T> {
  try {
    return work();
  } catch (error) {
    if (error instanceof TooManyNodesError) {
      return undecided(`the automaton of its values would have more than ${mostStates} states`);
    }
    throw error;
  }
}
