import type { DeliverySchema, Event } from "../../catalog/event.ts";
import type { AdvancedFilter } from "../advanced-filter.ts";
import type { Filter } from "../filter.ts";
import { eventTypeOf } from "../match/basic.ts";
import { compileKey, unmatchable } from "../match/keys.ts";
import { compileFilter } from "../match/matches.ts";
import { defaultSemantics, type SemanticOptionName, type Semantics, semanticOptions } from "../semantics.ts";

/** What a condition found where it looked. */
export type Seen =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "missing" }
  /** The key leads nowhere by its form, whatever the event is. */
  | { readonly kind: "no-such-key" };

/** One condition of a filter, asked of one event. */
export interface ExplainedCondition {
  /** In the terms of Azure's JSON: `filter.subjectBeginsWith`, `filter.advancedFilters[0]`. */
  readonly path: string;
  /** What it looks at: `eventType`, `subject`, `data.deliveryStatus`. */
  readonly key: string;
  /** `includedEventTypes`, `subjectBeginsWith`, or the operator. */
  readonly operator: string;
  /** What it asks for. */
  readonly wanted: unknown;
  readonly seen: Seen;
  readonly held: boolean;
  /** The options without which the answer would be another: the documentation is silent there. */
  readonly decidedBy: readonly SemanticOptionName[];
}

export interface Explanation {
  readonly matched: boolean;
  /** Every condition, whether it held or not, in the order of the filter. A filter without any lets everything through. */
  readonly conditions: readonly ExplainedCondition[];
}

/** Asks every condition of a filter by itself. `matched` is what `matches` answers. */
export function explain(
  filter: Filter,
  event: Event,
  semantics: Semantics = defaultSemantics,
  schema?: DeliverySchema,
): Explanation {
  const ask = (
    part: Partial<Filter>,
    rest: Pick<ExplainedCondition, "path" | "key" | "operator" | "wanted" | "seen">,
  ): ExplainedCondition => {
    const only: Filter = { ...everything(filter), ...part };
    const held = compileFilter(only, semantics, schema)(event);
    return { ...rest, held, decidedBy: deciding(only, event, semantics, schema, held) };
  };
  const subject = seenOf(event.subject);
  const { subjectBeginsWith, subjectEndsWith } = filter;
  const conditions = [
    ...(filter.eventTypes === "All"
      ? []
      : [
          ask(
            { eventTypes: filter.eventTypes },
            {
              path: "filter.includedEventTypes",
              key: "eventType",
              operator: "includedEventTypes",
              wanted: filter.eventTypes,
              seen: seenOf(eventTypeOf(event)),
            },
          ),
        ]),
    ...(subjectBeginsWith === ""
      ? []
      : [
          ask(
            { subjectBeginsWith },
            {
              path: "filter.subjectBeginsWith",
              key: "subject",
              operator: "subjectBeginsWith",
              wanted: subjectBeginsWith,
              seen: subject,
            },
          ),
        ]),
    ...(subjectEndsWith === ""
      ? []
      : [
          ask(
            { subjectEndsWith },
            {
              path: "filter.subjectEndsWith",
              key: "subject",
              operator: "subjectEndsWith",
              wanted: subjectEndsWith,
              seen: subject,
            },
          ),
        ]),
    ...filter.advancedFilters.map((advanced, index) =>
      ask(
        { advancedFilters: [advanced] },
        {
          path: `filter.advancedFilters[${index}]`,
          key: advanced.key,
          operator: advanced.operatorType,
          wanted: operandOf(advanced),
          seen: seenOf(compileKey(advanced.key, semantics, schema)(event)),
        },
      ),
    ),
  ];
  return { matched: conditions.every(({ held }) => held), conditions };
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
  semantics: Semantics,
  schema: DeliverySchema | undefined,
  held: boolean,
): SemanticOptionName[] {
  return optionNames.filter((name) =>
    Object.keys(semanticOptions[name].choices).some((choice) => {
      if (choice === semantics[name]) return false;
      // Each choice is one of its own option.
      const other = { ...semantics, [name]: choice } as Semantics;
      return compileFilter(only, other, schema)(event) !== held;
    }),
  );
}

const optionNames = Object.keys(semanticOptions) as readonly SemanticOptionName[];
