import type { Assumptions } from "../filters/assumptions.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { type FilterChange, type FindingDraft, finding } from "./change.ts";
import { documented, documentedSide } from "./documented-side.ts";
import { isExpired, receives } from "./receivers.ts";

/** Whether a subscription gets events before and after a change, whatever its filter says. */
export interface Receiving {
  /** Why it got none before; undefined where it got some. */
  readonly notBefore: string | undefined;
  /** Why it gets none now. */
  readonly notNow: string | undefined;
  /** It got events and no longer does: it expires, or is pending. */
  readonly hasStopped: boolean;
  /** It waited for its endpoint, or had expired, and is deployed now. */
  readonly goesLive: boolean;
}

export function receivingOf(base: SubscriptionRecord, head: SubscriptionRecord, today: string | undefined): Receiving {
  const [before, now] = [receives(base, today), receives(head, today)];
  return {
    notBefore: before ? undefined : isExpired(base, today) ? "had expired" : "was pending",
    notNow: now ? undefined : isExpired(head, today) ? "has expired" : "is pending",
    hasStopped: before && !now,
    goesLive: !before && now,
  };
}

/** The filter's change with what the subscription gains or loses as a whole. */
export function filterAsReceived(
  base: SubscriptionRecord,
  head: SubscriptionRecord,
  asWritten: FilterChange,
  { hasStopped, goesLive, notBefore }: Receiving,
  assumptions: Assumptions | undefined,
): FilterChange {
  if (hasStopped) return { ...asWritten, ...lossOfAll(base, asWritten, assumptions) };
  const kept = notBefore === undefined ? asWritten : withoutLoss(asWritten);
  return goesLive ? { ...kept, ...gainOfAll(head, assumptions) } : kept;
}

/** The finding for a subscription that becomes pending, or is not pending any more. */
export function receivingFindings(
  head: SubscriptionRecord,
  { hasStopped, goesLive, notBefore }: Receiving,
  { gained }: FilterChange,
): readonly FindingDraft[] {
  if (hasStopped && head.pending === true) return [waiting];
  if (!goesLive) return [];
  const why = notBefore === "had expired" ? "It had expired" : "Its endpoint has an address now";
  const live = finding(
    "subscription-live",
    `${why}: the subscription is ${notBefore === "had expired" ? "created again" : "deployed"}, and events begin to arrive.`,
    [],
  );
  return [gained === null ? live : { ...live, event: gained }];
}

const waiting: FindingDraft = finding(
  "subscription-pending",
  "Its endpoint has no address any more: the subscription is not deployed, and gets nothing until there is one.",
  [],
);

/** Everything that it matched stops arriving. */
function lossOfAll(
  base: SubscriptionRecord,
  filter: FilterChange,
  assumptions: Assumptions | undefined,
): Partial<FilterChange> {
  const lost = documentedSide(base, [], assumptions);
  const { lostTypes } = documented(lost, undefined);
  return {
    lost: lost.event ?? null,
    gained: null,
    documented: { lost: lost.answer, gained: "none" },
    ...(lostTypes === undefined ? {} : { lostTypes }),
    ...(filter.undocumented === undefined ? {} : { undocumented: [] }),
  };
}

/** Everything that it matches starts arriving. */
function gainOfAll(head: SubscriptionRecord, assumptions: Assumptions | undefined): Partial<FilterChange> {
  const gained = documentedSide(head, [], assumptions);
  const { gainedTypes } = documented(undefined, gained);
  return {
    gained: gained.event ?? null,
    documented: { lost: "none", gained: gained.answer },
    ...(gainedTypes === undefined ? {} : { gainedTypes }),
  };
}

/** What base did not receive, it does not lose, whatever the filters say. */
function withoutLoss(filter: FilterChange): FilterChange {
  const { lostTypes, ...rest } = filter;
  return { ...rest, lost: null, documented: { lost: "none", gained: filter.documented?.gained ?? "none" } };
}
