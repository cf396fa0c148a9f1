import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultAssumptions } from "../../../src/filters/assumptions.ts";
import { readFilter } from "../../../src/filters/azure-json/index.ts";
import { conditionsOf, explain } from "../../../src/filters/explain/explain.ts";
import { misses } from "../../../src/filters/explain/misses.ts";
import { answerOf, askedOf } from "../../../src/filters/explain/render-explanation.ts";
import { compileFilter } from "../../../src/filters/match/matches.ts";
import { anyEvent, anyFilter } from "../match/arbitraries.ts";
import { runDeliveryCases } from "../match/delivery-cases.ts";

const event = {
  id: "1",
  eventType: "Microsoft.Communication.SMSDeliveryReportReceived",
  subject: "/phonenumber/12065550100",
  eventTime: "2026-01-01T00:00:00Z",
  data: { deliveryStatus: "Delivered", segments: 2, tag: null, attempts: [1, 2] },
};

/** The lines that a reader gets for a filter in Azure's JSON: `✓ asked: answer`. */
function linesOf(filter: Record<string, unknown>): string[] {
  const { conditions } = explain(readFilter(filter).filter, event);
  return conditions.map((one) => `${one.held ? "✓" : "✗"} ${askedOf(one)}: ${answerOf(one)}`);
}

test("the conditions of a filter are told without an event, in its order", () => {
  const { filter } = readFilter({
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectEndsWith: "0101",
    advancedFilters: [
      { operatorType: "StringNotIn", key: "data.to", values: ["1", "2"] },
      { operatorType: "IsNotNull", key: "data.tag" },
    ],
  });
  expect(conditionsOf(filter).map(askedOf)).toEqual([
    'event type is "SMSReceived"',
    'subject ends with "0101"',
    'data.to is not "1" nor "2"',
    "data.tag is there and not null",
  ]);
  expect(conditionsOf(readFilter({}).filter)).toEqual([]);
});

describe("every condition says what it asked, what it saw, and whether it held", () => {
  test("the basic ones", () => {
    const filter = {
      includedEventTypes: ["Microsoft.Communication.SMSReceived"],
      subjectBeginsWith: "/phonenumber/1206",
      subjectEndsWith: "0101",
    };
    expect(linesOf(filter)).toEqual([
      '✗ event type is "SMSReceived": it is "Microsoft.Communication.SMSDeliveryReportReceived"',
      '✓ subject begins with "/phonenumber/1206": it is "/phonenumber/12065550100"',
      '✗ subject ends with "0101": it is "/phonenumber/12065550100"',
    ]);
  });

  test.each<[Record<string, unknown>, string]>([
    [
      { operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed", "Expired"] },
      '✗ data.deliveryStatus is "Failed" or "Expired": it is "Delivered"',
    ],
    [
      { operatorType: "StringNotIn", key: "data.deliveryStatus", values: ["Failed", "Expired"] },
      '✓ data.deliveryStatus is not "Failed" nor "Expired": it is "Delivered"',
    ],
    [
      { operatorType: "NumberGreaterThan", key: "data.segments", value: 2 },
      "✗ data.segments is greater than 2: it is 2",
    ],
    [
      { operatorType: "StringBeginsWith", key: "data.nothing", values: ["x"] },
      '✗ data.nothing begins with "x": it is missing',
    ],
    [{ operatorType: "IsNullOrUndefined", key: "data.nothing" }, "✓ data.nothing is null or missing: it is missing"],
    [
      { operatorType: "StringNotIn", key: "data.tag", values: ["x"] },
      '✓ data.tag is not "x": it is null; the documentation is silent, assumed by explicitNull ("How does a value of null meet the operators that compare?")',
    ],
  ])("%j", (condition, line) => {
    expect(linesOf({ includedEventTypes: ["All"], advancedFilters: [condition] })).toEqual([line]);
  });
});

test("a filter without conditions matches everything", () => {
  expect(explain(readFilter({ includedEventTypes: ["All"] }).filter, event)).toEqual({ matched: true, conditions: [] });
});

test("it matches exactly when every condition held, as the matcher says", () => {
  fc.assert(
    fc.property(anyFilter, anyEvent, (filter, one) => {
      const { matched, conditions } = explain(filter, one);
      expect(matched).toBe(conditions.every(({ held }) => held));
      expect(matched).toBe(compileFilter(filter, defaultAssumptions)(one));
    }),
    { numRuns: 300 },
  );
});

runDeliveryCases(
  "explain",
  ({ filter, event: one, schema }) => explain(filter, one, defaultAssumptions, schema).matched,
);

test("values that JSON cannot hold are shown too", () => {
  const nested = JSON.parse("[".repeat(20_000) + "]".repeat(20_000)) as unknown;
  const odd = { ...event, data: { big: 2n ** 53n + 1n, nested } };
  const filter = readFilter({
    includedEventTypes: ["All"],
    advancedFilters: [
      { operatorType: "NumberIn", key: "data.big", values: [2 ** 53] },
      { operatorType: "IsNotNull", key: "data.nested" },
    ],
  }).filter;
  expect(explain(filter, odd).conditions.map(answerOf)).toEqual([
    "it is 9007199254740993",
    'it is a value that is nested too deeply to be shown; the documentation is silent, assumed by arrayIsNotNull ("Does IsNotNull match an array, or an object?")',
  ]);
});

test("what keeps an event out is what explain says did not hold; nothing, where the filter matches it", () => {
  fc.assert(
    fc.property(anyFilter, anyEvent, (filter, event) => {
      const kept = misses(filter, event);
      const { conditions, matched } = explain(filter, event);
      const failed = conditions.filter(({ held }) => !held);
      expect(compileFilter(filter, defaultAssumptions)(event)).toBe(matched);
      expect(kept !== "unlisted" && kept.length === 0).toBe(matched);
      if (kept === "unlisted") expect(failed[0]?.operator).toBe("includedEventTypes");
      else expect(kept).toEqual(failed);
    }),
    { numRuns: 100 },
  );
});
