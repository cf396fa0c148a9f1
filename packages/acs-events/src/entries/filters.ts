/** `acs-events/filters`: a filter as a value, what it matches, and how two of them relate. */
export type { CloudEvent, Event, EventGridEvent } from "../catalog/event.ts";
export { type CheckOptions, checkFilter, checkFilterJson } from "../filter-rules/index.ts";
export {
  type Answer,
  covers,
  difference,
  type FilterRelation,
  filterRelation,
  isEmpty,
  overlaps,
  type Relation,
  type SetOptions,
  type Witness,
} from "../filter-sets/index.ts";
export { type ArmFilter, type ReadFilter, readFilter, renderFilter } from "../filters/azure-json/index.ts";
export { type Explanation, explain } from "../filters/explain/explain.ts";
export type { Filter } from "../filters/filter.ts";
export type { Finding } from "../filters/finding.ts";
export { compileFilter, matches } from "../filters/match/matches.ts";
export {
  buildIndex,
  type IndexedSubscription,
  type SubscriptionIndex,
} from "../subscription-index/subscription-index.ts";
