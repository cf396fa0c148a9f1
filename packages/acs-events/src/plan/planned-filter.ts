import { eventTypeNames } from "../catalog/event-types.ts";
import { isRawFilter, renderRawFilter } from "../filter-builder/raw-filter.ts";
import { type ArmFilter, renderFilter } from "../filters/azure-json/index.ts";
import type { Filter } from "../filters/filter.ts";

/**
 * A filter as it is deployed. `"All"` becomes the list of every current event type: Azure has not taken `["All"]` since
 * API 2019-02-01-preview, and fixes an absent list when the subscription is created. A new type of the catalog
 * therefore shows in the plan as a change.
 */
export function plannedFilter(filter: Filter): ArmFilter {
  const rendered = isRawFilter(filter) ? renderRawFilter(filter) : renderFilter(filter);
  // A raw filter may hold anything here; `check` reports what is not a list.
  const listed: unknown = rendered.includedEventTypes;
  const every = Array.isArray(listed) && listed.includes("All");
  return every ? { ...rendered, includedEventTypes: [...eventTypeNames].sort() } : rendered;
}
