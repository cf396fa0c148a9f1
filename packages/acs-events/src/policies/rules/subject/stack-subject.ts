import type { ResourceSubject } from "./resource-subject.ts";
import type { SubscriptionSubject } from "./subscription-subject.ts";

/** Everything that a stack declares, as far as rules look at it. */
export interface StackSubject {
  readonly kind: "stack";
  readonly subscriptions: readonly SubscriptionSubject[];
  /** Empty for a plan, which has none. */
  readonly resources: readonly ResourceSubject[];
}
