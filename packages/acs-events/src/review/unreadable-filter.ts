import { readFilter, renderFilter } from "../filters/azure-json/index.ts";
import { isJsonObject } from "../json/json-object.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { canonical } from "./canonical.ts";

/** Whether a part of the filter could not be read: what is left of it matches more than Azure would. */
export function isUnreadable({ filterAsWritten }: SubscriptionRecord): boolean {
  return filterAsWritten !== undefined;
}

/** What Azure takes a filter to be that says nothing. */
const defaults = renderFilter(readFilter({}).filter);

function written({ filter, filterAsWritten: given }: SubscriptionRecord): unknown {
  if (!isJsonObject(given)) return given ?? renderFilter(filter);
  return { ...defaults, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) };
}

/** Why nothing can be said of a changed filter of which a part could not be read; undefined where that does not matter. */
export function unreadableChange(base: SubscriptionRecord, head: SubscriptionRecord): string | undefined {
  if (!isUnreadable(base) && !isUnreadable(head)) return undefined;
  const [before, after] = [base, head].map((one) => canonical(written(one)));
  if (before === after) return undefined;
  const which = isUnreadable(head) ? "the new filter" : "the filter as it was";
  return `a part of ${which} cannot be read, and \`npx acs-events check\` says which`;
}
