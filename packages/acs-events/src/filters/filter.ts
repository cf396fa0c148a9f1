import type { AdvancedFilter } from "./advanced-filter.ts";

/**
 * Which events a subscription matches: its event type is listed, and its subject begins and ends as said, and
 * every advanced filter holds. A plain frozen record in one normal form, however it was written.
 *
 * `eventTypes` holds plain names, since a filter read from Azure may name anything; `filter()` accepts current ones only.
 */
export interface Filter {
  readonly kind: "filter";
  /**
   * The listed event types, or every one. An author has to write "All". For a filter from Azure, "All" also means that it
   * lists none.
   */
  readonly eventTypes: readonly string[] | "All";
  /** Literal, without wildcards; "" matches every subject. */
  readonly subjectBeginsWith: string;
  /** Literal, without wildcards; "" matches every subject. */
  readonly subjectEndsWith: string;
  /** Applies to the two above only; string operators never look at case. */
  readonly isSubjectCaseSensitive: boolean;
  readonly enableAdvancedFilteringOnArrays: boolean;
  readonly advancedFilters: readonly AdvancedFilter[];
}
