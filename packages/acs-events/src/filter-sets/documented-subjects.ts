import type { EventGridEvent } from "../catalog/event.ts";
import { type EventType, eventTypes } from "../catalog/event-types.ts";
import { parseSubject, subjectRoot } from "../catalog/subjects.ts";
import { type Clause, type Folding, satisfiesAll } from "./clauses.ts";
import { commonText, subjectLanguages, variableLanguages } from "./languages.ts";
import type { Question } from "./question.ts";
import { firstFound, found, none, type Search, undecided } from "./search.ts";
import { textNear, textsNear } from "./similar-text.ts";
import { canSatisfy } from "./subject-templates.ts";
import { findText, lettersIn } from "./texts.ts";
import { unusedLetter } from "./unused-letter.ts";
import {
  asItIs,
  askedOfVariables,
  holdsFor,
  meantBy,
  saidOf,
  type VariableCondition,
  type VariableForm,
} from "./variable-conditions.ts";

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

function subjectOf(template: string, wanted: SubjectWanted, question: Question): Search<string> {
  const fresh = unusedLetter(wanted.clauses, question.folding) ?? "0";
  question.budget.spend(1 + Math.ceil(lettersIn(wanted.clauses) / 200));
  if (!wanted.clauses.every((clause) => canSatisfy(template, clause, fresh, question.folding))) return none;
  const clauses = wanted.clauses.filter((clause) => askedOfVariables(template, clause) === undefined);
  const ofClauses = wanted.clauses.flatMap((clause) => askedOfVariables(template, clause) ?? []);
  const conditions = [...wanted.conditions, ...ofClauses];
  const own = conditions.filter(({ variable }) => template.includes(`{${variable}}`));
  const values = new Map<string, string>();
  // A variable that is not in this template has to have a value all the same: it is said by the payload alone.
  for (const [variable, asked] of Map.groupBy(conditions, (condition) => condition.variable)) {
    const value = valueOfVariable(asked, question);
    if (value.kind === "none") return none;
    if (value.kind === "found" && own.includes(asked[0] ?? noCondition)) values.set(variable, value.value);
  }
  const simple = template.replaceAll(/\{([^}]*)\}/g, (_, name: string) => values.get(name) ?? fresh);
  if (
    values.size === new Set(own.map(({ variable }) => variable)).size &&
    satisfiesAll(clauses, simple, question.folding)
  ) {
    return found(simple);
  }
  // Forbidding a long word hardly ever matters and makes large automata: first without.
  const [shortClauses, shortOwn] = [
    clauses.map(shortened),
    own.map((one) => ({ ...one, clauses: one.clauses.map(shortened) })),
  ];
  const short = commonText(subjectLanguages(template, shortClauses, shortOwn, question), question);
  if (short.kind !== "found" || isWanted(short.value, template, clauses, own, question)) return short;
  return commonText(subjectLanguages(template, clauses, own, question), question);
}

const noCondition: VariableCondition = Object.freeze({ variable: "", form: asItIs, clauses: [] });
const longWord = 40;

function shortened(clause: Clause): Clause {
  return clause.negative ? { ...clause, words: clause.words.filter(({ text }) => text.length <= longWord) } : clause;
}

/** Whether a subject of the template is what is asked for. */
function isWanted(
  subject: string,
  template: string,
  clauses: readonly Clause[],
  conditions: readonly VariableCondition[],
  { folding }: Question,
): boolean {
  const names = template.split("/");
  const parts = subject.split("/");
  const valueAt = (variable: string) => parts[names.indexOf(`{${variable}}`)] ?? "";
  return (
    satisfiesAll(clauses, subject, folding) &&
    conditions.every((condition) => holdsFor(condition, valueAt(condition.variable), folding))
  );
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
  for (const start of textsFrom(example.subject, wanted.clauses, question)) {
    if (seen.size >= mostCandidates) return;
    const subject = settled(start, type, wanted, question);
    if (subject === undefined || seen.has(subject)) continue;
    seen.add(subject);
    yield subject;
  }
}

function* textsFrom(text: string, clauses: readonly Clause[], question: Question): Generator<string> {
  yield text;
  yield* textsNear(text, clauses, question);
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

/** A value of a variable that satisfies all conditions on it, or the certainty that there is none. */
export function valueOfVariable(conditions: readonly VariableCondition[], question: Question): Search<string> {
  const [first] = conditions;
  if (first === undefined) return found("1");
  // A form that omits a beginning says it by itself; what other forms ask of the beginning alone is settled.
  const form = conditions.find((each) => each.form.without !== "")?.form ?? first.form;
  const asked = conditions.filter((each) => !isSettled(each, form));
  if (asked.some((each) => each.form.without !== form.without || each.form.after !== form.after)) {
    return commonText(variableLanguages(conditions, question), question);
  }
  const { after, without } = form;
  const clauses = [...asked.flatMap((each) => each.clauses), noSlash, ...(after === "" ? [] : [beginsWithPlus])];
  const said = findText(without === "" ? [...clauses, notOnly(after)] : clauses, question);
  const meant = said.kind === "found" ? meantBy(form, said.value) : undefined;
  return meant === undefined ? (said as Search<never>) : found(meant);
}

/** Whether a condition only asks how the variable begins, and the form begins so. */
function isSettled({ form, clauses }: VariableCondition, { without }: VariableForm): boolean {
  if (without === "" || form.without !== "" || form.after !== "") return false;
  return clauses.every(({ mode, negative, words }) => {
    const begins = words.some(({ text }) => without.startsWith(text));
    const differs = words.every(({ text }) => !without.startsWith(text) && !text.startsWith(without));
    return mode === "begins" && (negative ? differs : begins);
  });
}

/** A word without letters, which has no case. */
const plainWord = (text: string) => ({ text, folded: text, exact: false });
const noSlash: Clause = { mode: "contains", words: [plainWord("/")], negative: true };
const beginsWithPlus: Clause = { mode: "begins", words: [plainWord("+")], negative: false };

function notOnly(text: string): Clause {
  return { mode: "equals", words: [plainWord(text)], negative: true };
}

/** The subject with another value for one variable of its template. */
export function replacedVariable(type: EventType, subject: string, variable: string, value: string): string {
  const parsed = parseSubject(type, subject);
  if (parsed === undefined) return subject;
  return parsed.template.replaceAll(/\{([^}]*)\}/g, (_, name: string) =>
    name === variable ? value : (parsed.values[name] ?? ""),
  );
}
