import type { EventType } from "../catalog/event-types.ts";
import type { Field } from "../catalog/payloads/field.ts";
import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { operators } from "../filters/operators.ts";
import { parseKey } from "./filter-key.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { lookUp } from "./payload-lookup.ts";
import { typesInWords } from "./wording.ts";

const findings = {
  "operator-wrong-for-field": {
    level: "error",
    says: 'The operator compares with another type of value than the property has. Nothing is converted: 5 is not "5".',
    todo: "Use an operator of the property's type.",
  },
  "operator-wrong-for-some-types": {
    level: "warning",
    says: "The property has the operator's type in some of the chosen event types only. `version`, for example, is a number in user-level chat events and a string in thread-level ones.",
    todo: "Make a subscription for each group of types.",
  },
  "field-is-object": {
    level: "error",
    says: "The property is an object, or an array of objects, which no operator can compare.",
    todo: "Name a property inside it; into arrays of objects Event Grid cannot look.",
  },
  "arrays-flag-missing": {
    level: "error",
    says: "The property is an array, which is compared element by element only when enableAdvancedFilteringOnArrays is on; without it nothing matches.",
    todo: 'Set `"enableAdvancedFilteringOnArrays": true`.',
  },
  "null-check-never-holds": {
    level: "warning",
    says: "IsNullOrUndefined on a property of which no source says that it may be missing or null.",
    todo: "Omit the condition, or name another property.",
  },
  "condition-needs-field": {
    level: "info",
    says: "The property can be missing, and a missing one does not pass StringNotContains, StringNotBeginsWith or StringNotEndsWith (unlike StringNotIn and NumberNotIn).",
    todo: "Nothing, where that is meant; else filter in the handler.",
  },
  "range-when-missing": {
    level: "info",
    says: "The property can be missing, and whether NumberInRange or NumberNotInRange then match is not documented. Here they do not.",
    todo: "Use NumberGreaterThanOrEquals and NumberLessThanOrEquals, for which it is.",
  },
} as const;

/** Operators against the types of the properties that they look at. */
export const fieldTypesRule: FilterRule = {
  findings,
  check: (filter, context) =>
    filter.advancedFilters.flatMap((condition, index): Finding[] => {
      const key = parseKey(condition.key);
      if (key.kind !== "data") return [];
      const looked = context.types.flatMap((type) => {
        const found = lookUp(type, key.names);
        return found.kind === "field" ? [{ type, field: found.field, always: found.always }] : [];
      });
      if (looked.length === 0) return [];
      return checkCondition(condition, looked, filter, {
        ...context,
        path: `${context.path}.advancedFilters[${index}]`,
      });
    }),
};

interface Looked {
  readonly type: EventType;
  readonly field: Field;
  readonly always: boolean;
}

function checkCondition(
  condition: AdvancedFilter,
  looked: readonly Looked[],
  filter: Filter,
  context: CheckContext,
): Finding[] {
  if (operators[condition.operatorType].operand === "none") return nullCheck(condition, looked, context);
  const wrong = looked.filter(({ field }) => !suits(condition, field));
  if (wrong.length > 0) {
    const problem = wrongType(condition, wrong, looked, context);
    if (wrong.length === looked.length || context.listed) return [problem];
  }
  const arrays = looked.filter(({ field }) => field.kind === "strings");
  if (arrays.length > 0 && !filter.enableAdvancedFilteringOnArrays) {
    const message = `${shown(condition.key)} is an array in ${typesInWords(arrays.map(({ type }) => type))}, and matches nothing while enableAdvancedFilteringOnArrays is off. Set "enableAdvancedFilteringOnArrays": true.`;
    const at = { path: `${context.path}.key`, value: condition.key, fix: { enableAdvancedFilteringOnArrays: true } };
    return [finding(findings, "arrays-flag-missing", { message, ...at })];
  }
  return whenMissing(condition, looked, context);
}

function suits({ operatorType }: AdvancedFilter, { kind }: Field): boolean {
  if (kind === "unknown") return true;
  switch (operators[operatorType].operand) {
    case "strings":
      return kind === "string" || kind === "strings" || kind === "string-or-number";
    case "number":
    case "numbers":
    case "ranges":
      return kind === "number" || kind === "string-or-number";
    case "boolean":
      return kind === "boolean";
    case "none":
      return true;
  }
}

const kindWords = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  "string-or-number": "a string or a number",
  strings: "an array of strings",
  object: "an object",
  objects: "an array of objects",
  unknown: "of unknown type",
} as const satisfies Record<Field["kind"], string>;

function wrongType(
  { operatorType, key }: AdvancedFilter,
  wrong: readonly Looked[],
  looked: readonly Looked[],
  context: CheckContext,
): Finding {
  const first = wrong[0]?.field.kind ?? "unknown";
  const at = { path: `${context.path}.operatorType`, value: operatorType };
  if (wrong.length < looked.length) {
    const message = `In ${typesInWords(wrong.map(({ type }) => type))} ${shown(key)} is ${kindWords[first]}, which ${operatorType} does not compare; in the other event types it does. Make a subscription for each group.`;
    return finding(findings, "operator-wrong-for-some-types", { message, ...at });
  }
  if (first === "object" || first === "objects") {
    const where = first === "object" ? " Name a property inside it." : " Event Grid cannot look into it.";
    const message = `${shown(key)} is ${kindWords[first]}, which no operator but IsNotNull and IsNullOrUndefined looks at.${where}`;
    return finding(findings, "field-is-object", { message, path: `${context.path}.key`, value: key });
  }
  const message = `${shown(key)} is ${kindWords[first]}, which ${operatorType} does not compare; nothing is converted. Use ${suitable[first]}.`;
  return finding(findings, "operator-wrong-for-field", { message, ...at });
}

const suitable = {
  string: "one of the String operators",
  number: "one of the Number operators",
  boolean: "BoolEquals",
  "string-or-number": "one of the String or Number operators",
  strings: "one of the String operators, with enableAdvancedFilteringOnArrays",
  unknown: "IsNotNull",
} as const;

function nullCheck({ operatorType, key }: AdvancedFilter, looked: readonly Looked[], context: CheckContext): Finding[] {
  if (operatorType !== "IsNullOrUndefined" || !looked.every(({ always }) => always)) return [];
  const message = `No source says that ${shown(key)} can be missing or null, so that this may never hold.`;
  return [finding(findings, "null-check-never-holds", { message, path: context.path, value: key })];
}

function whenMissing(
  { operatorType, key }: AdvancedFilter,
  looked: readonly Looked[],
  context: CheckContext,
): Finding[] {
  const { negative, missing } = operators[operatorType];
  if (missing === true || !looked.some(({ field }) => field.optional === true || field.nullable === true)) return [];
  const at = { path: `${context.path}.operatorType`, value: operatorType };
  if (missing === "undocumented") {
    const message = `${shown(key)} can be missing; whether ${operatorType} matches then is not documented, and here it does not.`;
    return [finding(findings, "range-when-missing", { message, ...at })];
  }
  if (!negative) return [];
  const message = `${shown(key)} can be missing, and events without it do not pass ${operatorType} (they would pass StringNotIn).`;
  return [finding(findings, "condition-needs-field", { message, ...at })];
}
