import type { AdvancedFilter } from "../infra/filters/advanced-filter.ts";
import type { SubscriptionRecord } from "../infra/subscriptions/subscription-record.ts";
import type { SubscriptionSet } from "../infra/subscriptions/subscription-set.ts";

export interface SubscriptionsToAsk {
  readonly subscriptions: readonly SubscriptionRecord[];
  /** Why others are left out: what is left of a filter that could not be read lets through what it should not. */
  readonly leftOut: readonly string[];
  /** What answers rest on that was not to be seen, or not exactly. */
  readonly notes: readonly string[];
}

/** The subscriptions of a set that can be asked whether they get an event. */
export function subscriptionsToAsk({ subscriptions, findings }: SubscriptionSet): SubscriptionsToAsk {
  const unread = subscriptions.filter(({ positions }) => positions !== undefined);
  const asked = subscriptions.filter(({ positions }) => positions === undefined);
  return {
    subscriptions: asked,
    leftOut: unread.map(({ name }) => {
      const why = findings.filter(({ subscription, level, path }) => {
        return subscription === name && level === "error" && (path === "" || path.startsWith("filter"));
      });
      return `${name} is left out, since its filter cannot be read: ${why.map(({ message }) => message).join(" ")}`;
    }),
    notes: asked.flatMap((record) => [...hiddenIn(record), ...roundedIn(record)]),
  };
}

/** Prints what is left out, and what answers rest on, to standard error. */
export function tellWhatIsNotAsked({ leftOut, notes }: SubscriptionsToAsk): void {
  for (const line of [...leftOut, ...notes]) console.error(line);
}

function hiddenIn({ name, hidden }: SubscriptionRecord): readonly string[] {
  const paths = hidden.filter(({ path }) => path.startsWith("filter")).map(({ path }) => path);
  if (paths.length === 0) return [];
  return [`${name}: ${paths.join(", ")} is not shown in what was read; the answers take it as if it were not there.`];
}

function roundedIn({ name, filter }: SubscriptionRecord): readonly string[] {
  const large = filter.advancedFilters.flatMap(numbersOf).filter((number) => {
    return Number.isInteger(number) && !Number.isSafeInteger(number);
  });
  if (large.length === 0) return [];
  return [
    `${name}: ${large.join(", ")} is beyond 2^53, where not every whole number can be held; another one may have been written.`,
  ];
}

function numbersOf(condition: AdvancedFilter): readonly number[] {
  const given = "value" in condition ? [condition.value] : "values" in condition ? condition.values.flat() : [];
  return given.filter((value) => typeof value === "number");
}
