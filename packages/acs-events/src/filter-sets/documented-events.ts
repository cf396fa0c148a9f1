import type { Event, EventGridEvent } from "../catalog/event.ts";
import { type EventType, eventTypes } from "../catalog/event-types.ts";
import { isDisputed, linksOf } from "../catalog/links.ts";
import { samplesOf } from "../catalog/samples.ts";
import { parseSubject } from "../catalog/subjects.ts";
import type { Clause, Folding } from "./clauses.ts";
import { documentedEnvelope, hasPlace, isDataKey, normalKey, subjectKey, typeKey } from "./constraints.ts";
import { payloadWays } from "./documented-payload.ts";
import { documentedSubject, subjectsLike, valueNear, valueOfVariable } from "./documented-subjects.ts";
import { draftOf, eventFrom, eventPath } from "./envelope.ts";
import { type Draft, isObject, readPath, writePath } from "./event-paths.ts";
import { examplesOf } from "./examples.ts";
import { type KeySets, valuesAt } from "./key-sets.ts";
import { type Allowance, placeAt } from "./payload-shape.ts";
import type { PayloadQuestion, PayloadWay, PlaceCondition, PlaceValue } from "./payload-ways.ts";
import type { Question } from "./question.ts";
import { found, none, type Search, undecided } from "./search.ts";
import { textNear } from "./similar-text.ts";
import { findText } from "./texts.ts";
import { contains, intersect, sample, type ValueSet } from "./values.ts";
import { saidOf } from "./variable-conditions.ts";
import { writeHiddenNumber, writeIdentifier, writeVariables } from "./write-variables.ts";

/** A set of events of one type, of which a documented one is looked for. */
export interface DocumentedPart {
  readonly type: EventType;
  readonly keySets: KeySets;
  /** Places of the payload that a filter asks about which matches the events. */
  readonly isAskedFor: PayloadQuestion["isAskedFor"];
}

/**
 * Documented events of the set, those that look most like a published sample first. None of them is not a proof: that is
 * `possibleEvent`.
 */
export function* typicalEvents(part: DocumentedPart, question: Question): Generator<Event> {
  const subjects = valuesAt(part.keySets, subjectKey).strings;
  if (subjects === "none" || !hasEnvelope(part, question)) return;
  for (const way of payloadWays(part.keySets, asking(part, "typical", question)).ways) {
    yield* eventsOf(part, way, subjects, question);
  }
}

/** Shows that the set holds no documented event; "undecided" says what it would be, and what no source settles. */
export function possibleEvent(part: DocumentedPart, question: Question): Search<never> {
  const subjects = valuesAt(part.keySets, subjectKey).strings;
  if (subjects === "none" || !hasEnvelope(part, question)) return none;
  const { ways, open } = payloadWays(part.keySets, asking(part, "possible", question));
  for (const way of ways) {
    const subject = possibleSubject(part.type, way, subjects, question);
    if (subject.kind === "none") continue;
    return subject.kind === "undecided" ? subject : undecided(wouldBe(part.type, way, question));
  }
  return open === undefined ? none : undecided(open);
}

function asking({ type, isAskedFor }: DocumentedPart, allowance: Allowance, question: Question): PayloadQuestion {
  return { type, allowance, isAskedFor, question };
}

/** Whether a documented event of the type can have such an envelope, the subject aside. */
function hasEnvelope({ type, keySets }: DocumentedPart, question: Question): boolean {
  const { sets } = keySets;
  if (!contains(valuesAt(keySets, typeKey), type, question.folding)) return false;
  for (const [key, set] of sets) {
    if (key === subjectKey || key === typeKey || isDataKey(key)) continue;
    if (sample(intersect(set, documentedEnvelope(key, question.options)), question).kind === "none") return false;
  }
  return true;
}

function possibleSubject(
  type: EventType,
  { conditions }: PayloadWay,
  clauses: readonly Clause[],
  question: Question,
): Search<string> {
  if (eventTypes[type].subjects.length > 0) return documentedSubject(type, { clauses, conditions }, question);
  const isPossible = apart({}, conditions).every((own) => valueOfVariable(own, question).kind !== "none");
  const subject = isPossible ? findText(clauses, question) : none;
  const open = clauses.length > 0 && subject.kind === "found";
  return open ? undecided(`the subjects of ${type} are not documented`) : subject;
}

/** The conditions on variables that are not in a subject, by variable. */
function apart(
  variables: Readonly<Record<string, string>>,
  conditions: readonly PlaceCondition[],
): readonly (readonly PlaceCondition[])[] {
  const others = conditions.filter(({ variable }) => variables[variable] === undefined);
  return [...Map.groupBy(others, ({ variable }) => variable).values()];
}

/** What no source shows in the event that there may be. */
function wouldBe(type: EventType, { values }: PayloadWay, { folding }: Question): string {
  const odd = values.filter(({ path, value }) => {
    const place = placeAt(type, path);
    return place !== undefined && !contains(place.values.typical, value, folding);
  });
  const said = odd.map(({ path, value }) => {
    const key = `data.${path.join(".")}`;
    return value === undefined
      ? `without ${key}`
      : `with ${value === null ? "null" : "another kind of value"} in ${key}`;
  });
  if (said.length > 0) {
    const known = whoShows(type, odd, folding);
    const open = known === undefined ? "and no source says whether there are any" : known;
    return `only an event of type ${type} ${said.join(" and ")} would do, ${open}`;
  }
  const disputed = linksOf(type).find(({ open }) => isDisputed(open));
  return disputed === undefined
    ? `an event of type ${type} may exist, but no source shows one like it`
    : `the published samples of ${type} disagree whether data.${disputed.path.join(".")} says the same as the subject`;
}

/** Which published sample is such an event all the same, where today's documentation does not go by it. */
function whoShows(type: EventType, odd: readonly PlaceValue[], folding: Folding): string | undefined {
  const shown = samplesOf(type).find(
    ({ partial, payload }) =>
      partial !== true &&
      isObject(payload.data) &&
      odd.every(({ path, set }) => contains(set, readPath(payload as Draft, ["data", ...path]), folding)),
  );
  if (shown === undefined) return undefined;
  return shown.origin === "article"
    ? "as the first article of 2020 shows one, and no source says whether there are any today"
    : "as one sample of the specification shows it, and the other sources do not";
}

/** Events that have the payload in this way, those that look most like a published sample first. */
function* eventsOf(
  part: DocumentedPart,
  way: PayloadWay,
  clauses: readonly Clause[],
  question: Question,
): Generator<Event> {
  const { type } = part;
  const wanted = { clauses, conditions: way.conditions };
  const examples = examplesOf(type);
  if (eventTypes[type].subjects.length === 0) {
    if (clauses.length > 0) return;
    for (const example of examples) yield* written(example, example.subject, part, way, question);
    return;
  }
  let isFound = false;
  for (const example of examples) {
    for (const subject of subjectsLike(example, type, wanted, question)) {
      isFound = true;
      yield* written(example, subject, part, way, question);
    }
  }
  const [example] = examples;
  if (isFound || example === undefined) return;
  const subject = documentedSubject(type, wanted, question);
  if (subject.kind === "found") yield* written(example, subject.value, part, way, question);
}

/** The example with another subject, and with all that is asked for written over it. */
function* written(
  example: EventGridEvent,
  subject: string,
  { type, keySets }: DocumentedPart,
  { values, conditions }: PayloadWay,
  question: Question,
): Generator<Event> {
  const { schema, source } = question.options;
  const draft = draftOf({ ...example, subject, ...(source === undefined ? {} : { topic: source }) }, schema);
  writeVariables(draft, type, subject, example);
  if (!writeConditions(draft, type, subject, conditions, question)) return;
  for (const { path, set, value } of values) {
    const at = ["data", ...path];
    const current = readPath(draft, at);
    const stays = isObject(value) ? isObject(current) : contains(set, current, question.folding);
    if (stays) continue;
    const chosen = chosenValue(type, path, current, set, value, question);
    const isId = path.at(-1) === "rawId" && placeAt(type, path.slice(0, -1))?.identifier !== undefined;
    if (isId && typeof chosen === "string") writeIdentifier(draft, at.slice(0, -1), chosen);
    else writePath(draft, at, chosen);
  }
  for (const [key, set] of keySets.sets) {
    if (key === subjectKey || key === typeKey || isDataKey(key) || !hasPlace(key, question.options)) continue;
    const at = eventPath(key, keySets.written.get(key) ?? key, schema);
    const current = readPath(draft, at);
    if (contains(set, current, question.folding)) continue;
    const near =
      typeof current === "string" && set.strings !== "none" ? textNear(current, set.strings, question) : undefined;
    const value = near === undefined ? sample(set, question) : found(near);
    if (value.kind === "found") writePath(draft, at, value.value);
  }
  const isShown = writeHiddenNumber(draft, type, (path, text) => {
    const key = path[0] === "subject" ? subjectKey : normalKey(path.join("."), question.options);
    return contains(valuesAt(keySets, key), text, question.folding);
  });
  if (isShown) yield eventFrom(draft);
}

/** Writes the places that say a variable; false where one of their variables has no value. */
function writeConditions(
  draft: Draft,
  type: EventType,
  subject: string,
  conditions: readonly PlaceCondition[],
  question: Question,
): boolean {
  const variables: Record<string, string> = { ...parseSubject(type, subject)?.values };
  for (const own of apart(variables, conditions)) {
    const value = variableApart(draft, own, question);
    const [{ variable }] = own as readonly [PlaceCondition];
    if (value === undefined) return false;
    variables[variable] = value;
    const path = ["data", ...variable.split(".")];
    // The identifier is written as a whole, also where the sample has none.
    const current = readPath(draft, path);
    if (path.at(-1) === "rawId" && (current === undefined || typeof current === "string")) {
      writeIdentifier(draft, path.slice(0, -1), value);
    }
  }
  for (const { variable, form, path } of conditions) {
    const value = variables[variable];
    if (path === undefined || value === undefined) continue;
    const said = saidOf(form, value);
    if (said === undefined) return false;
    if (readPath(draft, ["data", ...path]) !== said) writePath(draft, ["data", ...path], said);
  }
  return true;
}

/** A value for a variable that the subject does not have: the identifier that stands there, or one like it. */
function variableApart(draft: Draft, own: readonly PlaceCondition[], question: Question): string | undefined {
  const [first] = own;
  if (first === undefined) return undefined;
  const current = readPath(draft, ["data", ...first.variable.split(".")]);
  const near = typeof current === "string" ? valueNear(current, first, own, question) : undefined;
  if (near !== undefined) return near;
  const value = valueOfVariable(own, question);
  return value.kind === "found" ? value.value : undefined;
}

/** A telephone number of a sample without its plus, or with one. */
function otherNumberForm(value: unknown): readonly string[] {
  if (typeof value !== "string" || !/^\+?\d{5,15}$/.test(value)) return [];
  return [value.startsWith("+") ? value.slice(1) : `+${value}`];
}

/** A value of the set: one that a sample or the documentation has, one like what stands there, or any. */
function chosenValue(
  type: EventType,
  path: readonly string[],
  current: unknown,
  set: ValueSet,
  value: unknown,
  question: Question,
): unknown {
  const inExamples = examplesOf(type).map(({ data }) => readPath({ data }, ["data", ...path]));
  const named = [...inExamples, ...inExamples.flatMap(otherNumberForm), ...(placeAt(type, path)?.named ?? [])];
  const known = named.find((each) => each !== undefined && contains(set, each, question.folding));
  if (known !== undefined) return known;
  const isText = typeof current === "string" && typeof value === "string" && set.strings !== "none";
  return (isText ? textNear(current, set.strings, question) : undefined) ?? value;
}
