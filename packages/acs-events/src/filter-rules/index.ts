import type { DeliverySchema } from "../catalog/event.ts";
import { type EventType, eventTypeNames, isEventType } from "../catalog/event-types.ts";
import { type FilterPositions, readFilter } from "../filters/azure-json/index.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { filterRules } from "./rules.ts";

export { type FindingDefinition, type FindingDefinitions, finding } from "../filters/finding-definitions.ts";
export type { CheckContext, FilterRule } from "./filter-rule.ts";
export { filterRules } from "./rules.ts";

export interface CheckOptions {
  /** The schema in which the subscription delivers; it decides which keys there are. `EventGridSchema` unless said. */
  readonly deliverySchema?: DeliverySchema;
  /** ISO date, `2026-11-24`. Without it no finding depends on the date. */
  readonly today?: string;
  /** Where the filter stands: the beginning of every finding's path. `filter` unless said. */
  readonly path?: string;
  /** Where its parts stood in the JSON that it was read from, when some could not be read (`readFilter`). */
  readonly positions?: FilterPositions | undefined;
  /** The rules to check by; `filterRules` unless said. */
  readonly rules?: readonly FilterRule[];
}

/**
 * Everything that is to be said about a filter: what Azure would refuse, what can never do what it says, what is
 * probably not meant. Sound filters have no error and no warning. docs/reference/findings lists every id.
 */
export function checkFilter(filter: Filter, options: CheckOptions = {}): Finding[] {
  const { deliverySchema = "EventGridSchema", today, path = "filter", positions, rules = filterRules } = options;
  const { types, listed } = typesOf(filter);
  const context: CheckContext = { path, deliverySchema, types, listed, ...(today === undefined ? {} : { today }) };
  const findings = rules.flatMap(({ check }) => check(filter, context));
  return positions === undefined ? findings : findings.map((one) => relocate(one, path, positions));
}

/** Reads a filter from Azure's JSON and checks it: what `readFilter` and `checkFilter` say, in one list. */
export function checkFilterJson(json: unknown, options: Omit<CheckOptions, "positions"> = {}): Finding[] {
  const { filter, findings, positions } = readFilter(json, options.path);
  return [...findings, ...checkFilter(filter, { ...options, positions })];
}

function typesOf({ eventTypes }: Filter): { readonly types: readonly EventType[]; readonly listed: boolean } {
  if (eventTypes === "All" || eventTypes.length === 0 || eventTypes.includes("All")) {
    return { types: eventTypeNames, listed: false };
  }
  return { types: [...new Set(eventTypes.filter(isEventType))], listed: true };
}

/** The finding with the index that its part had in the JSON. */
function relocate(finding: Finding, path: string, positions: FilterPositions): Finding {
  for (const [name, indexes] of [
    ["includedEventTypes", positions.eventTypes],
    ["advancedFilters", positions.advancedFilters],
  ] as const) {
    const start = `${path}.${name}[`;
    if (!finding.path.startsWith(start)) continue;
    const end = finding.path.indexOf("]", start.length);
    const index = Number(finding.path.slice(start.length, end));
    return { ...finding, path: `${start}${indexes[index] ?? index}${finding.path.slice(end)}` };
  }
  return finding;
}
