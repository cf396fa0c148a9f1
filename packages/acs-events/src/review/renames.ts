import { endpointName } from "../subscription-set/endpoint-name.ts";
import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";

/**
 * Which added subscription looks like which removed one under another name: the same filter to the same endpoint, each
 * used once. From either name to the other.
 */
export function renames(
  removed: readonly SubscriptionRecord[],
  added: readonly SubscriptionRecord[],
): ReadonlyMap<string, string> {
  const left = new Map<string, SubscriptionRecord[]>();
  for (const one of added) left.set(likeness(one), [...(left.get(likeness(one)) ?? []), one]);
  const names = new Map<string, string>();
  for (const one of removed) {
    const other = left.get(likeness(one))?.shift();
    if (other === undefined) continue;
    names.set(one.name, other.name);
    names.set(other.name, one.name);
  }
  return names;
}

function likeness(one: SubscriptionRecord): string {
  return JSON.stringify([one.filter, endpointName(one)]);
}
