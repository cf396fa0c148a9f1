import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { foldCase } from "../filters/match/fold.ts";
import { operators } from "../filters/operators.ts";
import { compareNumbers, type Decimal, isJsonNumber } from "../json/exact-number.ts";
import type { FilterRule } from "./filter-rule.ts";
import { listed } from "./wording.ts";

const findings = {
  "values-empty": {
    level: "error",
    says: "An advanced filter has an empty list of values. The REST specification lets it be, but nothing can be one of no values.",
    todo: "Give at least one value, or omit the condition.",
  },
  "range-reversed": {
    level: "error",
    says: "A range has its upper bound first, so that no number lies in it.",
    todo: "Write the lower bound first; both belong to the range.",
  },
  "value-duplicate": {
    level: "warning",
    says: "A value occurs more than once in a condition; strings are compared without case.",
    todo: "Write it once; each counts against the limit of 25.",
  },
  "value-empty-string": {
    level: "warning",
    says: "A condition on a part of a string has an empty value, which every string contains: it always holds, or with Not never. Azure does not document it.",
    todo: "Leave the empty value out; for an empty string use StringIn.",
  },
  "value-wildcard": {
    level: "warning",
    says: "A string value has a star in it. There are no wildcards: it is compared as a star.",
    todo: "Use StringBeginsWith, StringEndsWith or StringContains without the star.",
  },
  "value-not-unicode": {
    level: "error",
    azure: "refuses",
    says: "A key or value has half of a character in it (a lone surrogate), which cannot be sent as JSON.",
    todo: "Look at how the text was cut.",
  },
  "number-not-exact": {
    level: "warning",
    says: "A number has more digits than a double keeps, such as a whole number beyond 2^53. Azure's interface describes values as doubles, and most tools read them so: the filter may be stored with another number.",
    todo: "Compare with a number of at most 15 digits; an id that is only called a number is a string in most payloads.",
  },
  "condition-duplicate": {
    level: "warning",
    says: "The same condition occurs twice.",
    todo: "Omit one.",
  },
} as const;

/** What is odd about the values of a condition, whatever its key. */
export const operandsRule: FilterRule = {
  findings,
  check: ({ advancedFilters }, context) => {
    const path = `${context.path}.advancedFilters`;
    return [
      ...advancedFilters.flatMap((condition, index) => checkOperand(condition, `${path}[${index}]`)),
      ...sameConditions(advancedFilters, path),
    ];
  },
};

function checkOperand(condition: AdvancedFilter, path: string): Finding[] {
  const found = unicode(condition.key, `${path}.key`);
  if ("value" in condition) return [...found, ...large(condition.value, `${path}.value`)];
  if (!("values" in condition)) return found;
  const at = `${path}.values`;
  if (condition.values.length === 0) {
    const negative = operators[condition.operatorType].negative;
    const message = `${condition.operatorType} has no values, so that ${negative ? "it excludes no value" : "nothing can match"}. Give at least one, or omit the condition.`;
    found.push(finding(findings, "values-empty", { message, path: at, value: [] }));
  }
  for (const [index, value] of condition.values.entries()) {
    const here = `${at}[${index}]`;
    if (typeof value === "string") found.push(...oddString(condition.operatorType, value, here));
    else if (isJsonNumber(value)) found.push(...large(value, here));
    else found.push(...oddRange(value, here));
  }
  return [...found, ...duplicates(condition.values, at)];
}

function oddString(operator: string, value: string, path: string): Finding[] {
  const found = unicode(value, path);
  const part = /(?:Contains|BeginsWith|EndsWith)$/.test(operator);
  if (value === "" && part) {
    const message = `Every string contains, begins and ends with "", so that ${operator.includes("Not") ? "this holds for no string" : "this holds for every string"}; Azure does not document it. Omit it.`;
    found.push(finding(findings, "value-empty-string", { message, path, value }));
  }
  if (value.includes("*")) {
    const message = `There are no wildcards in values: the star in ${shown(value)} is compared as a star.`;
    found.push(finding(findings, "value-wildcard", { message, path, value }));
  }
  return found;
}

function unicode(text: string, path: string): Finding[] {
  if (text.isWellFormed()) return [];
  const message = `There is half of a character here (a lone surrogate), which cannot be sent: ${shown(text)}. Look at how the text was cut.`;
  return [finding(findings, "value-not-unicode", { message, path, value: text })];
}

function oddRange([low, high]: readonly [Decimal, Decimal], path: string): Finding[] {
  const found = [...large(low, `${path}[0]`), ...large(high, `${path}[1]`)];
  if (compareNumbers(low, high) <= 0) return found;
  const message = `No number lies between ${low} and ${high}; write the lower bound first: [${high}, ${low}].`;
  return [...found, finding(findings, "range-reversed", { message, path, value: [low, high], fix: [high, low] })];
}

function large(value: Decimal | boolean, path: string): Finding[] {
  if (typeof value === "boolean" || (typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER))
    return [];
  const message = `Azure's interface describes values as doubles, and most tools read them so: ${value} may become another number before it is compared. Compare with a number of at most 15 digits.`;
  return [finding(findings, "number-not-exact", { message, path, value })];
}

function duplicates(values: readonly unknown[], path: string): Finding[] {
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const value of values) {
    const key = typeof value === "string" ? foldCase(JSON.stringify(value)) : JSON.stringify(value);
    if (seen.has(key)) again.add(shown(typeof value === "object" ? JSON.stringify(value) : value));
    seen.add(key);
  }
  if (again.size === 0) return [];
  const message = `${listed([...again])} ${again.size === 1 ? "occurs" : "occur"} more than once; each counts against the limit of 25 values.`;
  return [finding(findings, "value-duplicate", { message, path, value: [...again] })];
}

function sameConditions(conditions: readonly AdvancedFilter[], path: string): Finding[] {
  const first = new Map<string, number>();
  return conditions.flatMap((condition, index) => {
    const key = JSON.stringify([condition.operatorType, condition.key.toLowerCase(), operandOf(condition)]);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, index);
      return [];
    }
    const message = `The condition is the same as advancedFilters[${before}]; omit one.`;
    return [finding(findings, "condition-duplicate", { message, path: `${path}[${index}]`, value: condition })];
  });
}

function operandOf(condition: AdvancedFilter): unknown {
  if ("values" in condition) return condition.values;
  return "value" in condition ? condition.value : null;
}
