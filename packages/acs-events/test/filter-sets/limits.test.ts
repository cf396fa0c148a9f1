import { describe, expect, test } from "vitest";
import { checkSets, filterRelation, isEmpty } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import { aFilter, smsReceived } from "./a-filter.ts";

/** Different words of a length, the same ones every time. */
function words(count: number, length: number, seed: number): string[] {
  let state = seed;
  const letter = () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return "abcd0123"[state >>> 28] ?? "a";
  };
  return Array.from({ length: count }, () => Array.from({ length }, letter).join(""));
}

const each = (operatorType: "StringContains" | "StringNotContains", values: readonly string[]): AdvancedFilter[] =>
  values.map((value) => ({ operatorType, key: "data.message", values: [value] }));
const filter = (...advancedFilters: AdvancedFilter[]) => aFilter({ eventTypes: [smsReceived], advancedFilters });

describe("what Azure allows is decided", () => {
  const [a, b] = [words(25, 512, 1), words(25, 512, 2)];

  test("25 words that are contained against 25 that are not", () => {
    const contains = filter({ operatorType: "StringContains", key: "data.message", values: a });
    const not = filter({ operatorType: "StringNotContains", key: "data.message", values: b });
    expect(filterRelation(contains, not).relation).toBe("overlapping");
  });

  test("25 conditions against 25 others, against all but one, against themselves in another order", () => {
    const all = filter(...each("StringContains", a));
    expect(filterRelation(all, filter(...each("StringContains", b))).relation).toBe("overlapping");
    expect(filterRelation(all, filter(...each("StringContains", a.slice(1)))).relation).toBe("widened");
    expect(filterRelation(all, filter(...each("StringContains", a.toReversed()))).relation).toBe("same");
    expect(filterRelation(all, filter(...each("StringNotContains", a.slice(24)))).relation).toBe("disjoint");
  });
});

describe("far beyond what Azure allows", () => {
  const huge = filter({ operatorType: "StringIn", key: "data.message", values: words(10_000, 20, 3) });
  const other = filter({ operatorType: "StringIn", key: "data.message", values: words(10_000, 20, 4) });

  test("is undecided, and says why", () => {
    const { relation, reason } = filterRelation(huge, other);
    expect(relation).toBe("undecided");
    expect(reason).toBe("the filters have 10001 and 10001 values, where Azure allows 25 each");
    expect(isEmpty(huge).answer).toBe("undecided");
    expect(checkSets(huge)).toEqual([]);
  });

  test("is the same as itself", () => {
    expect(filterRelation(huge, { ...huge }).relation).toBe("same");
  });
});
