import { describe, expect, test } from "vitest";
import { defaultAssumptions } from "../../src/filters/assumptions.ts";
import { listedEventTypes, listsEventType, shareEventTypes } from "../../src/filters/listed-event-types.ts";

const list = (...eventTypes: string[]) => ({ eventTypes });

describe("listedEventTypes", () => {
  test.each([
    ["a missing list", { eventTypes: "All" as const }, "All"],
    ["an empty list", list(), "All"],
    ['["All"]', list("All"), "All"],
    ['"All" twice', list("All", "All"), "All"],
    ['"All" beside names', list("a", "All"), "All"],
    ["a name twice", list("a", "a"), new Set(["a"])],
    ["names that differ in case", list("a", "A"), new Set(["a", "A"])],
    ['"all" in another case, which is a name', list("all"), new Set(["all"])],
  ])("%s", (_, filter, expected) => {
    expect(listedEventTypes(filter)).toEqual(expected);
  });

  test("the named options decide", () => {
    expect(listedEventTypes(list(), { ...defaultAssumptions, emptyEventTypes: "no-type" })).toEqual(new Set());
    expect(listedEventTypes(list("a", "All"), { ...defaultAssumptions, allBesideNames: "a-name" })).toEqual(
      new Set(["a"]),
    );
    expect(listsEventType(list("a"), "A", { ...defaultAssumptions, eventTypeCase: "ignore-case" })).toBe(true);
  });
});

test.each([
  [list(), list("a"), true],
  [list("a"), list(), true],
  [list(), list("All"), true],
  [list("a", "b"), list("b"), true],
  [list("a"), list("A"), false],
])("%j and %j share event types: %s", (a, b, expected) => {
  expect(shareEventTypes(a, b)).toBe(expected);
});
