import type { Event } from "../catalog/event.ts";
import { shortType } from "../filter-rules/wording.ts";
import {
  type AnswerOptions,
  answersBeside,
  documentedAnswers,
  type EventTypeAnswer,
  isPassedByAny,
} from "../filter-sets/index.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { FindingDraft } from "./change.ts";
import { finding } from "./change.ts";
import { mostSevereFirst, typesByFamily } from "./event-families.ts";
import { examplesOfLoss, kindsInWords, type LossExample } from "./loss-kinds.ts";
import { lostWithPlus } from "./number-forms.ts";
import { filterUnseen, isExpired, type PossibleReceiver, possibleReceiver, type Receivers } from "./receivers.ts";

export interface UnreceivedOptions {
  readonly assumptions: Assumptions | undefined;
  readonly today: string | undefined;
  /** What the subscription itself no longer matches, where that was asked: asked of it alone, the answer is the same. */
  readonly ownLoss?: OwnLoss | undefined;
}

/** What a changed subscription itself no longer matches. */
export interface OwnLoss {
  readonly answers: readonly EventTypeAnswer[];
  readonly examples: readonly LossExample[];
}

/**
 * What `one`, of base, matched and nobody matches any more. An error for event types of which an event is lost even if
 * every possible receiver gets all that it may; a warning where it is not decided, or where only a receiver that is not
 * certain gets them. About events that Communication Services is documented to send; about every event where the type
 * is not in the catalog.
 */
export function unreceived(
  one: SubscriptionRecord,
  now: SubscriptionRecord | undefined,
  { certain, doubtful, lists }: Receivers,
  { assumptions, today, ownLoss }: UnreceivedOptions,
): readonly FindingDraft[] {
  // It got nothing, so nothing is lost with it.
  if (isExpired(one, today) || one.pending === true) return [];
  const options = assumptions === undefined ? {} : { assumptions };
  const passing = possibleReceiver(one);
  const all = [...certain, ...doubtful.map(({ receiver }) => receiver)];
  const others = all.filter(({ record }) => record !== now);
  const known = now === undefined ? undefined : ownLoss;
  const beside = known === undefined ? undefined : answersBeside(known.answers, others, options);
  const best = beside ?? documentedAnswers({ passing: [passing], notPassing: all }, options);
  const worst = doubtful.length === 0 ? best : documentedAnswers({ passing: [passing], notPassing: certain }, options);
  const unseen = filterUnseen(one);
  const lost = unseen === undefined ? best.filter(isLost) : [];
  const isToldAsLost = new Set(lost.map(({ eventType }) => eventType));
  const open = worst.filter(({ eventType, answer }) => answer !== "none" && !isToldAsLost.has(eventType));
  return [
    ...lostFindings(one, now, lost, {
      receivers: all,
      lists,
      assumptions,
      examples: beside && examplesBeside(known, others, options),
    }),
    ...undecidedFindings(one, now, open, unseen, doubtful),
    ...lostWithPlus(passing, all, best, options),
  ];
}

/** The examples of a subscription's own loss, where nobody else gets any of them: then each is lost to all. */
function examplesBeside(
  known: OwnLoss | undefined,
  others: readonly PossibleReceiver[],
  options: AnswerOptions,
): readonly LossExample[] | undefined {
  if (known === undefined) return undefined;
  return known.examples.every(({ event }) => !isPassedByAny(event, others, options)) ? known.examples : undefined;
}

interface Around {
  readonly receivers: readonly PossibleReceiver[];
  readonly lists: Receivers["lists"];
  readonly assumptions: Assumptions | undefined;
  /** One of each kind of loss, where they were asked for already. */
  readonly examples: readonly LossExample[] | undefined;
}

type LostType = Extract<EventTypeAnswer, { readonly answer: "some" }>;

function isLost(answer: EventTypeAnswer): answer is LostType {
  return answer.answer === "some";
}

function lostFindings(
  one: SubscriptionRecord,
  now: SubscriptionRecord | undefined,
  lost: readonly LostType[],
  around: Around,
): FindingDraft[] {
  const isPart = ({ eventType }: LostType) => around.lists(eventType);
  const [whole, parts] = [lost.filter((type) => !isPart(type)), lost.filter(isPart)];
  // Those that were asked for already are of the most severe type of all.
  const [gravest] = mostSevereFirst(lost.map(({ eventType }) => eventType));
  const isKnown = parts.some(({ eventType }) => eventType === gravest);
  return [...ofWholeTypes(whole), ...ofParts(one, now, parts, isKnown ? around : { ...around, examples: undefined })];
}

function ofWholeTypes(whole: readonly LostType[]): FindingDraft[] {
  if (whole.length === 0) return [];
  const types = mostSevereFirst(whole.map(({ eventType }) => eventType));
  const many =
    types.length > 6
      ? `events of ${types.length} types any more: ${typesByFamily(types)}`
      : `${typesByFamily(types)} any more`;
  const event = whole.find(({ eventType }) => eventType === types[0])?.event;
  return [
    {
      ...finding("events-unreceived", `Nobody receives ${many}.`, [types.toSorted()]),
      eventTypes: types,
      ...(event === undefined ? {} : { event }),
    },
  ];
}

const ofSome = "Nobody receives these any more:";

/** Whether a finding of events that nobody receives is about some events of its types, of which others still arrive. */
export function isOfSome({ message }: Pick<FindingDraft, "message">): boolean {
  return message.startsWith(ofSome);
}

function ofParts(
  one: SubscriptionRecord,
  now: SubscriptionRecord | undefined,
  parts: readonly LostType[],
  { receivers, assumptions, examples: known }: Around,
): FindingDraft[] {
  if (parts.length === 0) return [];
  const types = mostSevereFirst(parts.map(({ eventType }) => eventType));
  const gravest = parts.find(({ eventType }) => eventType === types[0]) ?? parts[0];
  if (gravest === undefined) return [];
  const examples =
    known ??
    examplesOfLoss(
      { before: possibleReceiver(one), after: now === undefined ? undefined : possibleReceiver(now) },
      { eventType: gravest.eventType, others: receivers, assumptions },
    );
  const event = examples[0]?.event ?? gravest.event;
  const [first, ...rest] = types.map(shortType);
  const what =
    examples.length < 2
      ? `${first} with the subject ${subjectOf(event)}, for example`
      : `${first}, ${kindsInWords(examples)}`;
  const others = rest.length === 0 ? "" : `; and some of ${typesByFamily(types.slice(1))}`;
  const message = `${ofSome} ${what}${others}.`;
  return [
    {
      ...finding("events-unreceived", message, [one.filter, now?.filter ?? null]),
      eventTypes: types,
      event,
      ...withExamples(examples),
    },
  ];
}

function withExamples(examples: readonly LossExample[]) {
  return examples.length === 0 ? {} : { examples };
}

function undecidedFindings(
  one: SubscriptionRecord,
  now: SubscriptionRecord | undefined,
  open: readonly EventTypeAnswer[],
  unseen: string | undefined,
  doubtful: Receivers["doubtful"],
): FindingDraft[] {
  if (open.length === 0) return [];
  const types = mostSevereFirst(open.map(({ eventType }) => eventType));
  const reasons = [
    ...(unseen === undefined ? [] : [`${one.name} as it was: ${unseen}`]),
    ...doubtful.map(({ receiver, reason }) => `${receiver.record.name}: ${reason}`),
    ...open.flatMap((answer) => (answer.answer === "undecided" ? [answer.reason] : [])),
  ].map((reason) => reason.replace(/\.$/, ""));
  const shown = [...new Set(reasons)];
  const more = shown.length > mostReasons ? `; and ${shown.length - mostReasons} more` : "";
  const message = `It is not decided whether other subscriptions receive all events of ${typesByFamily(types)} that this one received: ${shown.slice(0, mostReasons).join("; ")}${more}.`;
  return [
    {
      ...finding("events-unreceived-undecided", message, [one.filter, now?.filter ?? null]),
      eventTypes: types,
    },
  ];
}

/** Nobody reads more reasons than this. */
const mostReasons = 3;

function subjectOf({ subject }: Event): string {
  return subject ?? "(none)";
}
