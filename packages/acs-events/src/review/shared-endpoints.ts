import type { Event } from "../catalog/event.ts";
import { answerOfAll, documentedAnswers, indexReceivers, type ReceiverIndex } from "../filter-sets/index.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { restsOnDefaultTypes } from "./assumed-event-types.ts";
import { type FindingDraft, finding } from "./change.ts";
import { endpointKeys, sameEndpoint } from "./endpoints.ts";
import { filterUnseen, isExpired, type PossibleReceiver, possibleReceiver } from "./receivers.ts";
import type { Topics } from "./topics.ts";

/** How filters of subscriptions to one endpoint relate, if the change caused it. */
export interface Neighbourhood {
  readonly head: readonly SubscriptionRecord[];
  /** What a subscription of head was in base; undefined for a new one. */
  readonly before: (one: SubscriptionRecord) => SubscriptionRecord | undefined;
  readonly topics: Topics;
  readonly assumptions: Assumptions | undefined;
  readonly today: string | undefined;
}

/** Answers, for a subscription of head, which documented events now reach its endpoint twice: by it and by another. */
export function duplicateDeliveries(
  neighbourhood: Neighbourhood,
): (one: SubscriptionRecord) => readonly FindingDraft[] {
  const { head, topics, assumptions, today } = neighbourhood;
  const byKey = new Map<string, SubscriptionRecord[]>();
  for (const one of head) {
    if (isExpired(one, today) || filterUnseen(one) !== undefined) continue;
    for (const key of endpointKeys(one)) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [one]);
      else known.push(one);
    }
  }
  const indexes = new Map<string, ReceiverIndex<PossibleReceiver>>();
  const indexOf = (key: string): ReceiverIndex<PossibleReceiver> => {
    const made = indexes.get(key) ?? indexReceivers((byKey.get(key) ?? []).map(possibleReceiver), assumptions);
    indexes.set(key, made);
    return made;
  };
  return (one) => {
    if (isExpired(one, today) || filterUnseen(one) !== undefined) return [];
    const near = endpointKeys(one).flatMap((key) =>
      indexOf(key)
        .overlapping(one.filter)
        .map(({ record }) => record),
    );
    return [...new Set(near)]
      .filter((other) => other !== one && sameEndpoint(one, other) && topics.keyOf(one) === topics.keyOf(other))
      .flatMap((other) => ofPair(one, other, neighbourhood));
  };
}

function ofPair(
  one: SubscriptionRecord,
  other: SubscriptionRecord,
  { before, assumptions }: Neighbourhood,
): FindingDraft[] {
  const { how, event } = meeting(one, other, assumptions);
  if (how === "apart") return [];
  const [was, otherWas] = [before(one), before(other)];
  const isNew = was === undefined || otherWas === undefined || !sameEndpoint(was, otherWas);
  if (!isNew && meeting(was, otherWas, assumptions).how === how && !isMore(one, other, was, otherWas, assumptions))
    return [];
  if (isToldByOther(how, was === undefined, otherWas === undefined, one.name > other.name)) return [];
  const endpoint = endpointName(one);
  const rests = `${onceDeployed([one, other])}${restsOnDefaultTypes([one, other])}`;
  const proof = event === undefined ? {} : { event };
  if (how === "some") {
    const message = `${endpoint} gets some events twice, by this subscription and by ${other.name}.${rests}`;
    return [{ ...finding("same-event-twice", message, [other.name]), ...proof }];
  }
  const shadowed =
    how === "inside"
      ? `Everything that it matches reaches ${endpoint} by ${other.name} too, so that each such event arrives twice.`
      : `Everything that ${other.name} matches reaches ${endpoint} by this subscription too, so that each such event arrives twice.`;
  return [{ ...finding("subscription-shadowed", `${shadowed}${rests}`, [other.name, how]), ...proof }];
}

function onceDeployed(pair: readonly SubscriptionRecord[]): string {
  const names = pair.flatMap(({ pending, name }) => (pending === true ? [name] : []));
  if (names.length === 0) return "";
  return ` This begins once ${names.join(" and ")} ${names.length === 1 ? "is" : "are"} deployed: pending now.`;
}

/** Whether an event arrives twice that did not before. */
function isMore(
  one: SubscriptionRecord,
  other: SubscriptionRecord,
  was: SubscriptionRecord,
  otherWas: SubscriptionRecord,
  assumptions: Assumptions | undefined,
): boolean {
  const both = [possibleReceiver(one), possibleReceiver(other)] as const;
  const options = assumptions === undefined ? {} : { assumptions };
  return [was, otherWas].some(
    (before) =>
      answerOfAll(documentedAnswers({ passing: both, notPassing: [possibleReceiver(before)] }, options)) === "some",
  );
}

/**
 * Reports each pair once. If only one subscription is new, on that one. If both are new, on the one whose filter is
 * contained in the other (on both, where they are equal); if neither is, on the one later in the alphabet.
 */
function isToldByOther(how: Meeting, isNew: boolean, otherIsNew: boolean, isLater: boolean): boolean {
  if (!otherIsNew) return false;
  if (!isNew || how === "around") return true;
  return !isLater && how !== "inside";
}

/** `inside`: all that `one` matches, `other` does; `around`: the reverse. */
type Meeting = "apart" | "some" | "inside" | "around";

/** How two filters meet, over documented events, with one that passes both. */
function meeting(
  one: SubscriptionRecord,
  other: SubscriptionRecord,
  assumptions: Assumptions | undefined,
): { readonly how: Meeting; readonly event?: Event } {
  const [a, b] = [possibleReceiver(one), possibleReceiver(other)];
  const options = assumptions === undefined ? {} : { assumptions };
  const both = documentedAnswers({ passing: [a, b], notPassing: [] }, options).find(({ answer }) => answer === "some");
  if (both?.answer !== "some") return { how: "apart" };
  const none = (passing: PossibleReceiver, notPassing: PossibleReceiver): boolean =>
    answerOfAll(documentedAnswers({ passing: [passing], notPassing: [notPassing] }, options)) === "none";
  const how = none(a, b) ? "inside" : none(b, a) ? "around" : "some";
  return { how, event: both.event };
}
