/** `acs-events/review`: subscriptions from anywhere, and what a change of them means. */

export { type Acceptance, accept } from "../review/acceptance.ts";
export { renderAnnotations } from "../review/annotations.ts";
export type { Change, Review } from "../review/change.ts";
export { type CompareOptions, compareSubscriptions } from "../review/compare.ts";
export { renderMarkdown } from "../review/markdown.ts";
export { reviewJsonSchema } from "../review/review-schema.ts";
export { renderSarif } from "../review/sarif.ts";
export { checkSubscriptions } from "../subscription-set/rules/index.ts";
export type { SubscriptionFinding, SubscriptionRecord } from "../subscription-set/subscription-record.ts";
export { readSubscriptionSet, type SubscriptionSet } from "../subscription-set/subscription-set.ts";
