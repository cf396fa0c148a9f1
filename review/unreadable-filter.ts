import { renderFilter } from "../infra/filters/arm/index.ts";
import type { SubscriptionRecord } from "../infra/subscriptions/subscription-record.ts";
import { canonical } from "./canonical.ts";

/** Whether a part of the filter could not be read: what is left of it lets more through than Azure would. */
export function isUnreadable({ filterAsWritten }: SubscriptionRecord): boolean {
  return filterAsWritten !== undefined;
}

/** Why nothing can be said of a changed filter of which a part could not be read; undefined where that does not matter. */
export function unreadableChange(base: SubscriptionRecord, head: SubscriptionRecord): string | undefined {
  if (!isUnreadable(base) && !isUnreadable(head)) return undefined;
  const [before, after] = [base, head].map((one) => canonical(one.filterAsWritten ?? renderFilter(one.filter)));
  if (before === after) return undefined;
  const which = isUnreadable(head) ? "the new filter" : "the filter as it was";
  return `a part of ${which} cannot be read, and \`npx acs-events check\` says which`;
}
