import type { EventGridEvent } from "../catalog/event.ts";
import { type EventType, eventTypes } from "../catalog/event-types.ts";
import { parseSubject } from "../catalog/subjects.ts";
import { type Clause, type Folding, satisfiesAll } from "./clauses.ts";
import { intersectionOfLanguages, type Language, languageOf, languageOfTemplate, shortestIn } from "./languages.ts";
import { type LinkedField, replacedVariable } from "./linked-fields.ts";
import { firstFound, none, type Outcome, undecided } from "./outcome.ts";
import { textNear, textsNear } from "./similar-text.ts";

const mostCandidates = 6;
const mostRounds = 4;

/**
 * Subjects that an event type is documented to have, that satisfy the clauses, and that agree with the conditions on
 * the payload fields that say the same (`fields`), as far as that can be had: from those that look most like the
 * example's to one that merely follows the template.
 */
export function* subjectsLike(
  example: EventGridEvent,
  type: EventType,
  clauses: readonly Clause[],
  fields: readonly LinkedField[],
  folding: Folding,
): Generator<string> {
  const seen = new Set<string>();
  const isNew = (subject: string) => !seen.has(subject) && seen.add(subject);
  for (const start of [example.subject, ...textsNear(example.subject, clauses, folding)]) {
    if (seen.size >= mostCandidates) return;
    const subject = settled(start, type, clauses, fields, folding);
    if (subject !== undefined && isNew(subject)) yield subject;
  }
  if (seen.size > 0 || clauses.length === 0 || lettersIn(clauses) > mostLetters) return;
  const subject = documentedSubject(type, clauses, folding);
  if (subject.kind === "found") yield subject.value;
}

/** Changes a subject in turn for its own clauses and for those on the fields linked to it, until both hold. */
function settled(
  start: string,
  type: EventType,
  clauses: readonly Clause[],
  fields: readonly LinkedField[],
  folding: Folding,
): string | undefined {
  const fits = (subject: string) =>
    parseSubject(type, subject) !== undefined && satisfiesAll(clauses, subject, folding);
  const toFit = (subject: string) => (fits(subject) ? subject : textNear(subject, clauses, folding, fits));
  let subject = toFit(start);
  const first = subject;
  for (let round = 0; round < mostRounds && subject !== undefined; round += 1) {
    const variables = parseSubject(type, subject)?.values ?? {};
    const differing = fields.find(
      ({ link, clauses: own }) => !satisfiesAll(own, link.toField(variables[link.variable] ?? ""), folding),
    );
    if (differing === undefined) return subject;
    const { link } = differing;
    const field = textNear(link.toField(variables[link.variable] ?? ""), differing.clauses, folding);
    const variable = field === undefined ? undefined : link.toVariable(field);
    if (variable === undefined) return first;
    subject = toFit(replacedVariable(type, subject, link.variable, variable));
  }
  return first;
}

/** Letters in all the words together, up to which their common automaton is built: some ten milliseconds. */
const mostLetters = 300;

/**
 * A subject that follows one of the type's templates and satisfies the clauses, or the certainty that there is none.
 * First each clause is held against the template by itself: one that nothing satisfies is the usual reason for none.
 */
export function documentedSubject(type: EventType, clauses: readonly Clause[], folding: Folding): Outcome<string> {
  return firstFound(eventTypes[type].subjects.map((template) => subjectOf(template, clauses, folding)));
}

function subjectOf(template: string, clauses: readonly Clause[], folding: Folding): Outcome<string> {
  if (clauses.some((clause) => alone(template, clause, folding).kind === "none")) return none;
  const letters = lettersIn(clauses);
  if (letters > mostLetters) {
    return undecided(`the values on its subject have ${letters} letters in all, too many for an automaton`);
  }
  return together(template, clauses, folding);
}

function lettersIn(clauses: readonly Clause[]): number {
  return clauses.reduce((sum, { words }) => sum + words.reduce((all, { text }) => all + text.length, 0), 0);
}

const subjectsOfOne = new WeakMap<Clause, Map<string, Outcome<string>>>();

/** A subject of the template that satisfies one clause. The same clause is asked about for many types. */
function alone(template: string, clause: Clause, folding: Folding): Outcome<string> {
  const known = subjectsOfOne.get(clause) ?? new Map<string, Outcome<string>>();
  subjectsOfOne.set(clause, known);
  const made = known.get(template) ?? together(template, [withoutLongWords(clause, template)], folding);
  known.set(template, made);
  return made;
}

/** No subject has to hold a word that is longer than the template: forbidding it forbids none of them altogether. */
function withoutLongWords(clause: Clause, { length }: string): Clause {
  return clause.negative ? { ...clause, words: clause.words.filter(({ text }) => text.length <= length) } : clause;
}

function together(template: string, clauses: readonly Clause[], folding: Folding): Outcome<string> {
  const languages: Language[] = [languageOfTemplate(template)];
  for (const clause of clauses) {
    const language = languageOf(clause, folding);
    if (language.kind !== "found") return language;
    languages.push(language.value);
  }
  const common = intersectionOfLanguages(languages);
  return common.kind === "found" ? shortestIn(common.value) : common;
}
