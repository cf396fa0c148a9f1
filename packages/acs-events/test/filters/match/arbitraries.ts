import fc from "fast-check";
import type { Event } from "../../../src/catalog/event.ts";
import type { AdvancedFilter } from "../../../src/filters/advanced-filter.ts";
import { type Assumptions, defaultAssumptions, openQuestions } from "../../../src/filters/assumptions.ts";
import type { Filter } from "../../../src/filters/filter.ts";
import { type Operator, operators } from "../../../src/filters/operators.ts";
import { type Decimal, jsonNumber } from "../../../src/json/exact-number.ts";

/**
 * Filters and events from one small world, so that they hit each other often: few types, few keys, few values, and
 * among them the odd ones (letters that fold strangely, half a surrogate pair, numbers that a double would round).
 */
const types = ["T.One", "T.Two", "T.Three", "t.one", "All"];
const strings = [
  "",
  "a",
  "A",
  "b",
  "ab",
  "aB",
  "BA",
  "abab",
  "ß",
  "SS",
  "ı",
  "I",
  "i",
  "ſ",
  "s",
  "µ",
  "é",
  "É",
  "\ud800",
];
const numbers: readonly Decimal[] = [
  ...[-1, 0, 0.1, 1, 2, 5, 2 ** 53],
  ...["9007199254740993", "0.10000000000000001", "-1e400"].map(jsonNumber),
];
const keys = [
  ...["data.a", "data.A", "Data.a", "data.b", "data.a.b", "data.list", "data.list.0", "data.__proto__", "data.é"],
  ...["data.constructor", "data.", "data", "subject", "Subject", "id", "eventType", "type", "topic", "source", "time"],
  ...["dataVersion", "specversion", "eventTime", "comext", "comExt", "comext.a", "toString", "", "$.data.a"],
];

const text = fc.constantFrom(...strings);
const number = fc.constantFrom(...numbers);
const scalar = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 3, arbitrary: number },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(2n ** 53n + 1n, 2n ** 53n) },
);
const element = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
  { weight: 1, arbitrary: fc.constant({ a: "a" }) },
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 3, arbitrary: fc.array(element, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.record({ a: scalar, b: scalar }, { requiredKeys: [] }) },
);
const propertyName = fc.constantFrom("a", "A", "b", "list", "é", "É", "", "constructor", "__proto__", "toString");

/** As JSON.parse makes it: "__proto__" is a property like any other. */
const payload: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: fc.array(fc.tuple(propertyName, value), { maxLength: 5 }).map(ownProperties) },
  { weight: 1, arbitrary: value },
);

function ownProperties(entries: readonly (readonly [string, unknown])[]): object {
  const object = {};
  for (const [name, given] of entries) {
    Object.defineProperty(object, name, { value: given, enumerable: true, writable: true, configurable: true });
  }
  return object;
}

export const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record(
    {
      id: text,
      eventType: fc.constantFrom(...types),
      subject: text,
      eventTime: fc.constant("2026-01-01T00:00:00Z"),
      data: payload,
      topic: text,
      dataVersion: fc.constantFrom("1.0", "a"),
    },
    { requiredKeys: ["id", "eventType", "subject", "eventTime", "data"] },
  ),
  fc
    .record(
      {
        specversion: fc.constant("1.0"),
        id: text,
        type: fc.constantFrom(...types),
        source: text,
        subject: text,
        time: text,
        data: payload,
        comext: value,
        ComExt: scalar,
      },
      { requiredKeys: ["specversion", "id", "type", "source"] },
    )
    .map((event) => ({ ...event })),
);

const valuesOf = {
  number: fc.record({ value: number }),
  numbers: fc.record({ values: fc.array(number, { maxLength: 3 }) }),
  ranges: fc.record({ values: fc.array(fc.tuple(number, number), { maxLength: 3 }) }),
  boolean: fc.record({ value: fc.boolean() }),
  strings: fc.record({ values: fc.array(text, { maxLength: 3 }) }),
  none: fc.constant({}),
} as const;

const allOperators = Object.keys(operators) as Operator[];

function advancedFilter(operatorType: Operator, key: fc.Arbitrary<string>): fc.Arbitrary<AdvancedFilter> {
  return fc
    .tuple(valuesOf[operators[operatorType].operand], key)
    .map(([operand, name]) => ({ operatorType, key: name, ...operand }) as AdvancedFilter);
}

/** The operand is the one that the table of operators gives for the operator. */
export const anyAdvancedFilter: fc.Arbitrary<AdvancedFilter> = fc
  .constantFrom(...allOperators)
  .chain((operatorType) => advancedFilter(operatorType, fc.constantFrom(...keys, ...keys.slice(0, 8))));

export const anyFilter: fc.Arbitrary<Filter> = fc.record({
  kind: fc.constant("filter" as const),
  eventTypes: fc.oneof(
    { weight: 2, arbitrary: fc.constant("All" as const) },
    { weight: 5, arbitrary: fc.uniqueArray(fc.constantFrom(...types), { maxLength: 3 }) },
  ),
  subjectBeginsWith: fc.oneof({ weight: 2, arbitrary: fc.constant("") }, { weight: 1, arbitrary: text }),
  subjectEndsWith: fc.oneof({ weight: 4, arbitrary: fc.constant("") }, { weight: 1, arbitrary: text }),
  isSubjectCaseSensitive: fc.boolean(),
  enableAdvancedFilteringOnArrays: fc.boolean(),
  advancedFilters: fc.array(anyAdvancedFilter, { maxLength: 3 }),
});

/** Many filters that look alike: one type list, few keys, so that an index has something to arrange. */
export const similarFilters: fc.Arbitrary<readonly Filter[]> = fc
  .tuple(
    fc.constantFrom("All" as const, ["T.One"]),
    fc.constantFrom("", "", "a"),
    fc.subarray([...allOperators], { minLength: 1, maxLength: 4 }),
    fc.array(fc.constantFrom("data.a", "data.b", "data.list", "subject"), { minLength: 1, maxLength: 2 }),
  )
  .chain(([eventTypes, subjectBeginsWith, chosen, keys]) =>
    fc.array(
      fc.record({
        kind: fc.constant("filter" as const),
        eventTypes: fc.constant(eventTypes),
        subjectBeginsWith: fc.constant(subjectBeginsWith),
        subjectEndsWith: fc.constant(""),
        isSubjectCaseSensitive: fc.boolean(),
        enableAdvancedFilteringOnArrays: fc.boolean(),
        advancedFilters: fc.array(
          fc.constantFrom(...chosen).chain((operator) => advancedFilter(operator, fc.constantFrom(...keys))),
          { minLength: 1, maxLength: 2 },
        ),
      }),
      { minLength: 9, maxLength: 60 },
    ),
  );

/** Any choice for any option. */
export const anyAssumptions: fc.Arbitrary<Assumptions> = fc.oneof(
  fc.constant(defaultAssumptions),
  fc.record(
    Object.fromEntries(
      Object.entries(openQuestions).map(([name, { choices }]) => [name, fc.constantFrom(...Object.keys(choices))]),
    ),
    // Every option is there, with one of its choices.
  ) as unknown as fc.Arbitrary<Assumptions>,
);
