import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { FilterRule } from "./filter-rule.ts";

const findings = {
  "event-types-empty": {
    level: "warning",
    says: "The list of event types is empty. What Azure makes of that is not documented; templates use it for every type.",
    todo: "List the types that are meant.",
  },
  "event-types-all": {
    level: "warning",
    says: '"All" is not an accepted value since API version 2019-02-01-preview. What Azure answers to it today is not recorded; here it is taken as every type.',
    todo: 'List the types that are meant. In a team file `eventTypes: "All"` is deployed as the names of every current type.',
  },
  "event-types-all-beside-names": {
    level: "warning",
    says: '"All" stands beside names. It is not an accepted value since API version 2019-02-01-preview; here it is taken as every type.',
    todo: 'Take "All" out.',
  },
  "event-type-duplicate": {
    level: "warning",
    says: "An event type is listed more than once.",
    todo: "List it once.",
  },
} as const;

/** How the list is written, whatever its names. */
export const eventTypeListsRule: FilterRule = {
  findings,
  check: ({ eventTypes }, context) => {
    const path = `${context.path}.includedEventTypes`;
    if (eventTypes === "All") {
      const message =
        '"All" is not an accepted value since API version 2019-02-01-preview, and what Azure answers to it today is not recorded. Here it is taken as every type; chat then comes on both levels, once per user and once per thread. List the types that are meant.';
      return [finding(findings, "event-types-all", { message, path, value: ["All"] })];
    }
    if (eventTypes.length === 0) {
      const message =
        "The list of event types is empty. What Azure makes of that is not documented; here it is taken as every type. List the types that are meant.";
      return [finding(findings, "event-types-empty", { message, path, value: [] })];
    }
    return [...allBesideNames(eventTypes, path), ...duplicates(eventTypes, path)];
  },
};

function allBesideNames(eventTypes: readonly string[], path: string): Finding[] {
  const index = eventTypes.indexOf("All");
  if (index === -1 || eventTypes.every((name) => name === "All")) return [];
  const message =
    '"All" stands beside names of event types. It is not an accepted value since API version 2019-02-01-preview; here it is taken as every type. Take it out.';
  const fix = eventTypes.filter((name) => name !== "All");
  return [finding(findings, "event-types-all-beside-names", { message, path, value: [...eventTypes], fix })];
}

function duplicates(eventTypes: readonly string[], path: string): Finding[] {
  const first = new Map<string, number>();
  return eventTypes.flatMap((name, index) => {
    const before = first.get(name);
    if (before === undefined) {
      first.set(name, index);
      return [];
    }
    const message = `${shown(name)} is listed already, at position ${before + 1}.`;
    return [finding(findings, "event-type-duplicate", { message, path: `${path}[${index}]`, value: name })];
  });
}
