import { expect, test } from "vitest";
import type { EventGridEvent } from "../../src/catalog/event.ts";
import { contradiction, filterRelation, type Relation } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { compileFilter } from "../../src/filters/match/matches.ts";
import { aFilter } from "./a-filter.ts";

/**
 * Every pair of the filters of a small world against every event of it. The world is large enough that any two filters
 * that differ at all differ in it, so the relation has to be exactly the one that can be counted.
 */
const key = "data.x";
const conditions: readonly (readonly AdvancedFilter[])[] = [
  [],
  [{ operatorType: "IsNotNull", key }],
  [{ operatorType: "IsNullOrUndefined", key: "DATA.X" }],
  [{ operatorType: "StringIn", key, values: ["a"] }],
  [{ operatorType: "StringNotIn", key, values: ["A"] }],
  [{ operatorType: "StringBeginsWith", key, values: ["a"] }],
  [{ operatorType: "StringNotContains", key, values: ["b", "c"] }],
  [{ operatorType: "NumberGreaterThan", key, value: 1 }],
  [{ operatorType: "NumberNotInRange", key, values: [[1, 2]] }],
  [{ operatorType: "BoolEquals", key, value: true }],
  [
    { operatorType: "StringIn", key, values: ["ab", "b"] },
    { operatorType: "StringNotBeginsWith", key, values: ["a"] },
  ],
  [{ operatorType: "StringEndsWith", key: "subject", values: ["B"] }],
];

const filters: readonly Filter[] = [
  ...conditions.map((advancedFilters) => aFilter({ advancedFilters })),
  ...conditions
    .slice(1, 9)
    .map((advancedFilters) => aFilter({ advancedFilters, enableAdvancedFilteringOnArrays: true })),
  aFilter({ subjectBeginsWith: "a" }),
  aFilter({ subjectBeginsWith: "A", isSubjectCaseSensitive: true }),
  aFilter({ subjectEndsWith: "b" }),
  aFilter({ subjectBeginsWith: "ab", subjectEndsWith: "b" }),
  aFilter({ eventTypes: ["T"], subjectBeginsWith: "a" }),
  aFilter({ eventTypes: ["T"] }),
  aFilter({ eventTypes: ["T", "U"] }),
  aFilter({ eventTypes: ["U"], advancedFilters: [{ operatorType: "StringIn", key: "eventType", values: ["t"] }] }),
];

const subjects = ["", "a", "A", "ab", "AB", "aBx", "b", "a-b"];
const scalars = [null, true, false, 0, 1, 1.5, 2, 3, "", "a", "A", "ab", "b", "c", "x", "ax"];
const elements = ["a", "ab", "b", "x", "c", 3, 1.5, 0, null, true];
const arrays = [[], ...elements.flatMap((one, at) => [[one], ...elements.slice(at + 1).map((other) => [one, other])])];
const values = [undefined, {}, ...scalars, ...arrays];

const events: readonly EventGridEvent[] = subjects.flatMap((subject) =>
  ["T", "U", "V"].flatMap((eventType) =>
    values.map((x) => ({
      id: "1",
      topic: "t",
      subject,
      eventType,
      eventTime: "2026-01-01T00:00:00Z",
      data: { x },
      dataVersion: "1.0",
    })),
  ),
);

const passing = filters.map((filter) => {
  const passes = compileFilter(filter);
  return new Set(events.filter((event) => passes(event)));
});

function counted(before: ReadonlySet<unknown>, after: ReadonlySet<unknown>): Relation {
  const lost = [...before].some((event) => !after.has(event));
  const gained = [...after].some((event) => !before.has(event));
  if (!lost) return gained ? "widened" : "same";
  if (!gained) return "narrowed";
  return [...before].some((event) => after.has(event)) ? "overlapping" : "disjoint";
}

test("the world shows every relation, and has a filter that matches nothing", () => {
  const relations = new Set(passing.flatMap((before) => passing.map((after) => counted(before, after))));
  expect([...relations].sort()).toEqual(["disjoint", "narrowed", "overlapping", "same", "widened"]);
  expect(passing.filter(({ size }) => size === 0)).toHaveLength(1);
});

/**
 * Whether a pair is asked in this direction: of each two filters, one way in `npm test`, every other pair backwards;
 * both ways in `npm run endurance`.
 */
function isAsked(before: number, after: number): boolean {
  return process.env["ENDURANCE"] !== undefined || before === after || before < after === ((before + after) % 2 === 0);
}

test("the relation of every pair is the one that can be counted", () => {
  const wrong = filters.flatMap((before, i) =>
    filters.flatMap((after, j) => {
      if (!isAsked(i, j)) return [];
      const { relation } = filterRelation(before, after);
      const expected = counted(passing[i] ?? new Set(), passing[j] ?? new Set());
      return relation === expected ? [] : [`${i} to ${j}: ${relation}, not ${expected}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("a filter contradicts itself where nothing passes", () => {
  for (const [index, filter] of filters.entries()) {
    expect(contradiction(filter) !== undefined).toBe(passing[index]?.size === 0);
  }
});
