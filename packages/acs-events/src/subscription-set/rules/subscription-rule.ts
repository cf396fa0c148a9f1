import type { Finding } from "../../filters/finding.ts";
import type { FindingDefinitions } from "../../filters/finding-definitions.ts";
import type { SubscriptionRecord } from "../subscription-record.ts";

/** One rule, or a few that belong together, over one event subscription. A plain value, listed in `rules.ts`. */
export interface CheckRule {
  readonly findings: FindingDefinitions;
  readonly check: (subscription: SubscriptionRecord, context: SubscriptionContext) => readonly Finding[];
}

export interface SubscriptionContext {
  /** ISO date or time. Without it nothing depends on the date. */
  readonly today?: string;
}

/** Whether a text is what a record holds in place of a hidden value: `[secret]`, `[unknown]` or a template's expression. */
export function isHiddenText(text: string): boolean {
  return text.startsWith("[") && text.endsWith("]");
}
