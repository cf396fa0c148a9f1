import { isCallAutomationCallback } from "../catalog/call-automation-callbacks.ts";
import type { Event } from "../catalog/event.ts";
import { type EventType, eventTypeNames, isEventType } from "../catalog/event-types.ts";
import { isFormerEventType } from "../catalog/former-event-types.ts";
import { comparableEventType } from "../filters/listed-event-types.ts";
import { foldCase } from "../filters/match/fold.ts";
import { withinBudget } from "./budget.ts";
import { allKeySets, type CompiledFilter, compile } from "./compiled-filter.ts";
import { documentedEnvelope, normalKey, sourceKey, typeKey } from "./constraints.ts";
import { difference, type Wanted } from "./difference.ts";
import { type KeySets, narrowed, nestingIn } from "./key-sets.ts";
import { askQuestion, optionsOf, type Question, type SetOptions } from "./question.ts";
import type { FilterReceiver } from "./receivers.ts";
import { none, type Search, undecided } from "./search.ts";
import { documentedEvents, everyEvent } from "./universes.ts";
import { intersect, sample, stringsWith } from "./values.ts";

/**
 * A question about the events that Communication Services is documented to send: those that pass the filter of every one
 * of `passing` and of none of `notPassing`. Receivers may have different delivery schemas.
 *
 * - What does a change of a filter lose? `{ passing: [base], notPassing: [head] }`; what does it gain? The reverse.
 * - What does nobody receive any more? `{ passing: [base], notPassing: index.overlapping(base.filter) }`, with an index
 *   of those of head that certainly receive (`indexReceivers`).
 * - What does one get twice? `{ passing: [a, b], notPassing: [] }`.
 */
export interface EventQuestion {
  readonly passing: readonly [FilterReceiver, ...FilterReceiver[]];
  readonly notPassing: readonly FilterReceiver[];
}

/**
 * The answer for the events of one type. "none" and "some" are decided: "none" for every documented event of the type,
 * "some" by the event, which the matcher confirms. Where nothing was found and nothing proved, it is "undecided".
 *
 * `documented` is false for a type that the catalog does not know: the answer is then about every event of that type
 * that Event Grid could be given. A name that is known to be no event type (a renamed one, a misspelling of a client
 * library, a callback of Call Automation, a type in another case) has no events: "none".
 */
export type EventTypeAnswer = { readonly eventType: string; readonly documented: boolean } & (
  | { readonly answer: "none" }
  | { readonly answer: "some"; readonly event: Event }
  | { readonly answer: "undecided"; readonly reason: string }
);

export type AnswerOptions = Pick<SetOptions, "assumptions" | "budget" | "numberForms">;

/**
 * Answers a question for each event type that all of `passing` list, in the order of the catalog; types that the catalog
 * does not know come last. Events are written in the delivery schema of the first of `passing`.
 */
export function documentedAnswers(asked: EventQuestion, options: AnswerOptions = {}): readonly EventTypeAnswer[] {
  const question = askQuestion({ ...options, ...schemaOf(asked.passing[0]), source: asked.passing[0].source });
  const compiled = (one: FilterReceiver) => compile(one.filter, { ...question.options, ...schemaOf(one) });
  return typeAnswers({ passing: asked.passing.map(compiled), notPassing: asked.notPassing.map(compiled) }, question);
}

/**
 * The answers of a question to which `others` are added as receivers: those that there are, where each is certain to
 * stay. Undefined where the question has to be asked again.
 */
export function answersBeside(
  answers: readonly EventTypeAnswer[],
  others: readonly FilterReceiver[],
  options: AnswerOptions = {},
): readonly EventTypeAnswer[] | undefined {
  if (others.length === 0) return answers;
  const isStill = (answer: EventTypeAnswer): boolean =>
    answer.answer === "none" || (answer.answer === "some" && !isPassedByAny(answer.event, others, options));
  return answers.every(isStill) ? answers : undefined;
}

/** Whether a receiver gets the event. */
export function isPassedByAny(
  event: Event,
  receivers: readonly FilterReceiver[],
  options: AnswerOptions = {},
): boolean {
  const { assumptions } = optionsOf(options);
  return receivers.some((one) => compile(one.filter, { assumptions, ...schemaOf(one) }).passes(event));
}

function schemaOf({ deliverySchema = "EventGridSchema" }: FilterReceiver): Required<Pick<SetOptions, "schema">> {
  return { schema: deliverySchema };
}

/** The same for compiled filters; all types together have the budget of the question. */
export function typeAnswers(wanted: Wanted, question: Question): readonly EventTypeAnswer[] {
  return typesAsked(wanted.passing, question).map((eventType): EventTypeAnswer => {
    const about = { eventType, documented: isEventType(eventType) };
    const search = withinBudget(() => eventOfSource(eventType, wanted, question));
    if (search.kind === "found") return { ...about, answer: "some", event: search.value };
    return search.kind === "none"
      ? { ...about, answer: "none" }
      : { ...about, answer: "undecided", reason: search.reason };
  });
}

/**
 * One answer from those of all types: "some" if any type has an event, else "undecided" if any type is, else "none".
 * "none" is then a decision over every documented event.
 */
export function answerOfAll(answers: readonly EventTypeAnswer[]): EventTypeAnswer["answer"] {
  if (answers.some(({ answer }) => answer === "some")) return "some";
  return answers.some(({ answer }) => answer === "undecided") ? "undecided" : "none";
}

function typesAsked(passing: readonly CompiledFilter[], { options: { assumptions } }: Question): readonly string[] {
  const isListed = (type: string) =>
    passing.every(({ types }) => types === "All" || types.has(comparableEventType(type, assumptions)));
  const named = passing.flatMap(({ types, filter }) => (types === "All" ? [] : namesIn(filter.eventTypes)));
  const unknown = [...new Set(named)].filter((type) => !isEventType(type) && type !== "All" && isListed(type)).sort();
  return [...eventTypeNames.filter(isListed), ...unknown];
}

function namesIn(eventTypes: CompiledFilter["filter"]["eventTypes"]): readonly string[] {
  return eventTypes === "All" ? [] : eventTypes;
}

const sourceUnknown = undecided(
  "a condition asks which resource the events come from, and the subscriptions do not say it",
);

/**
 * An event of the type; where nobody says which resource the events come from, one that none of the others would get
 * whatever they ask of it. All events of a subscription come from one resource, so that one from another proves nothing.
 */
function eventOfSource(eventType: string, wanted: Wanted, question: Question): Search<Event> {
  const search = eventOfType(eventType, wanted, question);
  const { passing, notPassing } = wanted;
  const asks = (one: CompiledFilter) => asksForSource(one, question);
  if (search.kind !== "found" || question.options.source !== undefined || !notPassing.some(asks)) return search;
  const others = notPassing.map((one) => (asks(one) ? withoutSource(one) : one));
  const certain = eventOfType(eventType, { passing, notPassing: others }, question);
  return certain.kind === "found" ? certain : sourceUnknown;
}

/** Whether a filter refuses the events of some resources. */
function asksForSource({ constraints }: CompiledFilter, question: Question): boolean {
  const resources = documentedEnvelope(sourceKey, question.options);
  return constraints.some(
    ({ key, refused }) => key === sourceKey && sample(intersect(refused, resources), question).kind !== "none",
  );
}

function withoutSource({ filter, options }: CompiledFilter): CompiledFilter {
  const advancedFilters = filter.advancedFilters.filter((one) => !(normalKey(one.key, options) === sourceKey));
  return compile({ ...filter, advancedFilters }, options);
}

function eventOfType(eventType: string, { passing, notPassing }: Wanted, question: Question): Search<Event> {
  if (isNeverSent(eventType)) return none;
  const comparable = comparableEventType(eventType, question.options.assumptions);
  const others = notPassing.filter(({ types }) => types === "All" || types.has(comparable));
  const start = ofType(allKeySets(passing), eventType);
  const universe = isEventType(eventType)
    ? documentedEvents(eventType, passing, question)
    : everyEvent(passing, nestingIn(start, ...others.map(({ keySets }) => keySets)), question);
  return difference(start, { passing, notPassing: others }, universe, question);
}

const currentTypes: ReadonlySet<string> = new Set(eventTypeNames.map(foldCase));

/** Names that are known to be no event type: "all" and "*" among them. One that differs from a current type in case only is none either. */
function isNeverSent(eventType: string): boolean {
  if (isEventType(eventType)) return false;
  if (eventType === "*" || foldCase(eventType) === foldCase("all")) return true;
  return isFormerEventType(eventType) || isCallAutomationCallback(eventType) || currentTypes.has(foldCase(eventType));
}

function ofType(keySets: KeySets, type: EventType | string): KeySets {
  const words = [{ text: type, folded: foldCase(type), exact: true }];
  return narrowed(keySets, typeKey, "eventType", stringsWith({ mode: "equals", words, negative: false }));
}
