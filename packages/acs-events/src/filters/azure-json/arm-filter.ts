import type { AdvancedFilter } from "../advanced-filter.ts";

/**
 * A filter in the words and the shape of Azure's JSON (`EventSubscriptionFilter` of the REST specification 2025-02-15):
 * every property is there, defaults included, so that two filters of equal text are equal. "Every type" is `["All"]`.
 */
export interface ArmFilter {
  readonly includedEventTypes: readonly string[];
  readonly subjectBeginsWith: string;
  readonly subjectEndsWith: string;
  readonly isSubjectCaseSensitive: boolean;
  readonly enableAdvancedFilteringOnArrays: boolean;
  readonly advancedFilters: readonly AdvancedFilter[];
}

/** The properties that Azure's filter has; everything else is unknown to it. */
export const armFilterProperties = Object.freeze([
  "includedEventTypes",
  "subjectBeginsWith",
  "subjectEndsWith",
  "isSubjectCaseSensitive",
  "enableAdvancedFilteringOnArrays",
  "advancedFilters",
] as const satisfies readonly (keyof ArmFilter)[]);

export type ArmFilterProperty = (typeof armFilterProperties)[number];
