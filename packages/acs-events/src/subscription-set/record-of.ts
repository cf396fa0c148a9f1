import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import { readSubscription } from "./read-subscription.ts";
import type { SubscriptionRecord } from "./subscription-record.ts";
import { readSubscriptionSet, type SubscriptionSet } from "./subscription-set.ts";

/** A planned subscription as one that was read, so that a plan is checked and reviewed like any other set. */
export function recordOf(planned: PlannedSubscription): SubscriptionRecord {
  return readSubscription({ json: planned }).record;
}

/** A plan as a set that was read. */
export function setOfPlan(subscriptions: readonly PlannedSubscription[]): SubscriptionSet {
  return readSubscriptionSet(subscriptions);
}
