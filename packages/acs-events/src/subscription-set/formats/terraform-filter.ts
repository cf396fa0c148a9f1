import { type Operator, operators } from "../../filters/operators.ts";
import { hiddenMark, isHiddenMark } from "../hidden-values.ts";
import { blockOf, given, isBlock, type JsonObject, withoutAbsent } from "./terraform-values.ts";

/** The filter of an azurerm event subscription in Azure's JSON; what cannot be seen stays a mark. */
export function terraformFilter(values: JsonObject): JsonObject {
  const types = values["included_event_types"];
  const subject = blockOf(values, "subject_filter");
  const begins = isBlock(subject) ? subject : undefined;
  return withoutAbsent({
    // The provider leaves an empty list out of what it sends.
    includedEventTypes: Array.isArray(types) && types.length === 0 ? undefined : given(types),
    ...(isHiddenMark(subject) ? { subjectBeginsWith: subject, subjectEndsWith: subject } : {}),
    ...(begins === undefined
      ? {}
      : {
          subjectBeginsWith: given(begins["subject_begins_with"]),
          subjectEndsWith: given(begins["subject_ends_with"]),
          isSubjectCaseSensitive: begins["case_sensitive"] ?? undefined,
        }),
    enableAdvancedFilteringOnArrays: values["advanced_filtering_on_arrays_enabled"] ?? undefined,
    advancedFilters: advancedFilters(values),
  });
}

/** `string_begins_with` of `StringBeginsWith`, for all operators. */
const operatorByBlock: ReadonlyMap<string, Operator> = new Map(
  (Object.keys(operators) as Operator[]).map((operator) => [
    operator.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase(),
    operator,
  ]),
);

function advancedFilters(values: JsonObject): unknown {
  const blocks = values["advanced_filter"];
  const dynamic = blockOf({ dynamic: values["dynamic"] }, "advanced_filter");
  if (isHiddenMark(dynamic)) return dynamic;
  if (isHiddenMark(blocks)) return blocks;
  const list = Array.isArray(blocks) ? blocks : isBlock(blocks) ? [blocks] : [];
  const conditions = list.flatMap((block: unknown) => (isBlock(block) ? conditionsOf(block) : [block]));
  return conditions.length === 0 ? undefined : conditions;
}

function conditionsOf(block: JsonObject): unknown[] {
  return Object.entries(block).flatMap(([name, value]): unknown[] => {
    const operatorType = operatorByBlock.get(name);
    if (name === "dynamic" && isBlock(value))
      return Object.keys(value).map((operator) => hiddenMark("expression", `dynamic "${operator}"`));
    if (value === null || (Array.isArray(value) && value.length === 0)) return [];
    // An operator that is newer than this list is there, and what it matches is not known.
    if (operatorType === undefined) return [hiddenMark("expression", name)];
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    return list.map((one) => (isBlock(one) ? conditionOf(operatorType, one) : one));
  });
}

function conditionOf(operatorType: Operator, { key, value, values }: JsonObject): JsonObject {
  return withoutAbsent({
    operatorType,
    key,
    value: value ?? undefined,
    values:
      operators[operatorType].operand === "ranges" && Array.isArray(values) ? ranges(values) : (values ?? undefined),
  });
}

/** Ranges are pairs; one version of the provider writes them into its state one number after the other. */
function ranges(values: readonly unknown[]): readonly unknown[] {
  if (values.length % 2 === 1 || !values.every((one) => typeof one === "number")) return values;
  return values.flatMap((low, index) => (index % 2 === 0 ? [[low, values[index + 1]]] : []));
}
