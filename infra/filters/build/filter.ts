import { type EventType, isEventType } from "../../catalog/event-types.ts";
import { formerEventTypes, isFormerEventType } from "../../catalog/former-event-types.ts";
import type { Filter } from "../filter.ts";
import type { Finding } from "../finding.ts";
import type { EventTypesArgument } from "./event-types-argument.ts";
import { FilterError } from "./filter-error.ts";
import type { SubjectPrefix, SubjectSuffix } from "./subject-argument.ts";

export interface FilterOptions<T extends readonly string[], P extends string, S extends string> {
  /** Which events, by their type; at least one. */
  readonly eventTypes: T & EventTypesArgument<T>;
  /** Literal, without wildcards; typed by the event types. Left out, every subject. */
  readonly subjectBeginsWith?: P & SubjectPrefix<Extract<T[number], EventType>, P>;
  /** Literal, without wildcards; typed by the event types. Left out, every subject. */
  readonly subjectEndsWith?: S & SubjectSuffix<Extract<T[number], EventType>, S>;
  /** For prefix and suffix; false unless said, as in Azure. */
  readonly isSubjectCaseSensitive?: boolean;
}

/**
 * Which events a subscription lets through. What can never match does not compile; for what is not typed the same rules
 * hold when it runs: throws a `FilterError` with everything that is wrong.
 */
export function filter<
  const T extends readonly [string, ...string[]],
  const P extends string = never,
  const S extends string = never,
>(options: FilterOptions<T, P, S>): Filter {
  const eventTypes = [...new Set<string>(options.eventTypes)].sort();
  const findings = eventTypes.flatMap((type, index) => checkEventType(type, index));
  if (findings.length > 0) throw new FilterError(findings);
  return Object.freeze({
    kind: "filter" as const,
    eventTypes: Object.freeze(eventTypes),
    subjectBeginsWith: options.subjectBeginsWith ?? "",
    subjectEndsWith: options.subjectEndsWith ?? "",
    isSubjectCaseSensitive: options.isSubjectCaseSensitive ?? false,
    enableAdvancedFilteringOnArrays: false,
    advancedFilters: Object.freeze([]),
  });
}

function checkEventType(type: string, index: number): Finding[] {
  if (isEventType(type)) return [];
  const path = `filter.includedEventTypes[${index}]`;
  if (isFormerEventType(type)) {
    const { replacedBy } = formerEventTypes[type];
    const message = `"${type}" is no event type any more; use "${replacedBy}"`;
    return [{ id: "event-type-renamed", level: "error", path, message, value: type, fix: replacedBy }];
  }
  const message = `"${type}" is no event type of Communication Services; \`npx acs-events catalog\` lists them`;
  return [{ id: "event-type-unknown", level: "error", path, message, value: type }];
}
