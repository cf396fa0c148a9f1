import { answerOfAll, documentedAnswers } from "../filter-sets/index.ts";
import type { Assumptions } from "../filters/assumptions.ts";
import { listsEventType } from "../filters/listed-event-types.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { canonical } from "./canonical.ts";
import { type FindingDraft, finding } from "./change.ts";
import { endpointKeys, sameEndpoint } from "./endpoints.ts";
import { possibleReceiver, receives } from "./receivers.ts";
import type { RenameOptions, RenameOrder } from "./rename-order.ts";
import type { Topics } from "./topics.ts";

/** From a subscription to the one that it looks to have been given another name, both ways. */
export type Renames = ReadonlyMap<SubscriptionRecord, SubscriptionRecord>;

/**
 * Which added subscription looks like which removed one under another name: the same team, topic and endpoint, and the
 * same filter; or filters that have events in common, where no other pair would fit as well.
 */
export function renames(
  removed: readonly SubscriptionRecord[],
  added: readonly SubscriptionRecord[],
  topics: Topics,
  assumptions: Assumptions | undefined,
): Renames {
  const found = new Map<SubscriptionRecord, SubscriptionRecord>();
  const tie = (one: SubscriptionRecord, other: SubscriptionRecord): void => {
    found.set(one, other);
    found.set(other, one);
  };
  const byPlace = new Map<string, SubscriptionRecord[]>();
  for (const one of added) {
    for (const key of endpointKeys(one)) byPlace.set(key, [...(byPlace.get(key) ?? []), one]);
  }
  const alike = (one: SubscriptionRecord): readonly SubscriptionRecord[] =>
    [...new Set(endpointKeys(one).flatMap((key) => byPlace.get(key) ?? []))].filter(
      (other) => sameEndpoint(one, other) && sameTeam(one, other) && topics.keyOf(one) === topics.keyOf(other),
    );
  const likely = new Map(removed.map((one) => [one, alike(one)]));
  for (const [one, others] of likely) {
    const same = others.find((other) => !found.has(other) && sameFilter(one, other));
    if (same !== undefined) tie(one, same);
  }
  const overlapping = [...likely].flatMap(([one, others]) => {
    if (found.has(one)) return [];
    const open = others.filter((other) => !found.has(other));
    // Of many to one endpoint, which became which is a guess.
    if (open.length > mostCandidates) return [];
    return open.filter((other) => haveCommon(one, other, assumptions)).map((other) => [one, other] as const);
  });
  for (const [one, other] of overlapping) {
    const isOnly = overlapping.filter(([a, b]) => a === one || b === other).length === 1;
    if (isOnly) tie(one, other);
  }
  return found;
}

const mostCandidates = 6;

function sameTeam(a: SubscriptionRecord, b: SubscriptionRecord): boolean {
  return a.team === undefined || b.team === undefined || a.team === b.team;
}

function sameFilter(a: SubscriptionRecord, b: SubscriptionRecord): boolean {
  return canonical(a.filter) === canonical(b.filter);
}

function haveCommon(a: SubscriptionRecord, b: SubscriptionRecord, assumptions: Assumptions | undefined): boolean {
  const answers = documentedAnswers(
    { passing: [possibleReceiver(a), possibleReceiver(b)], notPassing: [] },
    assumptions === undefined ? {} : { assumptions },
  );
  return answerOfAll(answers) === "some";
}

/** What decides what happens between the two names. */
export interface WhenRenamed {
  readonly today: string | undefined;
  readonly order: RenameOrder;
}

/** The order for the one that is called `now`; Pulumi's where nothing says another. */
export function whenRenamed(now: SubscriptionRecord, { today, renameOrder }: RenameOptions): WhenRenamed {
  return { today, order: renameOrder?.(now.name) ?? "create-first" };
}

/**
 * What happens to a renamed subscription. Both names can exist in Azure for a while, so Pulumi creates the new one before
 * it deletes the old one. `other` is the other end; `way` says which of the two has the new name.
 */
export function renamed(
  one: SubscriptionRecord,
  other: SubscriptionRecord,
  way: "from" | "to",
  { today, order }: WhenRenamed,
): FindingDraft {
  const [before, now] = way === "from" ? [other, one] : [one, other];
  const idle = [before, now].find((each) => !receives(each, today));
  const looks = `It looks renamed ${way} ${other.name}`;
  if (idle !== undefined) {
    const why = idle.pending === true ? "is pending" : "has expired";
    return finding("subscription-renamed", `${looks}; ${idle.name} ${why} and gets no events.`, [other.name, why]);
  }
  const [first, second] = way === "from" ? ["this one", "that one"] : ["that one", "this one"];
  if (order === "delete-first") {
    const then = `Terraform deletes ${second} and then creates ${first}; events in between are lost, unless create_before_destroy is set`;
    return finding("subscription-renamed", `${looks}: ${then}.`, [other.name]);
  }
  if (order === "unordered") {
    const then = "Terraform deletes and creates in no fixed order; events in between are lost or arrive twice";
    return finding("subscription-renamed", `${looks}: ${then}.`, [other.name]);
  }
  if (order === "not-deleted") {
    const then = `a deployment in the mode Incremental does not delete ${second}; events arrive twice until somebody does`;
    return finding("subscription-renamed", `${looks}: ${then}.`, [other.name]);
  }
  const calls = [one, other].some(({ filter }) => listsEventType(filter, "Microsoft.Communication.IncomingCall"));
  const meanwhile = calls
    ? "events in between arrive twice, so a call is offered twice"
    : "events in between arrive twice";
  const message = `${looks}: the engine creates ${first} and then deletes ${second}; ${meanwhile}. Where the endpoint fails its handshake, ${before.name} stays.`;
  return finding("subscription-renamed", message, [other.name]);
}
