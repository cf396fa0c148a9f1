import type { Review } from "../../src/review/change.ts";
import { type CompareOptions, compareSubscriptions } from "../../src/review/compare.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

/** A subscription in the form of `az … list`. */
export type Given = Readonly<Record<string, unknown>>;

/** Event types by their short names; "All" stands for itself. */
export const types = (names: string): readonly string[] =>
  names.split(" ").map((name) => (name === "All" ? name : `Microsoft.Communication.${name}`));

/** A subscription to event types, to a queue of its own unless `queueName` is said. */
export function given(name: string, eventTypes: string, filter: Given = {}, more: Given = {}): Given {
  const { queueName = name, ...rest } = more;
  return {
    name,
    filter: { includedEventTypes: types(eventTypes), ...filter },
    destination: { endpointType: "StorageQueue", resourceId: "/subscriptions/0/x/storageAccounts/a", queueName },
    eventDeliverySchema: "EventGridSchema",
    ...rest,
  };
}

export const where = (operatorType: string, key: string, operand: Given = {}): Given => ({
  advancedFilters: [{ operatorType, key, ...operand }],
});

export function reviewOf(base: readonly Given[], head: readonly Given[], options: CompareOptions = {}): Review {
  return compareSubscriptions(
    readSubscriptionSet(base).subscriptions,
    readSubscriptionSet(head).subscriptions,
    options,
  );
}

/** Of each change: its name and the ids of its findings. */
export const idsIn = ({ changes }: Review): readonly (readonly [string, readonly string[]])[] =>
  changes.map(({ subscription, findings }) => [subscription, findings.map(({ id }) => id)]);
