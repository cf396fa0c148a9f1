import { overlaps, type SetOptions } from "../infra/filters/sets/index.ts";
import { endpointName } from "../infra/subscriptions/endpoint-name.ts";
import type { SubscriptionRecord } from "../infra/subscriptions/subscription-record.ts";

/** The other subscriptions of the same endpoint that let some of the same events through. */
export function sameEventTwice(
  one: SubscriptionRecord,
  all: readonly SubscriptionRecord[],
  options: SetOptions,
): readonly string[] {
  const endpoint = endpointName(one);
  return all
    .filter((other) => other.name !== one.name && endpointName(other) === endpoint && one.destination !== null)
    .filter((other) => overlaps(one.filter, other.filter, options).answer === "yes")
    .map(({ name }) => name);
}
