import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Event } from "../../src/catalog/event.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import { defaultAssumptions } from "../../src/filters/assumptions.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { compileFilter } from "../../src/filters/match/matches.ts";
import { buildIndex } from "../../src/subscription-index/subscription-index.ts";
import { anyAssumptions, anyEvent, anyFilter, similarFilters } from "../filters/match/arbitraries.ts";
import { runDeliveryCases } from "../filters/match/delivery-cases.ts";
import { naiveMatches } from "../filters/match/naive.ts";

runDeliveryCases("an index of one subscription", ({ name, filter, event }) => {
  return buildIndex([{ name, filter }]).match(event).includes(name);
});

test("the index gives the names that a loop over a naive evaluator gives, in file order, whatever the options", () => {
  let matched = 0;
  fc.assert(
    fc.property(
      fc.oneof(fc.array(anyFilter, { maxLength: 60 }), similarFilters),
      fc.array(anyEvent, { minLength: 1, maxLength: 12 }),
      anyAssumptions,
      (filters, events, assumptions) => {
        const subscriptions = filters.map((filter, at) => ({ name: `s${at}`, filter }));
        const index = buildIndex(subscriptions, assumptions);
        for (const event of events) {
          const expected = subscriptions.filter(({ filter }) => naiveMatches(filter, event, assumptions));
          matched += expected.length;
          expect(index.match(event)).toEqual(expected.map(({ name }) => name));
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(matched, "enough events reach somebody").toBeGreaterThan(1_000);
});

test("the delivery schema of each subscription counts", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record(
          {
            name: fc.string({ maxLength: 2 }),
            filter: anyFilter,
            deliverySchema: fc.constantFrom("EventGridSchema" as const, "CloudEventSchemaV1_0" as const),
          },
          { requiredKeys: ["name", "filter"] },
        ),
        { maxLength: 30 },
      ),
      fc.array(anyEvent, { minLength: 1, maxLength: 6 }),
      (subscriptions, events) => {
        const index = buildIndex(subscriptions);
        for (const event of events) {
          const expected = [...subscriptions.entries()].filter(([, { filter, deliverySchema }]) =>
            compileFilter(filter, defaultAssumptions, deliverySchema)(event),
          );
          expect(index.matchPositions(event)).toEqual(expected.map(([position]) => position));
          expect(index.match(event)).toEqual(expected.map(([, { name }]) => name));
        }
      },
    ),
    { numRuns: 150 },
  );
});

function subscription(name: string, advancedFilters: readonly AdvancedFilter[], parts: Partial<Filter> = {}) {
  const filter: Filter = {
    kind: "filter",
    eventTypes: ["t"],
    subjectBeginsWith: "",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: true,
    advancedFilters,
    ...parts,
  };
  return { name, filter };
}

const withData = (data: unknown, subject = "/a"): Event => ({ id: "1", eventType: "t", subject, eventTime: "", data });

describe("many subscriptions that differ in one condition", () => {
  const values = Array.from({ length: 300 }, (_, each) => each);
  const operators: readonly (readonly [string, (each: number) => AdvancedFilter])[] = [
    ["StringIn", (each) => ({ operatorType: "StringIn", key: "data.a", values: [`v${each}`] })],
    ["StringNotIn", (each) => ({ operatorType: "StringNotIn", key: "data.a", values: [`v${each}`] })],
    ["StringBeginsWith", (each) => ({ operatorType: "StringBeginsWith", key: "data.a", values: [`v${each}`] })],
    ["StringNotBeginsWith", (each) => ({ operatorType: "StringNotBeginsWith", key: "data.a", values: [`v${each}`] })],
    ["StringEndsWith", (each) => ({ operatorType: "StringEndsWith", key: "data.a", values: [`${each}`] })],
    ["StringContains", (each) => ({ operatorType: "StringContains", key: "data.a", values: [`${each}`, ""] })],
    ["StringNotContains", (each) => ({ operatorType: "StringNotContains", key: "data.a", values: [`${each}`] })],
    ["NumberIn", (each) => ({ operatorType: "NumberIn", key: "data.a", values: [each, each + 1] })],
    ["NumberNotIn", (each) => ({ operatorType: "NumberNotIn", key: "data.a", values: [each] })],
    ["NumberGreaterThan", (each) => ({ operatorType: "NumberGreaterThan", key: "data.a", value: each })],
    ["NumberLessThanOrEquals", (each) => ({ operatorType: "NumberLessThanOrEquals", key: "data.a", value: each })],
    ["NumberInRange", (each) => ({ operatorType: "NumberInRange", key: "data.a", values: [[each, each + 20]] })],
    ["NumberNotInRange", (each) => ({ operatorType: "NumberNotInRange", key: "data.a", values: [[each, each]] })],
  ];
  const events = [
    "v7",
    "V29",
    "v299",
    "xv12",
    "",
    "12",
    7,
    12.5,
    2n ** 60n,
    null,
    true,
    [],
    ["v7", "v8"],
    [1, "v1"],
    {},
  ]
    .map((a) => withData({ a }))
    .concat(withData({}));

  test.each(operators)("%s", (_, condition) => {
    const subscriptions = values.map((each) => subscription(`s${each}`, [condition(each)]));
    const index = buildIndex(subscriptions);
    const compiled = subscriptions.map(({ name, filter }) => ({ name, passes: compileFilter(filter) }));
    for (const event of events) {
      expect(index.match(event)).toEqual(compiled.filter(({ passes }) => passes(event)).map(({ name }) => name));
    }
  });

  test("all of them at once, with prefixes and several negations each", () => {
    const subscriptions = values.map((each) =>
      subscription(
        `s${each}`,
        [0, 1, 2]
          .map((step) => (operators[(each + 5 * step) % operators.length] ?? operators[0])?.[1](each % 40))
          .filter((condition) => condition !== undefined),
        { subjectBeginsWith: ["", "/A", "/b"][each % 3] ?? "" },
      ),
    );
    const index = buildIndex(subscriptions);
    for (const event of events) {
      const expected = subscriptions.filter(({ filter }) => naiveMatches(filter, event, defaultAssumptions));
      expect(index.match(event)).toEqual(expected.map(({ name }) => name));
    }
  });

  test("every one of several negations is seen, by whichever subscription states it", () => {
    const notIn = (key: string, value: string): AdvancedFilter => ({
      operatorType: "StringNotIn",
      key,
      values: [value],
    });
    const subscriptions = values.map((each) =>
      subscription(`s${each}`, [
        notIn("data.a", `v${each % 10}`),
        notIn("data.b", `v${each % 7}`),
        notIn("data.c", "x"),
      ]),
    );
    const index = buildIndex(subscriptions);
    expect(index.match(withData({ a: "v3", b: "v4", c: "y" }))).toEqual(
      values.filter((each) => each % 10 !== 3 && each % 7 !== 4).map((each) => `s${each}`),
    );
    expect(index.match(withData({ a: "v3", b: "v4", c: "x" }))).toEqual([]);
    expect(index.match(withData({}))).toHaveLength(300);
  });
});

test("many subscriptions that share a condition of many values, and some that ask more", () => {
  const numbers = Array.from({ length: 2_000 }, (_, each) => each);
  const values = numbers.map((each) => `v${each}`);
  const subscriptions = Array.from({ length: 200 }, (_, each) =>
    subscription(`s${each}`, [
      each % 3 === 0
        ? { operatorType: "StringNotIn", key: "data.a", values }
        : { operatorType: "NumberIn", key: "data.a", values: numbers },
      ...(each % 5 === 0 ? [{ operatorType: "StringIn", key: "data.b", values: [`${each % 2}`] } as const] : []),
    ]),
  );
  const index = buildIndex(subscriptions);
  for (const data of [{ a: "v7" }, { a: "w", b: "1" }, { a: 7, b: "0" }, { a: ["v8", 9], b: ["1"] }, {}]) {
    const expected = subscriptions.filter(({ filter }) => naiveMatches(filter, withData(data), defaultAssumptions));
    expect(index.match(withData(data))).toEqual(expected.map(({ name }) => name));
  }
});

test("a subscription that lists many types, and one with 10,000 values", () => {
  const types = Array.from({ length: 54 }, (_, each) => `t${each}`);
  const numbers = Array.from({ length: 10_000 }, (_, each) => each);
  const index = buildIndex([
    subscription("many types", [], { eventTypes: types }),
    subscription("no such type", [], { eventTypes: ["u"] }),
    subscription("many values", [{ operatorType: "NumberIn", key: "data.a", values: numbers }], { eventTypes: ["t7"] }),
    subscription("twice", [], { eventTypes: ["t7", "t7"] }),
    subscription("twice", [], { eventTypes: "All" }),
  ]);
  const event = { ...withData({ a: 9_999 }), eventType: "t7" };
  expect(index.match(event)).toEqual(["many types", "many values", "twice", "twice"]);
  expect(index.match({ ...event, eventType: "t99" })).toEqual(["twice"]);
  expect(buildIndex([]).match(event)).toEqual([]);
});
