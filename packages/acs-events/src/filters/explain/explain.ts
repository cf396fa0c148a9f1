import type { DeliverySchema, Event } from "../../catalog/event.ts";
import type { AdvancedFilter } from "../advanced-filter.ts";
import { type AssumptionName, type Assumptions, defaultAssumptions, openQuestions } from "../assumptions.ts";
import type { Filter } from "../filter.ts";
import { eventTypeOf } from "../match/basic.ts";
import { compileKey, unmatchable } from "../match/keys.ts";
import { compileFilter } from "../match/matches.ts";

/** What a condition found where it looked. */
export type Seen =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "missing" }
  /** The key leads nowhere by its form, whatever the event is. */
  | { readonly kind: "no-such-key" };

/** One condition of a filter. */
export interface DescribedCondition {
  /** In the terms of Azure's JSON: `filter.subjectBeginsWith`, `filter.advancedFilters[0]`. */
  readonly path: string;
  /** What it looks at: `eventType`, `subject`, `data.deliveryStatus`. */
  readonly key: string;
  /** `includedEventTypes`, `subjectBeginsWith`, or the operator. */
  readonly operator: string;
  /** What it asks for. */
  readonly wanted: unknown;
}

/** One condition of a filter, asked of one event. */
export interface ExplainedCondition extends DescribedCondition {
  readonly seen: Seen;
  readonly held: boolean;
  /** The options without which the answer would be another: the documentation is silent there. */
  readonly decidedBy: readonly AssumptionName[];
}

export interface Explanation {
  readonly matched: boolean;
  /** Every condition, whether it held or not, in the order of the filter. A filter without any matches everything. */
  readonly conditions: readonly ExplainedCondition[];
}

/** Asks every condition of a filter by itself. `matched` is what `matches` answers. */
export function explain(
  filter: Filter,
  event: Event,
  assumptions: Assumptions = defaultAssumptions,
  schema?: DeliverySchema,
): Explanation {
  const conditions = partsOf(filter).map(({ part, condition }): ExplainedCondition => {
    const only: Filter = { ...everything(filter), ...part };
    const held = compileFilter(only, assumptions, schema)(event);
    const seen = seenOf(valueFor(condition, event, assumptions, schema));
    return { ...condition, seen, held, decidedBy: deciding(only, event, assumptions, schema, held) };
  });
  return { matched: conditions.every(({ held }) => held), conditions };
}

/** Every condition of a filter, in its order. */
export function conditionsOf(filter: Filter): readonly DescribedCondition[] {
  return partsOf(filter).map(({ condition }) => condition);
}

function partsOf(
  filter: Filter,
): readonly { readonly part: Partial<Filter>; readonly condition: DescribedCondition }[] {
  const { eventTypes, subjectBeginsWith, subjectEndsWith, advancedFilters } = filter;
  const basic = (key: string, operator: string, wanted: unknown): DescribedCondition => ({
    path: `filter.${operator}`,
    key,
    operator,
    wanted,
  });
  return [
    ...(eventTypes === "All"
      ? []
      : [{ part: { eventTypes }, condition: basic("eventType", "includedEventTypes", eventTypes) }]),
    ...(subjectBeginsWith === ""
      ? []
      : [{ part: { subjectBeginsWith }, condition: basic("subject", "subjectBeginsWith", subjectBeginsWith) }]),
    ...(subjectEndsWith === ""
      ? []
      : [{ part: { subjectEndsWith }, condition: basic("subject", "subjectEndsWith", subjectEndsWith) }]),
    ...advancedFilters.map((advanced, index) => ({
      part: { advancedFilters: [advanced] },
      condition: {
        path: `filter.advancedFilters[${index}]`,
        key: advanced.key,
        operator: advanced.operatorType,
        wanted: operandOf(advanced),
      },
    })),
  ];
}

/** The value that a condition looks at. */
function valueFor(
  { operator, key }: DescribedCondition,
  event: Event,
  assumptions: Assumptions,
  schema: DeliverySchema | undefined,
): unknown {
  switch (operator) {
    case "includedEventTypes":
      return eventTypeOf(event);
    case "subjectBeginsWith":
    case "subjectEndsWith":
      return event.subject;
    default:
      return compileKey(key, assumptions, schema)(event);
  }
}

/** The filter without its conditions; how it compares stays. */
function everything(filter: Filter): Filter {
  return { ...filter, eventTypes: "All", subjectBeginsWith: "", subjectEndsWith: "", advancedFilters: [] };
}

function seenOf(value: unknown): Seen {
  if (value === unmatchable) return { kind: "no-such-key" };
  return value === undefined ? { kind: "missing" } : { kind: "value", value };
}

function operandOf(filter: AdvancedFilter): unknown {
  if ("values" in filter) return filter.values;
  return "value" in filter ? filter.value : undefined;
}

/** The options that, chosen otherwise, would turn the answer round. */
function deciding(
  only: Filter,
  event: Event,
  assumptions: Assumptions,
  schema: DeliverySchema | undefined,
  held: boolean,
): AssumptionName[] {
  return optionNames.filter((name) =>
    Object.keys(openQuestions[name].choices).some((choice) => {
      if (choice === assumptions[name]) return false;
      // Each choice is one of its own option.
      const other = { ...assumptions, [name]: choice } as Assumptions;
      return compileFilter(only, other, schema)(event) !== held;
    }),
  );
}

const optionNames = Object.keys(openQuestions) as readonly AssumptionName[];
