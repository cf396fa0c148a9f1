import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Event } from "../../../src/catalog/event.ts";
import type { AdvancedFilter } from "../../../src/filters/advanced-filter.ts";
import { defaultAssumptions } from "../../../src/filters/assumptions.ts";
import type { Filter } from "../../../src/filters/filter.ts";
import { compileFilter, matches } from "../../../src/filters/match/matches.ts";
import { anyAssumptions, anyEvent, anyFilter } from "./arbitraries.ts";
import { runDeliveryCases } from "./delivery-cases.ts";
import { naiveMatches } from "./naive.ts";

runDeliveryCases("matches", ({ filter, event }) => matches(filter, event));
runDeliveryCases("compileFilter", ({ filter, event, schema }) => compileFilter(filter, undefined, schema)(event));

test("matches agrees with a naive evaluator, whatever the options", () => {
  let matched = 0;
  fc.assert(
    fc.property(
      anyFilter,
      fc.array(anyEvent, { minLength: 1, maxLength: 8 }),
      anyAssumptions,
      (filter, events, assumptions) => {
        const passes = compileFilter(filter, assumptions);
        for (const event of events) {
          const expected = naiveMatches(filter, event, assumptions);
          if (expected) matched += 1;
          expect(matches(filter, event, assumptions)).toBe(expected);
          expect(passes(event)).toBe(expected);
        }
      },
    ),
    { numRuns: 1_500 },
  );
  expect(matched, "filters and events of this world meet often").toBeGreaterThan(500);
});

function asking(...advancedFilters: AdvancedFilter[]): Filter {
  return {
    kind: "filter",
    eventTypes: "All",
    subjectBeginsWith: "",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: true,
    advancedFilters,
  };
}

const withData = (data: unknown): Event => ({ id: "1", eventType: "t", subject: "", eventTime: "", data });

describe("odd input never matches what it should not, and never throws", () => {
  test("names that every object inherits are not in an event that does not say them", () => {
    const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "constructor.name", "__proto__.a"];
    for (const key of inherited) {
      expect(matches(asking({ operatorType: "IsNotNull", key: `data.${key}` }), withData({}))).toBe(false);
      expect(matches(asking({ operatorType: "IsNullOrUndefined", key: `data.${key}` }), withData({}))).toBe(true);
    }
    const said = withData(JSON.parse('{"__proto__":{"a":"x"},"constructor":"y"}'));
    expect(matches(asking({ operatorType: "StringIn", key: "data.__proto__.a", values: ["x"] }), said)).toBe(true);
    expect(matches(asking({ operatorType: "StringIn", key: "data.constructor", values: ["Y"] }), said)).toBe(true);
  });

  test("integers beyond 2^53 are told apart", () => {
    const at = (value: unknown) => withData({ n: value });
    const isIn = (...values: number[]) => asking({ operatorType: "NumberIn", key: "data.n", values });
    expect(matches(isIn(2 ** 53), at(2n ** 53n))).toBe(true);
    expect(matches(isIn(2 ** 53), at(2n ** 53n + 1n))).toBe(false);
    expect(
      matches(asking({ operatorType: "NumberGreaterThan", key: "data.n", value: 2 ** 53 }), at(2n ** 53n + 1n)),
    ).toBe(true);
    expect(
      matches(asking({ operatorType: "NumberNotIn", key: "data.n", values: [2 ** 53] }), at([2n ** 53n + 1n])),
    ).toBe(true);
  });

  test("half a surrogate pair is a letter like any other", () => {
    const half = asking({ operatorType: "StringContains", key: "data.t", values: ["\ud83d"] });
    expect(matches(half, withData({ t: "a\ud83db" }))).toBe(true);
    expect(matches(half, withData({ t: "😀" }))).toBe(true);
    expect(matches(half, withData({ t: "\udc00" }))).toBe(false);
  });

  test("10,000 values, and 10,000 of them in the event", () => {
    const many = Array.from({ length: 10_000 }, (_, each) => `value ${each}`);
    const isIn = asking({ operatorType: "StringIn", key: "data.a", values: many });
    expect(matches(isIn, withData({ a: "VALUE 9999" }))).toBe(true);
    expect(matches(isIn, withData({ a: many.map((text) => `${text}!`) }))).toBe(false);
    const notIn = asking({ operatorType: "StringNotContains", key: "data.a", values: many });
    expect(matches(notIn, withData({ a: "no value" }))).toBe(true);
    expect(matches(notIn, withData({ a: "a value 77" }))).toBe(false);
  });

  test("a value that is nested deeply", () => {
    const deep = withData({ a: JSON.parse("[".repeat(100_000) + "]".repeat(100_000)) as unknown });
    const condition: AdvancedFilter = { operatorType: "StringNotIn", key: "data.a", values: ["x"] };
    expect(matches(asking(condition), deep)).toBe(true);
    expect(matches(asking(condition), deep, { ...defaultAssumptions, nestedArray: "flattened" })).toBe(true);
  });

  test.each([null, 7, "text", [1], undefined])("a payload that is not an object: %j", (data) => {
    expect(matches(asking({ operatorType: "IsNullOrUndefined", key: "data.length" }), withData(data))).toBe(true);
    expect(matches(asking({ operatorType: "StringIn", key: "data.0", values: ["t"] }), withData(data))).toBe(false);
  });
});

describe("the delivery schema of the subscription says what the envelope's keys are called", () => {
  const inEventGrid: Event = { ...withData({}), topic: "/acs", dataVersion: "1.0" };
  const inCloudEvents: Event = { specversion: "1.0", id: "1", type: "t", source: "/acs", subject: "", ext: "x" };
  const isSaid = (key: string, value: string) => asking({ operatorType: "StringIn", key, values: [value] });

  test.each([
    ["type", "t", false, true],
    ["source", "/acs", false, true],
    ["specversion", "1.0", false, true],
    ["eventType", "t", true, false],
    ["topic", "/acs", true, false],
    ["id", "1", true, true],
    ["subject", "", true, true],
  ] as const)("%s", (key, value, eventGrid, cloudEvents) => {
    for (const event of [inEventGrid, inCloudEvents]) {
      expect(compileFilter(isSaid(key, value), defaultAssumptions, "EventGridSchema")(event)).toBe(eventGrid);
      expect(compileFilter(isSaid(key, value), defaultAssumptions, "CloudEventSchemaV1_0")(event)).toBe(cloudEvents);
    }
  });

  test("what one schema has no place for is what every published event has, or missing in the other", () => {
    const delivered = (key: string, value: string, schema: "EventGridSchema" | "CloudEventSchemaV1_0", event: Event) =>
      compileFilter(isSaid(key, value), defaultAssumptions, schema)(event);
    expect(delivered("dataVersion", "1.0", "EventGridSchema", inEventGrid)).toBe(true);
    expect(delivered("dataVersion", "1.0", "EventGridSchema", inCloudEvents)).toBe(true);
    expect(delivered("dataVersion", "2.0", "EventGridSchema", inCloudEvents)).toBe(false);
    expect(delivered("ext", "x", "CloudEventSchemaV1_0", inCloudEvents)).toBe(true);
    expect(delivered("ext", "x", "EventGridSchema", inCloudEvents)).toBe(false);
  });
});
