import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { canonical } from "./canonical.ts";
import type { Topics } from "./topics.ts";

/** A subscription before and after the change; one of the two is missing where it is added or removed. */
export type Pair =
  | { readonly base: SubscriptionRecord; readonly head: SubscriptionRecord }
  | { readonly base: SubscriptionRecord; readonly head?: undefined }
  | { readonly base?: undefined; readonly head: SubscriptionRecord };

/**
 * The subscriptions of both sides by topic and name. Names are compared without case, as Azure does. Of several topics,
 * one that does not say its topic is the only one of its name on the other side, or is a subscription of its own.
 */
export function pairsOf(
  base: readonly SubscriptionRecord[],
  head: readonly SubscriptionRecord[],
  topics: Topics,
): readonly Pair[] {
  // Of several with one name on a side, those that are alike belong together, and then the first ones.
  const left = new Map<string, SubscriptionRecord[]>();
  for (const one of head) left.set(identityOf(one, topics), [...(left.get(identityOf(one, topics)) ?? []), one]);
  const take = (one: SubscriptionRecord): SubscriptionRecord | undefined => {
    const candidates = left.get(identityOf(one, topics)) ?? [];
    const alike = candidates.length > 1 ? candidates.findIndex((other) => isAlike(one, other)) : 0;
    return candidates.splice(Math.max(alike, 0), 1)[0];
  };
  const open: SubscriptionRecord[] = [];
  const pairs: Pair[] = [];
  for (const one of base) {
    const now = take(one);
    if (now === undefined) open.push(one);
    else pairs.push({ base: one, head: now });
  }
  const rest = new Set([...left.values()].flat());
  const byName = Map.groupBy(rest, nameOf);
  const openByName = Map.groupBy(open, nameOf);
  for (const one of open) {
    const [now, ...others] = byName.get(nameOf(one)) ?? [];
    const isOnly = others.length === 0 && openByName.get(nameOf(one))?.length === 1;
    const isUnknown = now !== undefined && (topics.keyOf(one) === undefined || topics.keyOf(now) === undefined);
    if (isOnly && isUnknown) {
      pairs.push({ base: one, head: now });
      rest.delete(now);
    } else pairs.push({ base: one });
  }
  return [...pairs, ...[...rest].map((one) => ({ head: one }))];
}

function isAlike(a: SubscriptionRecord, b: SubscriptionRecord): boolean {
  return canonical([a.filter, a.destination]) === canonical([b.filter, b.destination]);
}

/** What makes a subscription the same on both sides. */
export function identityOf(one: SubscriptionRecord, topics: Topics): string {
  return JSON.stringify([topics.keyOf(one) ?? null, nameOf(one)]);
}

function nameOf({ name }: SubscriptionRecord): string {
  return name.toLowerCase();
}
