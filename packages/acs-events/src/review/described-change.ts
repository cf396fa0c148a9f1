import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import type { Change, FilterChange, FindingDraft, Route } from "./change.ts";
import { type Hash, ofSubscription } from "./fingerprint.ts";
import type { Pair } from "./pairing.ts";
import { type Topics, topicName } from "./topics.ts";

/** What every change of a review is described with. */
export interface DescribedWith {
  readonly topics: Topics;
  readonly hash: Hash | undefined;
}

/** A change as a review has it: whose it is and where, with its findings, the most severe first. */
export function described(
  sides: Pair,
  kind: Change["kind"],
  filter: FilterChange,
  findings: readonly FindingDraft[],
  { hash, topics }: DescribedWith,
  otherName?: Change["renamed"],
): Change {
  const one = sides.head === undefined ? sides.base : sides.head;
  const grave = ["error", "warning", "info"];
  const topic = topics.several ? topicName(one) : undefined;
  return {
    subscription: one.name,
    kind,
    ...(topic === undefined ? {} : { topic }),
    ...(otherName === undefined ? {} : { renamed: otherName }),
    ...(one.team === undefined ? {} : { team: one.team }),
    ...(one.owner === undefined ? {} : { owner: one.owner }),
    filter,
    routes: { base: routeOf(sides.base), head: routeOf(sides.head) },
    findings: findings
      .toSorted((a, b) => grave.indexOf(a.level) - grave.indexOf(b.level))
      .map((draft) => ofSubscription(draft, one.name, hash)),
    ...(one.declaredAt === undefined ? {} : { declaredAt: one.declaredAt }),
  };
}

function routeOf(one: SubscriptionRecord | undefined): Route | null {
  return one === undefined ? null : { eventTypes: one.filter.eventTypes, endpoint: endpointName(one) };
}
