import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { filterRelation, type Relation } from "../../src/filter-sets/index.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { matches } from "../../src/filters/match/matches.ts";

interface Pair {
  readonly relation: Relation;
  readonly before: Filter;
  readonly after: Filter;
}

/** Of 22,000 random pairs of legal filters with up to 25 words on one key, those that took longest (150 ms at most). */
const pairs = JSON.parse(readFileSync(new URL("data/slow-pairs.json", import.meta.url), "utf8")) as readonly Pair[];

test("there are some", () => expect(pairs.length).toBeGreaterThan(1));

test.each(pairs.map((pair, index) => [index, pair] as const))("slow pair %d is decided, and proved", (_, pair) => {
  const { before, after } = pair;
  const { relation, lost, gained } = filterRelation(before, after);
  expect(relation).toBe(pair.relation);
  const passes = [lost, gained].map((event) => event && [matches(before, event), matches(after, event)]);
  expect(passes).toEqual([lost && [true, false], gained && [false, true]]);
});
