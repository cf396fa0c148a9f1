import { answerOfAll, documentedAnswers } from "../filter-sets/index.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { sameEndpoint } from "./endpoints.ts";
import { type PossibleReceiver, possibleReceiver, type Receivers } from "./receivers.ts";

/**
 * By which subscriptions the endpoint of `one`, of base, still gets all documented events that it got by it: a split, a
 * merge, a rename. Only those that are needed; undefined where events are missing, or where that is not decided.
 */
export function stillDeliveredBy(
  one: SubscriptionRecord,
  { certain }: Receivers,
  assumptions: Assumptions | undefined,
): readonly SubscriptionRecord[] | undefined {
  const options = assumptions === undefined ? {} : { assumptions };
  const own = possibleReceiver(one);
  const coversAll = (receivers: readonly PossibleReceiver[]): boolean =>
    answerOfAll(documentedAnswers({ passing: [own], notPassing: receivers }, options)) === "none";
  let needed = certain.filter(({ record }) => sameEndpoint(one, record));
  if (needed.length === 0 || !coversAll(needed)) return undefined;
  for (const receiver of needed.length > mostToDrop ? [] : needed) {
    const without = needed.filter((other) => other !== receiver);
    if (without.length > 0 && coversAll(without)) needed = without;
  }
  return needed.map(({ record }) => record);
}

/** Of more than this many, all are named. */
const mostToDrop = 8;
