import { eventTypeNames } from "../catalog/event-types.ts";
import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import { foldCase } from "../filters/match/fold.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { isEventTypeKey, isSubjectKey, parseKey } from "./filter-key.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { lookUp } from "./payload-lookup.ts";
import { fixedPrefix, fixedSuffix } from "./subject-fixes.ts";
import { canBe, canBegin, canEnd, templatesOf } from "./subject-templates.ts";
import { didYouMeanInWords, listed } from "./wording.ts";

const findings = {
  "value-not-documented": {
    level: "warning",
    says: "A value is none of those that the property is documented to have.",
    todo: "Write the value that is suggested. A new one that you have seen in an event: write `unlisted(…)` around it, and report it.",
  },
  "value-not-event-type": {
    level: "error",
    says: "A condition on the event type names one that does not exist.",
    todo: "Write the name that is suggested, and list it under includedEventTypes.",
  },
  "value-not-subject": {
    level: "error",
    says: "A condition on the subject has no value that a subject of the chosen event types can meet.",
    todo: "Write the value that is suggested, or compare with the subjects that `npx acs-events catalog` shows.",
  },
} as const;

/** Values of conditions against what is known of the property, the event type or the subject. */
export const fieldValuesRule: FilterRule = {
  findings,
  check: ({ advancedFilters }, context) =>
    advancedFilters.flatMap((condition, index): Finding[] => {
      if (!hasStrings(condition) || condition.values.length === 0) return [];
      const path = `${context.path}.advancedFilters[${index}].values`;
      if (isSubjectKey(condition.key)) return subjectValues(condition, path, context);
      if (condition.operatorType !== "StringIn" && condition.operatorType !== "StringNotIn") return [];
      if (isEventTypeKey(condition.key, context.deliverySchema)) return eventTypeValues(condition, path);
      return payloadValues(condition, path, context);
    }),
};

type StringCondition = Extract<AdvancedFilter, { readonly values: readonly string[] }>;

function hasStrings(condition: AdvancedFilter): condition is StringCondition {
  return condition.operatorType.startsWith("String");
}

function payloadValues({ key, values }: StringCondition, path: string, { types }: CheckContext): Finding[] {
  const parsed = parseKey(key);
  if (parsed.kind !== "data") return [];
  const lists = types.flatMap((type) => {
    const found = lookUp(type, parsed.names);
    return found.kind === "field" ? [found.field.values] : [];
  });
  const known = [...new Set(lists.flatMap((list) => list ?? []))];
  if (lists.length === 0 || lists.includes(undefined)) return [];
  const bad = unlisted(values, known);
  if (bad.length === 0) return [];
  const fix = bad.length === 1 ? didYouMean(bad[0] ?? "", known) : undefined;
  const message = `${listed(bad.map(shown))} ${bad.length === 1 ? "is not a value" : "are not values"} that ${shown(key)} is documented to have; there ${known.length === 1 ? "is" : "are"} ${listed(known, 12)}.${didYouMeanInWords(fix)}`;
  return [
    finding(findings, "value-not-documented", { message, path, value: bad, ...(fix === undefined ? {} : { fix }) }),
  ];
}

function eventTypeValues({ values }: StringCondition, path: string): Finding[] {
  const bad = unlisted(values, eventTypeNames);
  if (bad.length === 0) return [];
  const fix = bad.length === 1 ? didYouMean(bad[0] ?? "", eventTypeNames) : undefined;
  const message = `${listed(bad.map(shown))} ${bad.length === 1 ? "is not a known event type" : "are not known event types"} of Communication Services.${didYouMeanInWords(fix)} Event types belong under includedEventTypes.`;
  return [
    finding(findings, "value-not-event-type", { message, path, value: bad, ...(fix === undefined ? {} : { fix }) }),
  ];
}

/** Those that are not in the list; string operators ignore case. */
function unlisted(values: readonly string[], known: readonly string[]): string[] {
  const folded = new Set(known.map(foldCase));
  return [...new Set(values.filter((value) => !folded.has(foldCase(value))))];
}

const subjectOperators = {
  StringIn: { verb: "is", fits: canBe, fixed: fixedPrefix },
  StringBeginsWith: { verb: "begins with", fits: canBegin, fixed: fixedPrefix },
  StringEndsWith: { verb: "ends with", fits: canEnd, fixed: fixedSuffix },
} as const;

/** String operators on the subject never look at case. Where no known template meets any value, nothing passes. */
function subjectValues({ operatorType, values }: StringCondition, path: string, { types }: CheckContext): Finding[] {
  if (!Object.hasOwn(subjectOperators, operatorType)) return [];
  const { verb, fits, fixed } = subjectOperators[operatorType as keyof typeof subjectOperators];
  const templates = types.map(templatesOf);
  if (templates.length === 0 || templates.some((one) => one.length === 0)) return [];
  // One value that can be met is enough; written both with and without a slash, the wrong one does no harm.
  if (values.some((value) => templates.flat().some((one) => fits(one, value, false)))) return [];
  const first = values[0] ?? "";
  const fix = fixed(first, types, false);
  const message = `No subject of the chosen event types ${verb} ${listed(values.map(shown))}.${didYouMeanInWords(fix)}`;
  return [
    finding(findings, "value-not-subject", {
      message,
      path,
      value: [...values],
      ...(fix === undefined ? {} : { fix: [fix] }),
    }),
  ];
}
