import type {
  Char,
  CharSet,
  DFA,
  NFA,
  NodeFactory,
  ReadonlyWordSet,
  TransitionIterable,
  TransitionIterator,
} from "refa";
import { automata } from "./automata.ts";
import type { Budget } from "./budget.ts";
import type { Clause, Folding, Word } from "./clauses.ts";
import type { Question } from "./question.ts";
import { found, none, type Search } from "./search.ts";
import { spellingsOf } from "./spelling.ts";
import type { VariableCondition, VariableForm } from "./variable-conditions.ts";

/**
 * Strings as regular languages over UTF-16 code units. Needed where a subject has to follow a documented template,
 * which clauses alone (`texts.ts`) cannot say. Every state is taken from the budget of the question.
 */
export type Language = NFA | DFA;

const maxCharacter = 0xffff as Char;
const options = { maxCharacter };

/** The strings that satisfy a clause. One union of words is extended at its ends: a union of extensions explodes. */
export function languageOf(clause: Clause, question: Question): Language {
  const key = JSON.stringify([clause.mode, clause.negative, clause.words.map((w) => (w.exact ? [w.text] : w.folded))]);
  const byKey = languages.get(question.folding) ?? new Map<string, Language>();
  languages.set(question.folding, byKey);
  const known = byKey.get(key);
  if (known !== undefined) return known;
  if (byKey.size >= mostKept) byKey.clear();
  const language = build(clause, question);
  byKey.set(key, language);
  return language;
}

const languages = new Map<Folding, Map<string, Language>>();
const mostKept = 500;

function build({ mode, words, negative }: Clause, { folding, budget }: Question): Language {
  const { NFA, DFA } = automata();
  const factory = nfaStates(budget);
  const language = NFA.fromWordSets(
    words.map((word) => unitSets(word, folding)),
    options,
    factory,
  );
  if (mode === "begins" || mode === "contains") language.append(NFA.all(options), factory);
  if (mode === "ends" || mode === "contains") language.prepend(NFA.all(options), factory);
  if (!negative) return language;
  const deterministic = DFA.fromFA(language, dfaStates(budget));
  deterministic.complement();
  return deterministic;
}

/** What automata cost, in steps of the budget. */
const nfaStateSteps = 10;
const dfaStateSteps = 60;
const transitionSteps = 6;

function nfaStates(budget: Budget): NodeFactory<NFA.Node> {
  const { NFA } = automata();
  return {
    createNode: () => {
      budget.spend(nfaStateSteps);
      return new NFA.Node();
    },
  };
}

function dfaStates(budget: Budget): NodeFactory<DFA.Node> {
  const { DFA } = automata();
  return {
    createNode: () => {
      budget.spend(dfaStateSteps);
      return new DFA.Node();
    },
  };
}

function unitSets(word: Word, folding: Folding): ReadonlyWordSet {
  const { CharSet } = automata();
  return word.exact
    ? exactly(word.text)
    : Array.from(units(word.folded), (unit) => {
        const codes = spellingsOf(unit, folding).map((spelling) => spelling.charCodeAt(0));
        return CharSet.empty(maxCharacter).union(codes.map((code) => ({ min: code as Char, max: code as Char })));
      });
}

function exactly(text: string): ReadonlyWordSet {
  const { CharSet } = automata();
  return Array.from(units(text), (unit) => CharSet.fromCharacter(maxCharacter, unit.charCodeAt(0) as Char));
}

function units(text: string): readonly string[] {
  return text.split("");
}

/**
 * The languages whose common strings are the subjects that follow a template such as
 * `/caller/{callerRawId}/recipient/{recipientRawId}`, satisfy the clauses, and whose variables satisfy the conditions.
 */
export function subjectLanguages(
  template: string,
  clauses: readonly Clause[],
  conditions: readonly VariableCondition[],
  question: Question,
): readonly Language[] {
  const ofConditions = conditions.flatMap(({ variable, form, clauses: asked }) =>
    (asked.length === 0 ? [anyText] : asked).map((clause) =>
      languageOfTemplate(template, question, { variable, values: saidLanguage(form, clause, question) }),
    ),
  );
  return [
    languageOfTemplate(template, question),
    ...ofConditions,
    ...clauses.map((clause) => languageOf(clause, question)),
  ];
}

const anyText: Clause = { mode: "contains", words: [{ text: "", folded: "", exact: true }], negative: false };

/** The same for one variable by itself. */
export function variableLanguages(conditions: readonly VariableCondition[], question: Question): readonly Language[] {
  const asked = conditions.flatMap(({ form, clauses }) =>
    (clauses.length === 0 ? [anyText] : clauses).map((clause) => saidLanguage(form, clause, question)),
  );
  return [anySegment(question.budget), ...asked];
}

/** Subjects of a template, of which one variable has certain values. */
function languageOfTemplate(
  template: string,
  { budget }: Question,
  one?: { readonly variable: string; readonly values: NFA },
): NFA {
  const language = automata().NFA.emptyWord(options);
  for (const part of template.split(/(\{[^}]*\})/)) {
    const variable = /^\{(.*)\}$/.exec(part)?.[1];
    const values = variable === undefined ? literal(part) : anySegment(budget);
    language.append(one !== undefined && variable === one.variable ? one.values : values, nfaStates(budget));
  }
  return language;
}

/** Anything without a slash, and not empty. */
function anySegment(budget: Budget): NFA {
  const { CharSet, NFA } = automata();
  const slash = CharSet.fromCharacter(maxCharacter, "/".charCodeAt(0) as Char);
  const segment = NFA.fromCharSet(slash.negate());
  segment.quantify(1, Number.POSITIVE_INFINITY, nfaStates(budget));
  return segment;
}

/** The values of a variable that a property says so that the clause is satisfied. */
function saidLanguage({ without, after }: VariableForm, clause: Clause, question: Question): NFA {
  const { budget } = question;
  const { NFA, DFA } = automata();
  const language = languageOf(clause, question);
  const copy = language instanceof DFA ? NFA.fromFA(language, nfaStates(budget)) : language.copy(nfaStates(budget));
  const values = after === "" ? copy : afterLetter(copy, after, budget);
  if (without !== "") values.prepend(literal(without), nfaStates(budget));
  return values;
}

/** What follows a letter in the strings that begin with it. */
function afterLetter(language: NFA, letter: string, budget: Budget): NFA {
  const { NFA, DFA } = automata();
  const iterator = DFA.fromFA(language, dfaStates(budget)).transitionIterator();
  const code = letter.charCodeAt(0) as Char;
  for (const [next, letters] of iterator.getOut(iterator.initial)) {
    if (letters.has(code))
      return NFA.fromTransitionIterator({ ...iterator, initial: next }, options, nfaStates(budget));
  }
  return NFA.empty(options);
}

function literal(text: string): NFA {
  return automata().NFA.fromWordSets([exactly(text)], options);
}

/**
 * One of the shortest strings that is in every one of the languages; of the letters that may stand in a place the
 * plainest. The common language is made only as far as the search goes.
 */
export function commonText(languages: readonly Language[], { budget }: Question): Search<string> {
  const [first, ...rest] = languages;
  if (first === undefined) return found("");
  const { getIntersectionIterator } = automata();
  let common: TransitionIterator<unknown> = iteratorOf(first);
  for (const language of rest) {
    common = stateless(getIntersectionIterator(iterable(common), iterable(iteratorOf(language)), mostStates));
  }
  return shortest(common, languages.length, budget);
}

/** The budget bounds the search; the library does not. */
const mostStates = Number.POSITIVE_INFINITY;

function iteratorOf(language: Language): TransitionIterator<unknown> {
  const { DFA } = automata();
  return language instanceof DFA ? stateless(language.transitionIterator()) : stateless(language.transitionIterator());
}

/** Iterators differ in the type of their states alone, which nobody looks into here. */
function stateless<State>(iterator: TransitionIterator<State>): TransitionIterator<unknown> {
  return iterator as unknown as TransitionIterator<unknown>;
}

function iterable(iterator: TransitionIterator<unknown>): TransitionIterable<unknown> {
  return { maxCharacter, transitionIterator: () => iterator };
}

function shortest<State>(
  { initial, getOut, isFinal }: TransitionIterator<State>,
  languages: number,
  budget: Budget,
): Search<string> {
  const seen = new Set([initial]);
  let reached: readonly (readonly [State, string])[] = [[initial, ""]];
  while (reached.length > 0) {
    const next: (readonly [State, string])[] = [];
    for (const [state, text] of reached) {
      if (isFinal(state)) return found(text);
      const out = getOut(state);
      budget.spend(transitionSteps * languages * (1 + out.size));
      for (const [target, letters] of out) {
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
