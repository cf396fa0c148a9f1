import fc from "fast-check";
import { eventTypeNames } from "../../../src/catalog/event-types.ts";
import type { AdvancedFilter } from "../../../src/filters/advanced-filter.ts";
import type { Filter } from "../../../src/filters/filter.ts";
import { type Operator, operators } from "../../../src/filters/operators.ts";
import { anyText } from "../../any-text.ts";

const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const text = anyText({ maxLength: 12 });

function operandOf(operator: Operator): fc.Arbitrary<object> {
  switch (operators[operator].operand) {
    case "number":
      return fc.record({ value: number });
    case "numbers":
      return fc.record({ values: fc.array(number, { maxLength: 4 }) });
    case "ranges":
      return fc.record({ values: fc.array(fc.tuple(number, number), { maxLength: 3 }) });
    case "boolean":
      return fc.record({ value: fc.boolean() });
    case "strings":
      return fc.record({ values: fc.array(text, { maxLength: 4 }) });
    case "none":
      return fc.constant({});
  }
}

const advancedFilter: fc.Arbitrary<AdvancedFilter> = fc
  .constantFrom(...(Object.keys(operators) as Operator[]))
  .chain((operatorType) =>
    // The operand is the operator's own by construction.
    fc
      .tuple(fc.string({ minLength: 1, maxLength: 10 }), operandOf(operatorType))
      .map(([key, operand]) => ({ operatorType, key, ...operand }) as AdvancedFilter),
  );

/** Any filter that can be written in Azure's JSON, its event types sorted and each once, as `renderFilter` writes them. */
export const arbitraryFilter: fc.Arbitrary<Filter> = fc.record({
  kind: fc.constant("filter" as const),
  eventTypes: fc.oneof(
    fc.constant("All" as const),
    fc
      .uniqueArray(fc.oneof(fc.constantFrom(...eventTypeNames), text), { maxLength: 4 })
      .map((names) => names.sort())
      .filter((names) => !(names.length === 1 && names[0] === "All")),
  ),
  subjectBeginsWith: text,
  subjectEndsWith: text,
  isSubjectCaseSensitive: fc.boolean(),
  enableAdvancedFilteringOnArrays: fc.boolean(),
  advancedFilters: fc.array(advancedFilter, { maxLength: 4 }),
});
