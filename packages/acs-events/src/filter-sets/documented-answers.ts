import type { DeliverySchema, Event } from "../catalog/event.ts";
import { eventTypeNames, isEventType } from "../catalog/event-types.ts";
import { isFormerEventType } from "../catalog/former-event-types.ts";
import { defaultSemantics, type Semantics } from "../filters/assumptions.ts";
import { listedEventTypes } from "../filters/listed-event-types.ts";
import { foldCase } from "../filters/match/fold.ts";
import { compileFilter } from "../filters/match/matches.ts";
import type { Ground } from "./constraints.ts";
import type { Outcome } from "./outcome.ts";
import { type Prepared, prepare, regionOf } from "./product.ts";
import type { Receiver } from "./receivers.ts";
import { leftOver } from "./unions.ts";
import type { Witness } from "./witness.ts";

/**
 * A question about the events that Communication Services is documented to send: those that pass the filter of every one
 * of `passing` and of none of `notPassing`.
 *
 * - What does a change of a filter lose? `{ passing: [base], notPassing: [head] }`; what does it gain? The reverse.
 * - What does nobody receive any more? `{ passing: [base], notPassing: index.overlapping(base.filter) }`, with an index
 *   of those of head that certainly receive (`indexReceivers`).
 * - What does one get twice? `{ passing: [a, b], notPassing: [] }`.
 */
export interface EventQuestion {
  readonly passing: readonly [Receiver, ...Receiver[]];
  readonly notPassing: readonly Receiver[];
}

/**
 * The answer for the events of one type. "none" and "some" are decided: "none" for every documented event of the type,
 * "some" by the event, which the matcher confirms. Where nothing was found and nothing proved, it is "undecided".
 *
 * `documented` is false for a type that the catalog does not know: the answer is then about every event of that type
 * that Event Grid could be given. A name that is known to be no event type (a renamed one, a misspelling of a client
 * library) has no events: "none".
 */
export type EventTypeAnswer = { readonly eventType: string; readonly documented: boolean } & (
  | { readonly answer: "none" }
  | { readonly answer: "some"; readonly event: Event }
  | { readonly answer: "undecided"; readonly reason: string }
);

export interface AnswerOptions {
  /** What is assumed where the documentation is silent. */
  readonly semantics?: Semantics;
}

/**
 * Answers a question for each event type that all of `passing` list, in the order of the catalog; types that the catalog
 * does not know come last. Events are written in the delivery schema of the first of `passing`.
 */
export function documentedAnswers(question: EventQuestion, options: AnswerOptions = {}): readonly EventTypeAnswer[] {
  const { semantics = defaultSemantics } = options;
  return typesAsked(question, semantics).map((eventType): EventTypeAnswer => {
    const about = { eventType, documented: isEventType(eventType) };
    if (isFormerEventType(eventType)) return { ...about, answer: "none" };
    const outcome = outcomeOf(eventType, question, semantics);
    if (outcome.kind === "found") return { ...about, answer: "some", event: outcome.value.event };
    return outcome.kind === "none"
      ? { ...about, answer: "none" }
      : { ...about, answer: "undecided", reason: outcome.reason };
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

function typesAsked({ passing }: EventQuestion, semantics: Semantics): readonly string[] {
  const lists = passing.map(({ filter }) => listedEventTypes(filter, semantics));
  const isListed = (type: string) =>
    lists.every((list) => list === "All" || list.has(semantics.eventTypeCase === "exact" ? type : foldCase(type)));
  const named = lists.flatMap((list) => (list === "All" ? [] : [...list]));
  const unknown = [...new Set(named)].filter((type) => !isEventType(type) && isListed(type)).sort();
  return [...eventTypeNames.filter(isListed), ...unknown];
}

function outcomeOf(eventType: string, { passing, notPassing }: EventQuestion, semantics: Semantics): Outcome<Witness> {
  const ofType = ({ filter, deliverySchema = "EventGridSchema" }: Receiver) => ({
    filter: { ...filter, eventTypes: [eventType] },
    schema: deliverySchema,
  });
  const schema = passing[0].deliverySchema ?? "EventGridSchema";
  const ground: Ground = { schema, semantics };
  const others = notPassing.filter(({ filter }) => {
    const list = listedEventTypes(filter, semantics);
    return list === "All" || list.has(eventType);
  });
  for (const one of [...passing, ...others]) {
    if (dependsOnSchema(one, schema))
      return {
        kind: "undecided",
        reason: "two filters are on a key of the envelope, and their delivery schemas differ",
      };
  }
  const prepared = passing.map((one) => prepare(ofType(one).filter, ground));
  const tests = passing.map((one) => compileFilter(one.filter, semantics, schema));
  return leftOver(
    conjunction(prepared),
    others.map((one) => prepare(ofType(one).filter, ground)),
    isEventType(eventType) ? "documented-events" : "every-event",
    (event) => tests.every((test) => test(event)),
  );
}

function conjunction(prepared: readonly Prepared[]): Prepared {
  const [first, ...rest] = prepared;
  if (first === undefined || rest.length === 0) return first as Prepared;
  const constraints = prepared.flatMap((one) => one.constraints);
  return {
    ...first,
    constraints,
    region: regionOf(constraints),
    size: prepared.reduce((sum, { size }) => sum + size, 0),
  };
}

function dependsOnSchema({ filter, deliverySchema = "EventGridSchema" }: Receiver, schema: DeliverySchema): boolean {
  if (deliverySchema === schema) return false;
  return filter.advancedFilters.some(({ key }) => !/^(data\..*|id|subject)$/i.test(key));
}
