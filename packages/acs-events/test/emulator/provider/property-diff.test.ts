import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyDifferences } from "../../../src/emulator/provider/property-diff.ts";
import type { ResourceProperties } from "../../../src/emulator/store.ts";

const replaceOn = ["name", "location", "sku.name"];

test.each<[string, ResourceProperties, ResourceProperties, string[]]>([
  ["nothing", { filter: { a: [1, { b: 2 }] } }, { filter: { a: [1, { b: 2 }] } }, []],
  [
    "a property inside an object",
    { filter: { subjectBeginsWith: "/phonenumber/1555", other: 1 } },
    { filter: { subjectBeginsWith: "/phonenumber/1206", other: 1 } },
    ["update filter.subjectBeginsWith"],
  ],
  [
    "elements of a list, by position",
    { filter: { includedEventTypes: ["a", "b", "c"] } },
    { filter: { includedEventTypes: ["x", "b"] } },
    ["update filter.includedEventTypes[0]", "delete filter.includedEventTypes[2]"],
  ],
  [
    "a condition inside a list",
    { filter: { advancedFilters: [{ key: "data.from", values: ["a"] }] } },
    { filter: { advancedFilters: [{ key: "data.from", values: ["a", "b"] }] } },
    ["add filter.advancedFilters[0].values[1]"],
  ],
  ["a property that comes", {}, { labels: ["a"] }, ["add labels"]],
  ["a property that goes", { labels: ["a"] }, {}, ["delete labels"]],
  ["an object that becomes a list", { a: { b: 1 } }, { a: [1] }, ["update a"]],
  ["a value of another type", { a: "1" }, { a: 1 }, ["update a"]],
  [
    "a key with a dot",
    { tags: { "cost.centre": "1" } },
    { tags: { "cost.centre": "2" } },
    ['update tags["cost.centre"]'],
  ],
  ["a name", { name: "a" }, { name: "b" }, ["update name, replaces"]],
  [
    "one property of an object",
    { sku: { name: "a", tier: "a" } },
    { sku: { name: "b", tier: "b" } },
    ["update sku.name, replaces", "update sku.tier"],
  ],
  ["a location in other words", { location: "West Europe" }, { location: "westeurope" }, []],
  ["a location", { location: "westeurope" }, { location: "northeurope" }, ["update location, replaces"]],
  ["the provider's own notes", { __createBeforeDelete: true }, {}, []],
])("finds %s", (_, before, after, expected) => {
  const found = propertyDifferences(before, after, replaceOn);
  expect(found.map(({ kind, path, replaces }) => `${kind} ${path}${replaces ? ", replaces" : ""}`)).toEqual(expected);
});

const properties = fc.dictionary(
  fc.stringMatching(/^[a-c]$/),
  fc.jsonValue({ maxDepth: 3 }).filter((value) => value !== null),
  { maxKeys: 3, noNullPrototype: true },
);

test("finds nothing exactly where the inputs are equal", () => {
  fc.assert(
    fc.property(properties, properties, (before, after) => {
      expect(propertyDifferences(before, structuredClone(before), [])).toEqual([]);
      const same = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
      expect(propertyDifferences(before, after, []).length === 0).toBe(same);
    }),
    { numRuns: 200 },
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}
