import { renderFilter } from "../../filters/azure-json/index.ts";
import { shown } from "../../filters/azure-json/json-value.ts";
import { type FindingDefinitions, finding } from "../../filters/finding-definitions.ts";
import { attachmentKeys } from "../attached-to.ts";
import { hasKnownName, type SubscriptionFinding, type SubscriptionRecord } from "../subscription-record.ts";

export const setFindings = {
  "subscription-name-taken": {
    level: "error",
    says: "Two subscriptions have one name. Azure compares names without case, and one overwrites the other.",
    todo: "Give one of them another name.",
  },
  "too-many-subscriptions": {
    level: "error",
    azure: "refuses",
    says: "There are more than 500 event subscriptions. A system topic takes no more, and a Communication Services resource has one topic.",
    todo: "Merge subscriptions with the same destination, or spread the work over several resources.",
  },
  "subscription-duplicate": {
    level: "warning",
    says: "Two subscriptions have the same filter and the same destination, so that every event comes twice.",
    todo: "Remove one of them.",
  },
} as const satisfies FindingDefinitions;

/**
 * What can be said of the subscriptions of one topic together: names are unique and numbers limited within what
 * subscriptions belong to. Those of which the input does not say it are taken to belong to one topic.
 */
export function checkSet(subscriptions: readonly SubscriptionRecord[]): SubscriptionFinding[] {
  const keyOf = attachmentKeys(subscriptions.map(({ attachedTo }) => attachedTo));
  const groups = Map.groupBy(subscriptions, ({ attachedTo }) => keyOf(attachedTo) ?? "");
  return [...groups.values()].flatMap((together) => [
    ...tooMany(together),
    ...namesTaken(together),
    ...duplicates(together),
  ]);
}

/** Azure docs, quotas-limits: a hard limit. */
function tooMany({ length }: readonly SubscriptionRecord[]): SubscriptionFinding[] {
  if (length <= 500) return [];
  const message = `There are ${length} event subscriptions; a system topic takes 500, and a Communication Services resource has one topic.`;
  return [
    { subscription: "", ...finding(setFindings, "too-many-subscriptions", { message, path: "", value: length }) },
  ];
}

function namesTaken(subscriptions: readonly SubscriptionRecord[]): SubscriptionFinding[] {
  const seen = new Map<string, SubscriptionRecord>();
  return subscriptions.flatMap((one): SubscriptionFinding[] => {
    const { name } = one;
    if (!hasKnownName(one)) return [];
    const key = name.toLowerCase();
    const taken = seen.get(key);
    if (taken === undefined) {
      seen.set(key, one);
      return [];
    }
    const place = taken.declaredAt;
    const where = place === undefined ? "" : ` (${place.file}:${place.line})`;
    const message =
      taken.name === name
        ? `${shown(name)} is there twice${where}; give one of the two another name.`
        : `${shown(name)} and ${shown(taken.name)}${where} differ in case only, and Azure compares names without case; give one of the two another name.`;
    return [
      {
        subscription: name,
        ...finding(setFindings, "subscription-name-taken", { message, path: "name", value: name }),
      },
    ];
  });
}

function duplicates(subscriptions: readonly SubscriptionRecord[]): SubscriptionFinding[] {
  const seen = new Map<string, string>();
  return subscriptions.flatMap((one): SubscriptionFinding[] => {
    // What cannot be seen, or read, cannot be compared.
    if (one.destination === null || one.hidden.length > 0 || one.positions !== undefined) return [];
    const key = JSON.stringify([renderFilter(one.filter), one.destination, one.eventDeliverySchema]);
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, one.name);
      return [];
    }
    if (before.toLowerCase() === one.name.toLowerCase()) return [];
    const message = `${shown(one.name)} has the same filter and the same destination as ${shown(before)}, so that every event comes twice; remove one of the two.`;
    return [
      {
        subscription: one.name,
        ...finding(setFindings, "subscription-duplicate", { message, path: "", value: before }),
      },
    ];
  });
}
