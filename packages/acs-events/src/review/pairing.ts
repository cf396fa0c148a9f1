import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
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
  const left = new Map(head.map((one) => [identityOf(one, topics), one]));
  const open: SubscriptionRecord[] = [];
  const pairs: Pair[] = [];
  for (const one of base) {
    const now = left.get(identityOf(one, topics));
    if (now === undefined) open.push(one);
    else {
      pairs.push({ base: one, head: now });
      left.delete(identityOf(one, topics));
    }
  }
  const byName = Map.groupBy(left.values(), nameOf);
  const openByName = Map.groupBy(open, nameOf);
  for (const one of open) {
    const [now, ...others] = byName.get(nameOf(one)) ?? [];
    const isOnly = others.length === 0 && openByName.get(nameOf(one))?.length === 1;
    const isUnknown = now !== undefined && (topics.keyOf(one) === undefined || topics.keyOf(now) === undefined);
    if (isOnly && isUnknown) {
      pairs.push({ base: one, head: now });
      left.delete(identityOf(now, topics));
    } else pairs.push({ base: one });
  }
  return [...pairs, ...[...left.values()].map((one) => ({ head: one }))];
}

/** What makes a subscription the same on both sides. */
export function identityOf(one: SubscriptionRecord, topics: Topics): string {
  return JSON.stringify([topics.keyOf(one) ?? null, nameOf(one)]);
}

function nameOf({ name }: SubscriptionRecord): string {
  return name.toLowerCase();
}
