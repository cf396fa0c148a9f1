import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { FilterRule } from "./filter-rule.ts";

/** Azure docs, event-filtering, "Limitations". The limits of 5 of 2018 are gone. */
const most = { advancedFilters: 25, values: 25, characters: 512 } as const;

const findings = {
  "too-many-advanced-filters": {
    level: "error",
    azure: "refuses",
    says: "There are more than 25 advanced filters.",
    todo: "Merge conditions on one key into one with several values, or make two subscriptions.",
  },
  "too-many-filter-values": {
    level: "error",
    azure: "refuses",
    says: "The advanced filters have more than 25 values together. A single value and a range count as one, null checks as none; how Azure counts those is not documented.",
    todo: "Use a prefix in place of many values, or divide them among several subscriptions.",
  },
  "value-too-long": {
    level: "error",
    azure: "refuses",
    says: "A string value has more than 512 characters.",
    todo: "Compare a shorter part, with StringBeginsWith, StringEndsWith or StringContains.",
  },
} as const;

/** How much a filter may hold. */
export const limitsRule: FilterRule = {
  findings,
  check: ({ advancedFilters }, context) => {
    const path = `${context.path}.advancedFilters`;
    const found: Finding[] = [];
    if (advancedFilters.length > most.advancedFilters) {
      const value = advancedFilters.length;
      const message = `There are ${value} advanced filters; Azure takes ${most.advancedFilters}. Merge conditions on one key, or make two subscriptions.`;
      found.push(finding(findings, "too-many-advanced-filters", { message, path, value }));
    }
    const values = advancedFilters.reduce((sum, condition) => sum + countOf(condition), 0);
    if (values > most.values) {
      const message = `The advanced filters have ${values} values together; Azure takes ${most.values} in one subscription. Use a prefix in place of many values, or divide them among several subscriptions.`;
      found.push(finding(findings, "too-many-filter-values", { message, path, value: values }));
    }
    return [...found, ...advancedFilters.flatMap((condition, index) => tooLong(condition, `${path}[${index}].values`))];
  },
};

function countOf(condition: AdvancedFilter): number {
  if ("values" in condition) return condition.values.length;
  return "value" in condition ? 1 : 0;
}

function tooLong(condition: AdvancedFilter, path: string): Finding[] {
  if (!("values" in condition)) return [];
  return [...condition.values.entries()].flatMap(([index, value]) => {
    if (typeof value !== "string" || value.length <= most.characters) return [];
    const message = `The value has ${value.length} characters; Azure takes ${most.characters}: ${shown(value)}.`;
    return [finding(findings, "value-too-long", { message, path: `${path}[${index}]`, value })];
  });
}
