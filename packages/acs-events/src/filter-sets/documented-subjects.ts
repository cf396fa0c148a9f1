import type { EventGridEvent } from "../catalog/event.ts";
import { type EventType, eventTypes } from "../catalog/event-types.ts";
import { parseSubject, subjectRoot } from "../catalog/subjects.ts";
import { type Clause, type Folding, satisfiesAll } from "./clauses.ts";
import { commonText, languageOf, languageOfTemplate, languageOfVariable } from "./languages.ts";
import type { Question } from "./question.ts";
import { firstFound, found, none, type Search, undecided } from "./search.ts";
import { textNear, textsNear } from "./similar-text.ts";
import { holdsFor, meantBy, saidOf, type VariableCondition } from "./variable-conditions.ts";

/** What is asked of the subject of a documented event: clauses on the whole, and conditions on its variables. */
export interface SubjectWanted {
  readonly clauses: readonly Clause[];
  readonly conditions: readonly VariableCondition[];
}

/**
 * A subject that follows one of the type's templates and is what is asked for, or the certainty that there is none; by
 * automata. First what is asked by each clause and each variable alone: what nothing satisfies is the usual reason.
 */
export function documentedSubject(type: EventType, wanted: SubjectWanted, question: Question): Search<string> {
  const templates: readonly string[] = eventTypes[type].subjects;
  if (templates.length === 0) return undecided(`the subjects of ${type} are not documented`);
  if (!subjectsCanBegin(type, wanted.clauses, question)) return none;
  return firstFound(templates.map((template) => subjectOf(template, wanted, question)));
}

/** Whether a subject of the type can begin as is asked, as far as its literal beginning says; fast, for many types. */
function subjectsCanBegin(type: EventType, clauses: readonly Clause[], { folding }: Question): boolean {
  const roots = rootsOf(type, folding);
  return clauses.every(
    ({ mode, negative, words }) =>
      mode !== "begins" ||
      negative ||
      words.some(({ folded }) => roots.some((root) => root.startsWith(folded) || folded.startsWith(root))),
  );
}

const roots = new Map<Folding, Map<EventType, readonly string[]>>();

function rootsOf(type: EventType, folding: Folding): readonly string[] {
  const ofFolding = roots.get(folding) ?? new Map<EventType, readonly string[]>();
  roots.set(folding, ofFolding);
  const known = ofFolding.get(type) ?? eventTypes[type].subjects.map((template) => folding(subjectRoot(template)));
  ofFolding.set(type, known);
  return known;
}

function subjectOf(template: string, { clauses, conditions }: SubjectWanted, question: Question): Search<string> {
  const own = conditions.filter(({ variable }) => template.includes(`{${variable}}`));
  if (clauses.some((clause) => !canSatisfy(template, clause, question))) return none;
  const variables = new Set(own.map(({ variable }) => variable));
  for (const variable of variables) {
    const asked = own.filter((condition) => condition.variable === variable);
    if (commonText([languageOfVariable(asked, question)], question).kind === "none") return none;
  }
  const template_ = languageOfTemplate(template, own, question);
  return commonText([template_, ...clauses.map((clause) => languageOf(clause, question))], question);
}

const satisfiable = new WeakMap<Clause, Map<string, boolean>>();

/** Whether some subject of the template satisfies one clause. The same clause is asked about for many types. */
function canSatisfy(template: string, clause: Clause, question: Question): boolean {
  const known = satisfiable.get(clause) ?? new Map<string, boolean>();
  satisfiable.set(clause, known);
  const before = known.get(template);
  if (before !== undefined) return before;
  const asked = languageOf(withoutLongWords(clause, template), question);
  const can = commonText([languageOfTemplate(template, [], question), asked], question).kind !== "none";
  known.set(template, can);
  return can;
}

/** No subject has to hold a word that is longer than the template: forbidding it forbids none of them altogether. */
function withoutLongWords(clause: Clause, { length }: string): Clause {
  return clause.negative ? { ...clause, words: clause.words.filter(({ text }) => text.length <= length) } : clause;
}

const mostCandidates = 6;
const mostRounds = 4;

/**
 * Subjects that are what is asked for, from those that look most like the example's to one that merely follows the
 * template. None of them is not a proof: that is `documentedSubject`.
 */
export function* subjectsLike(
  example: EventGridEvent,
  type: EventType,
  wanted: SubjectWanted,
  question: Question,
): Generator<string> {
  if (!subjectsCanBegin(type, wanted.clauses, question)) return;
  const seen = new Set<string>();
  for (const start of [example.subject, ...textsNear(example.subject, wanted.clauses, question)]) {
    if (seen.size >= mostCandidates) return;
    const subject = settled(start, type, wanted, question);
    if (subject === undefined || seen.has(subject)) continue;
    seen.add(subject);
    yield subject;
  }
}

/** Changes a subject in turn for its own clauses and for the conditions on its variables, until all hold. */
function settled(start: string, type: EventType, wanted: SubjectWanted, question: Question): string | undefined {
  const { folding } = question;
  const follows = (text: string) => parseSubject(type, text) !== undefined;
  // What is near satisfies the clauses.
  const toFit = (text: string) =>
    satisfiesAll(wanted.clauses, text, folding) && follows(text)
      ? text
      : textNear(text, wanted.clauses, question, follows);
  let subject = toFit(start);
  for (let round = 0; round < mostRounds && subject !== undefined; round += 1) {
    const variables = parseSubject(type, subject)?.values ?? {};
    const broken = wanted.conditions.find((condition) => {
      const value = variables[condition.variable];
      return value !== undefined && !holdsFor(condition, value, folding);
    });
    if (broken === undefined) return subject;
    const value = valueNear(variables[broken.variable] ?? "", broken, wanted.conditions, question);
    if (value === undefined) return undefined;
    subject = toFit(replacedVariable(type, subject, broken.variable, value));
  }
  return undefined;
}

/** A value of a variable that looks like another and satisfies all conditions on the variable. */
export function valueNear(
  value: string,
  condition: VariableCondition,
  all: readonly VariableCondition[],
  question: Question,
): string | undefined {
  const own = all.filter(({ variable }) => variable === condition.variable);
  const { form, clauses } = condition;
  // Where the value begins otherwise, what follows the beginning is all new.
  const said = saidOf(form, value) ?? form.after + value;
  const fits = (text: string) => {
    const meant = meantBy(form, text);
    return meant !== undefined && isSegment(meant) && own.every((each) => holdsFor(each, meant, question.folding));
  };
  const near = fits(said) ? said : textNear(said, clauses, question, fits);
  return near === undefined ? undefined : meantBy(form, near);
}

function isSegment(text: string): boolean {
  return text !== "" && !text.includes("/");
}

/** A value that satisfies all conditions on a variable that is not in the subject. */
export function valueOfVariable(conditions: readonly VariableCondition[], question: Question): Search<string> {
  return conditions.length === 0 ? found("1") : commonText([languageOfVariable(conditions, question)], question);
}

/** The subject with another value for one variable of its template. */
export function replacedVariable(type: EventType, subject: string, variable: string, value: string): string {
  const parsed = parseSubject(type, subject);
  if (parsed === undefined) return subject;
  return parsed.template.replaceAll(/\{([^}]*)\}/g, (_, name: string) =>
    name === variable ? value : (parsed.values[name] ?? ""),
  );
}
