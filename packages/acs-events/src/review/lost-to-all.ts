import { answerOfAll, documentedAnswers } from "../filter-sets/index.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { assumedEventTypes, receiversByDefault } from "./assumed-event-types.ts";
import { type FilterChange, type FindingDraft, finding } from "./change.ts";
import { sameEndpoint } from "./endpoints.ts";
import { type PossibleReceiver, possibleReceiver, type Receivers, receives } from "./receivers.ts";
import { isUnreadable } from "./unreadable-filter.ts";
import { type OwnLoss, unreceived } from "./unreceived.ts";

export interface LossContext {
  readonly receiversOf: (one: SubscriptionRecord) => Receivers;
  readonly options: {
    readonly complete?: boolean;
    readonly assumptions?: Assumptions;
    readonly today?: string;
  };
}

export interface LostToAll {
  readonly findings: readonly FindingDraft[];
  readonly still: Pick<FilterChange, "stillDeliveredBy"> | undefined;
}

/** Who, beside it, gets what a subscription of base no longer matches. */
export function lostToAll(
  one: SubscriptionRecord,
  now: SubscriptionRecord | undefined,
  { receiversOf: receiversFor, options }: LossContext,
  ownLoss?: OwnLoss,
): LostToAll {
  const { assumptions, today, complete } = options;
  if (complete === false || !receives(one, today)) return { findings: [], still: undefined };
  const receivers = receiversFor(one);
  const ask = (some: Receivers) => unreceived(one, now, some, { assumptions, today, ownLoss });
  const findings = ask(receivers);
  const by = findings.length > 0 || isUnreadable(one) ? undefined : stillDeliveredBy(one, receivers, assumptions);
  const others = by?.filter((other) => other !== now) ?? [];
  const assumed = assumedEventTypes(receiversByDefault(receivers, now, (some) => isSameLoss(ask(some), findings)));
  if (others.length === 0) return { findings: [...findings, ...assumed], still: undefined };
  const names = others.map(({ name }) => name);
  // What it still matches itself may be needed as well.
  const itself = others.length === by?.length ? [] : ["this subscription"];
  const shown = names.length > 6 ? [`${names.length} other subscriptions`] : names;
  const message = `${endpointName(one)} still gets all of its events, by ${listedNames([...itself, ...shown])}.`;
  return {
    findings: [...findings, finding("events-still-delivered", message, [names]), ...assumed],
    still: { stillDeliveredBy: names },
  };
}

function isSameLoss(some: readonly FindingDraft[], others: readonly FindingDraft[]): boolean {
  const written = (all: readonly FindingDraft[]) => JSON.stringify(all.map(({ id, eventTypes }) => [id, eventTypes]));
  return written(some) === written(others);
}

function listedNames(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/**
 * By which subscriptions the endpoint of `one`, of base, still gets all documented events that it got by it: a split, a
 * merge, a rename. Only those that are needed; undefined where events are missing, or where that is not decided.
 */
function stillDeliveredBy(
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
