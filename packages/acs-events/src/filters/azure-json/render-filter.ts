import { isJsonObject } from "../../json/json-object.ts";
import type { AdvancedFilter } from "../advanced-filter.ts";
import type { Filter } from "../filter.ts";
import type { ArmFilter } from "./arm-filter.ts";

/**
 * A filter as Azure's JSON, in one stable form: every property is there, in this order, defaults included; event types
 * sorted, each once; conditions in their own order, each as `operatorType`, `key`, operand. `unknown` is what
 * `readFilter` kept of properties that Azure does not have; they come last.
 */
export function renderFilter(filter: Filter, unknown: Readonly<Record<string, unknown>> = {}): ArmFilter {
  const { advancedFilters: unknownOfConditions, ...rest } = unknown;
  const ofCondition = isJsonObject(unknownOfConditions) ? unknownOfConditions : {};
  return {
    includedEventTypes: filter.eventTypes === "All" ? ["All"] : [...new Set(filter.eventTypes)].sort(),
    subjectBeginsWith: filter.subjectBeginsWith,
    subjectEndsWith: filter.subjectEndsWith,
    isSubjectCaseSensitive: filter.isSubjectCaseSensitive,
    enableAdvancedFilteringOnArrays: filter.enableAdvancedFilteringOnArrays,
    advancedFilters: filter.advancedFilters.map((condition, index) => {
      const extra = ofCondition[String(index)];
      return { ...renderAdvancedFilter(condition), ...(isJsonObject(extra) ? extra : {}) };
    }),
    ...rest,
  };
}

function renderAdvancedFilter(condition: AdvancedFilter): AdvancedFilter {
  const { operatorType, key, ...operand } = condition;
  // Only the order of the properties changes; the compiler loses the pairing of operator and operand on the way.
  return { operatorType, key, ...operand } as AdvancedFilter;
}
