import { expect, test } from "vitest";
import { overlaps } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { admittedTexts, excludeEachOther } from "../../src/policies/rules/admitted-texts.ts";

/** A small world of conditions on one key, and one on another. */
const conditions: readonly AdvancedFilter[] = [
  { operatorType: "StringIn", key: "data.from", values: ["abc"] },
  { operatorType: "StringIn", key: "data.from", values: ["ABC", "x"] },
  { operatorType: "StringIn", key: "Data.From", values: ["1", "true"] },
  { operatorType: "StringBeginsWith", key: "data.from", values: ["ab"] },
  { operatorType: "StringBeginsWith", key: "data.from", values: ["A", "t"] },
  { operatorType: "StringBeginsWith", key: "data.from", values: ["abcd"] },
  { operatorType: "StringContains", key: "data.from", values: ["b"] },
  { operatorType: "StringNotIn", key: "data.from", values: ["abc"] },
  { operatorType: "NumberIn", key: "data.from", values: [1] },
  { operatorType: "NumberIn", key: "data.from", values: [1, 2] },
  { operatorType: "NumberIn", key: "data.from", values: [3] },
  { operatorType: "BoolEquals", key: "data.from", value: true },
  { operatorType: "BoolEquals", key: "data.from", value: false },
  { operatorType: "StringIn", key: "data.to", values: ["zzz"] },
];

const filters: readonly Filter[] = conditions.flatMap((condition) =>
  [false, true].map((arrays) => ({
    kind: "filter",
    eventTypes: "All",
    subjectBeginsWith: "",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: arrays,
    advancedFilters: [condition],
  })),
);

test("what is said to have no event in common has none, for every pair of a small world", () => {
  const pairs = filters.flatMap((a) => filters.map((b) => [a, b] as const));
  const excluded = pairs.filter(([a, b]) => excludeEachOther(admittedTexts(a), admittedTexts(b)));
  expect(excluded.length).toBeGreaterThan(100);
  const wrong = excluded.filter(([a, b]) => overlaps(a, b).answer !== "no");
  expect(wrong.map(([a, b]) => [a.advancedFilters, b.advancedFilters])).toEqual([]);
});

test("two lists on one key exclude each other unless both filters look into arrays", () => {
  const [abc, , other] = conditions;
  const of = (condition: AdvancedFilter | undefined, enableAdvancedFilteringOnArrays: boolean) =>
    admittedTexts({
      ...(filters[0] as Filter),
      enableAdvancedFilteringOnArrays,
      advancedFilters: condition === undefined ? [] : [condition],
    });
  expect(excludeEachOther(of(abc, false), of(other, false))).toBe(true);
  expect(excludeEachOther(of(abc, true), of(other, false))).toBe(true);
  expect(excludeEachOther(of(abc, true), of(other, true))).toBe(false);
  expect(excludeEachOther(of(abc, false), of(undefined, false))).toBe(false);
});
