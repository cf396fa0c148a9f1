import type { ResourceView } from "./resource-view.ts";
import type { SubscriptionView } from "./subscription-view.ts";

/** Everything that a stack declares, as far as rules look at it. */
export interface StackView {
  readonly kind: "stack";
  readonly subscriptions: readonly SubscriptionView[];
  /** Empty for a plan, which has none. */
  readonly resources: readonly ResourceView[];
}
