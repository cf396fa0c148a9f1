import { checkFilter, filterRules } from "../../filter-rules/index.ts";
import { limitsRule } from "../../filter-rules/limits.ts";
import { operandsRule } from "../../filter-rules/operands.ts";
import { setsRule } from "../../filter-sets/findings.ts";
import type { Finding } from "../../filters/finding.ts";
import { liesIn } from "../read-subscription.ts";
import type { SubscriptionFinding, SubscriptionRecord } from "../subscription-record.ts";
import { isOfOtherSource } from "./attachment.ts";
import { subscriptionRules } from "./rules.ts";
import { checkSet } from "./set-rules.ts";
import type { SubscriptionContext } from "./subscription-rule.ts";
import { checkTopics } from "./topic-rules.ts";

export { subscriptionRules } from "./rules.ts";
export { setFindings } from "./set-rules.ts";
export type { CheckRule, SubscriptionContext } from "./subscription-rule.ts";
export { topicFindings } from "./topic-rules.ts";

/** With what conditions mean together: the algebra, which who only builds a filter need not load. */
const rules = Object.freeze([...filterRules, setsRule]);
/** What holds for the filters of every source. */
const rulesOfAnySource = Object.freeze([limitsRule, operandsRule]);

/**
 * Everything that is to be said about one event subscription, its filter included. Nothing is said of values that are
 * hidden. `today`, an ISO date, decides what is said of dates; without it nothing depends on them.
 */
export function checkSubscription(subscription: SubscriptionRecord, context: SubscriptionContext = {}): Finding[] {
  const { filter, positions, eventDeliverySchema, hidden } = subscription;
  const found = [
    ...subscriptionRules.flatMap(({ check }) => check(subscription, context)),
    ...checkFilter(filter, {
      rules: isOfOtherSource(subscription) ? rulesOfAnySource : rules,
      deliverySchema: eventDeliverySchema === "CloudEventSchemaV1_0" ? "CloudEventSchemaV1_0" : "EventGridSchema",
      positions,
      ...(context.today === undefined ? {} : { today: context.today }),
    }),
  ];
  return hidden.length === 0 ? found : found.filter(({ path }) => !liesIn(path, hidden));
}

/** The findings of all subscriptions of an input, each with its subscription, and those about them together. */
export function checkSubscriptions(
  subscriptions: readonly SubscriptionRecord[],
  context: SubscriptionContext = {},
): SubscriptionFinding[] {
  return [
    ...subscriptions.flatMap((one) =>
      checkSubscription(one, context).map((finding) => ({ subscription: one.name, ...finding })),
    ),
    ...checkSet(subscriptions),
    ...checkTopics(subscriptions),
  ];
}
