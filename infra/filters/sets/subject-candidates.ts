import type { EventGridEvent } from "../../catalog/event.ts";
import { type EventType, eventTypes } from "../../catalog/event-types.ts";
import { parseSubject } from "../../catalog/subjects.ts";
import { type Clause, type Folding, satisfiesAll } from "./clauses.ts";
import { intersectionOfLanguages, type Language, languageOf, languageOfTemplate, shortestIn } from "./languages.ts";
import { type LinkedField, replacedVariable } from "./linked-fields.ts";
import { textNear, textsNear } from "./nearby.ts";
import { firstFound, type Outcome, undecided } from "./outcome.ts";

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
  if (seen.size > 0 || clauses.length === 0) return;
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

const mostLetters = 1_500;

/** A subject that follows one of the type's templates and satisfies the clauses, or the certainty that there is none. */
export function documentedSubject(type: EventType, clauses: readonly Clause[], folding: Folding): Outcome<string> {
  const letters = clauses.reduce((sum, { words }) => sum + words.reduce((all, { text }) => all + text.length, 0), 0);
  if (letters > mostLetters) {
    return undecided(`the values on its subject have ${letters} letters in all, too many for an automaton`);
  }
  const languages: Language[] = [];
  for (const clause of clauses) {
    const language = languageOf(clause, folding);
    if (language.kind !== "found") return language;
    languages.push(language.value);
  }
  return firstFound(
    eventTypes[type].subjects.map((template) => {
      const common = intersectionOfLanguages([languageOfTemplate(template), ...languages]);
      return common.kind === "found" ? shortestIn(common.value) : common;
    }),
  );
}
