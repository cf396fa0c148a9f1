import type { Event } from "../catalog/event.ts";
import { answerOfAll, documentedAnswers, type EventTypeAnswer } from "../filter-sets/index.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { DocumentedChange, FilterChange } from "./change.ts";
import { mostSevereFirst } from "./event-families.ts";
import { possibleReceiver } from "./receivers.ts";

/** What a filter lost or gained over documented events. */
export interface Side {
  readonly answer: DocumentedChange;
  /** Of which event types an event is lost or gained, the most severe first. */
  readonly types: readonly string[];
  /** One event, of the first of these types. */
  readonly event: Event | undefined;
  /** Why it is not decided. */
  readonly reason: string | undefined;
  /** By event type. */
  readonly answers: readonly EventTypeAnswer[];
}

/** The documented events that pass `passing` and not `notPassing`. */
export function documentedSide(
  passing: SubscriptionRecord,
  notPassing: readonly SubscriptionRecord[],
  assumptions: Assumptions | undefined,
): Side {
  return sideOf(
    documentedAnswers(
      { passing: [possibleReceiver(passing)], notPassing: notPassing.map(possibleReceiver) },
      assumptions === undefined ? {} : { assumptions },
    ),
  );
}

/** What the answers for each event type say together. */
export function sideOf(answers: readonly EventTypeAnswer[]): Side {
  const some = answers.filter((one): one is Extract<EventTypeAnswer, { answer: "some" }> => one.answer === "some");
  const types = mostSevereFirst(some.map(({ eventType }) => eventType));
  const open = answers.find((one) => one.answer === "undecided");
  return {
    answer: answerOfAll(answers),
    types,
    event: some.find(({ eventType }) => eventType === types[0])?.event,
    reason: open?.answer === "undecided" ? open.reason : undefined,
    answers,
  };
}

/** The fields of a change that say what is decided over documented events. */
export function documented(lost: Side | undefined, gained: Side | undefined): Partial<FilterChange> {
  return {
    documented: { lost: lost?.answer ?? "none", gained: gained?.answer ?? "none" },
    ...(lost === undefined || lost.types.length === 0 ? {} : { lostTypes: lost.types }),
    ...(gained === undefined || gained.types.length === 0 ? {} : { gainedTypes: gained.types }),
  };
}
