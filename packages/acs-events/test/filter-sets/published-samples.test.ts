import { expect, test } from "vitest";
import { isEventType } from "../../src/catalog/event-types.ts";
import { allSamples } from "../../src/catalog/samples.ts";
import { documentedAnswers } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import { aFilter } from "./a-filter.ts";

/** The values of a payload, each with its key. */
function leavesOf(value: unknown, key: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[key, value]];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${key}.${name}`));
}

/** A condition that only this value meets, or, of an array, its presence. */
function exactly([key, value]: readonly [string, unknown]): AdvancedFilter {
  if (typeof value === "string") return { operatorType: "StringIn", key, values: [value] };
  if (typeof value === "number") return { operatorType: "NumberIn", key, values: [value] };
  if (typeof value === "boolean") return { operatorType: "BoolEquals", key, value };
  return { operatorType: value === null ? "IsNullOrUndefined" : "IsNotNull", key };
}

/** Whole samples as they were published, and of each the conditions that it meets; placeholders are no values. */
const published = allSamples().flatMap(({ type, partial, payload: { subject, data } }) => {
  if (!isEventType(type) || partial === true) return [];
  const all = [["subject", subject ?? "{}"] as const, ...leavesOf(data, "data")];
  const conditions = all.filter(([, value]) => typeof value !== "string" || !value.includes("{")).map(exactly);
  return [{ type, conditions }];
});

test("no two values of a published sample are called impossible together", () => {
  const asked = published.flatMap(({ type, conditions: [first, ...rest] }) =>
    rest.flatMap((condition, at) => {
      const others = [first, rest[(at + 1) % rest.length]].flatMap((other) => other ?? []);
      return others.map((other) => ({ eventTypes: [type], advancedFilters: [other, condition] }));
    }),
  );
  expect(asked.length).toBeGreaterThan(1_000);
  const impossible = asked.filter((filter) =>
    documentedAnswers({ passing: [{ filter: aFilter(filter) }], notPassing: [] }).some(
      ({ answer }) => answer === "none",
    ),
  );
  expect(impossible).toEqual([]);
});
