import { describe, expect, test } from "vitest";
import { filterRelation, type Relation } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import { type Assumptions, defaultAssumptions } from "../../src/filters/assumptions.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { compileFilter } from "../../src/filters/match/matches.ts";
import { type Decimal, jsonNumber } from "../../src/json/exact-number.ts";
import { aFilter, at, chatMessage, smsReceived, smsReport } from "./a-filter.ts";
import { cases, check, number, where } from "./relation-cases.ts";

describe("filterRelation", () => {
  test.each(cases)("$name", ({ before, after, relation, lost, gained }) => {
    const result = filterRelation(aFilter(before), aFilter(after));
    expect(result.relation).toBe(relation);
    expect(result.universe).toBe("every-event");
    if (lost !== undefined) expect(at(result.lost, lost[0])).toEqual(lost[1]);
    if (gained !== undefined) expect(at(result.gained, gained[0])).toEqual(gained[1]);
  });

  test("a change read backwards is the same change the other way round", () => {
    const opposite = { widened: "narrowed", narrowed: "widened" } as const;
    for (const { before, after } of cases) {
      const forth = filterRelation(aFilter(before), aFilter(after));
      const back = filterRelation(aFilter(after), aFilter(before));
      const { relation } = forth;
      expect(back.relation).toBe(relation === "widened" || relation === "narrowed" ? opposite[relation] : relation);
      expect(back.gained).toEqual(forth.lost);
      expect(back.lost).toEqual(forth.gained);
    }
  });

  const nested: readonly (readonly [string, AdvancedFilter[], AdvancedFilter[], Relation])[] = [
    [
      "a value below a key implies an object there",
      [check("IsNotNull", "data.a.b")],
      [check("IsNotNull", "data.a"), check("IsNotNull", "data.a.b")],
      "same",
    ],
    [
      "an object may be without the key",
      [check("IsNotNull", "data.a")],
      [check("IsNotNull", "data.a"), check("IsNotNull", "data.a.b")],
      "narrowed",
    ],
    [
      "nothing is below what is missing",
      [check("IsNullOrUndefined", "data.a")],
      [check("IsNullOrUndefined", "data.a"), check("IsNullOrUndefined", "data.a.b.c")],
      "same",
    ],
    [
      "text has nothing below it",
      [{ operatorType: "StringIn", key: "data.a", values: ["x"] }],
      [check("IsNotNull", "data.a.b")],
      "disjoint",
    ],
    [
      "two levels at once",
      [check("IsNotNull", "data.a.b.c")],
      [check("IsNotNull", "data.a"), check("IsNotNull", "data.a.b"), check("IsNotNull", "data.a.b.c")],
      "same",
    ],
  ];

  test.each(nested)("keys inside one another: %s", (_, before, after, relation) => {
    const result = filterRelation(aFilter(where(...before)), aFilter(where(...after)));
    expect(result.relation).toBe(relation);
  });

  test("keys inside one another do not matter where the filters agree in them", () => {
    const conditions = [check("IsNotNull", "data.a"), check("IsNotNull", "data.a.b")];
    const { relation, gained } = filterRelation(
      aFilter({ eventTypes: [smsReport], advancedFilters: conditions }),
      aFilter({ eventTypes: [smsReport, smsReceived], advancedFilters: conditions }),
    );
    expect(relation).toBe("widened");
    expect(at(gained, "eventType")).toBe(smsReceived);
    expect(at(gained, "data.a.b")).toBeDefined();
  });

  test("numbers are decimals: between two that no double can tell apart lies a third", () => {
    const next = 1 + Number.EPSILON;
    const { relation, lost } = filterRelation(
      aFilter(where(number("NumberGreaterThan", 1))),
      aFilter(where(number("NumberGreaterThanOrEquals", next))),
    );
    expect(relation).toBe("narrowed");
    expect(String(at(lost, "data.x"))).toMatch(/^1\.0{15}1/);
    const [before, after] = ["9007199254740992", "9007199254740993"].map(jsonNumber) as [Decimal, Decimal];
    const large = filterRelation(
      aFilter(where({ operatorType: "NumberGreaterThan", key: "data.x", value: before })),
      aFilter(where({ operatorType: "NumberGreaterThanOrEquals", key: "data.x", value: after })),
    );
    expect(large.relation).toBe("narrowed");
    expect(String(at(large.lost, "data.x"))).toBe("9007199254740992.5");
  });

  test("says when no documented event is lost or gained", () => {
    const plain = aFilter({ eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/" });
    const result = filterRelation(plain, aFilter({ ...plain, isSubjectCaseSensitive: true }));
    expect(result.undocumented).toEqual(["lost"]);
    expect(filterRelation(aFilter(), plain).undocumented).toEqual([]);
  });

  test("names the option that the documentation leaves open, where another choice would make another relation", () => {
    const decidedBy = (before: Partial<Filter>, after: Partial<Filter>) =>
      filterRelation(aFilter(before), aFilter(after)).decidedBy;
    const range = { operatorType: "NumberNotInRange", key: "data.x", values: [[1, 5]] } as const;
    expect(decidedBy(where(range), where(range, check("IsNotNull", "data.x")))).toEqual(["missingInRange"]);
    expect(decidedBy({ eventTypes: [smsReceived] }, { eventTypes: [smsReceived.toLowerCase()] })).toEqual([
      "eventTypeCase",
    ]);
    expect(decidedBy({ subjectBeginsWith: "/a" }, { subjectBeginsWith: "/ab" })).toEqual([]);
  });

  test("an option can be chosen", () => {
    const before = aFilter({ eventTypes: [smsReceived] });
    const after = aFilter({ eventTypes: [smsReceived.toLowerCase()] });
    const assumptions: Assumptions = { ...defaultAssumptions, eventTypeCase: "ignore-case" };
    expect(filterRelation(before, after).relation).toBe("disjoint");
    expect(filterRelation(before, after, { assumptions }).relation).toBe("same");
  });

  test("in CloudEvents the envelope's keys have other names, and the witness is a CloudEvent", () => {
    const before = aFilter({ eventTypes: [smsReceived, chatMessage] });
    const after = aFilter({
      advancedFilters: [{ operatorType: "StringEndsWith", key: "type", values: ["SMSReceived"] }],
    });
    const schema = "CloudEventSchemaV1_0";
    const { relation, lost } = filterRelation(before, after, { schema });
    expect(relation).toBe("overlapping");
    expect(Object.keys(lost ?? {})).toEqual(["id", "source", "specversion", "type", "subject", "time", "data"]);
    expect(at(lost, "type")).toBe(chatMessage);
    expect(compileFilter(before, undefined, schema)(lost as NonNullable<typeof lost>)).toBe(true);
    // In the other schema there is no such key, so that nothing passes any more.
    expect(filterRelation(before, after).relation).toBe("narrowed");
  });
});
