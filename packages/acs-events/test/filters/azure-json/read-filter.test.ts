import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFilter, renderFilter } from "../../../src/filters/azure-json/index.ts";
import { operators } from "../../../src/filters/operators.ts";
import { arbitraryFilter } from "./arbitrary-filter.ts";

const sms = { includedEventTypes: ["Microsoft.Communication.SMSReceived"] };

describe("a filter as Azure writes it", () => {
  test("is read with Azure's defaults", () => {
    expect(readFilter(sms)).toEqual({
      filter: {
        kind: "filter",
        eventTypes: ["Microsoft.Communication.SMSReceived"],
        subjectBeginsWith: "",
        subjectEndsWith: "",
        isSubjectCaseSensitive: false,
        enableAdvancedFilteringOnArrays: false,
        advancedFilters: [],
      },
      findings: [],
      unknown: {},
      positions: { eventTypes: [0], advancedFilters: [] },
    });
  });

  test("may say null for what it omits", () => {
    const nulls = { advancedFilters: null, enableAdvancedFilteringOnArrays: null, isSubjectCaseSensitive: null };
    const read = readFilter({ ...sms, ...nulls, subjectBeginsWith: null, subjectEndsWith: null });
    expect(read).toEqual(readFilter(sms));
  });

  test("is frozen through and through", () => {
    const condition = { operatorType: "NumberInRange", key: "data.x", values: [[1, 2]] };
    const { filter } = readFilter({ ...sms, advancedFilters: [condition] });
    const frozen = [filter, filter.eventTypes, filter.advancedFilters, filter.advancedFilters[0]];
    expect(frozen.map(Object.isFrozen)).toEqual([true, true, true, true]);
    expect(filter.advancedFilters[0]).toHaveProperty("values[0]", [1, 2]);
  });

  test.each([
    ["All alone", ["All"], "All"],
    ["All beside a name", ["All", "x"], ["All", "x"]],
    ["an empty list", [], []],
  ])("keeps %s", (_, includedEventTypes, eventTypes) => {
    const read = readFilter({ includedEventTypes });
    expect(read.filter.eventTypes).toEqual(eventTypes);
    expect(read.findings).toEqual([]);
  });
});

/** What is wrong, as `path: message`, with the fix where there is one. */
function said(json: unknown): string[] {
  return readFilter(json).findings.map(
    ({ id, level, path, message, fix }) =>
      `${level} ${id} at ${path}: ${message}${fix === undefined ? "" : ` [fix ${JSON.stringify(fix)}]`}`,
  );
}

describe("a wrong shape becomes a finding", () => {
  test("of the filter and its properties", () => {
    expect(said([])).toMatchInlineSnapshot(`
      [
        "error filter-not-object at filter: A filter is an object with includedEventTypes, subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive, enableAdvancedFilteringOnArrays, advancedFilters, but here is an empty list.",
      ]
    `);
    expect(said({})).toMatchInlineSnapshot(`
      [
        "warning event-types-absent at filter.includedEventTypes: The filter lists no event types. When Azure creates the subscription, it writes the default event types of the topic type into it. Later types are not added. Which types of Communication Services are default types is not known. acs-events assumes every current type (assumption default-event-types). List the types that are meant.",
      ]
    `);
    expect(
      said({
        includedEventTypes: "Microsoft.Communication.SMSReceived",
        subjectBeginsWith: 1555,
        subjectEndsWith: ["a"],
        isSubjectCaseSensitive: "true",
        enableAdvancedFilteringOnArrays: 1,
        advancedFilters: { operatorType: "IsNotNull", key: "data.x" },
        subjectBeginWith: "x",
        note: "y",
      }),
    ).toMatchInlineSnapshot(`
      [
        "warning property-unknown at filter.subjectBeginWith: Azure does not know the property "subjectBeginWith" here, so that it has no effect. Did you mean subjectBeginsWith? [fix "subjectBeginsWith"]",
        "warning property-unknown at filter.note: Azure does not know the property "note" here, so that it has no effect. It knows includedEventTypes, subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive, enableAdvancedFilteringOnArrays, advancedFilters.",
        "error event-types-not-list at filter.includedEventTypes: includedEventTypes is a list of event types, but here is "Microsoft.Communication.SMSReceived". [fix ["Microsoft.Communication.SMSReceived"]]",
        "error advanced-filters-not-list at filter.advancedFilters: advancedFilters is a list of advanced filters, but here is an object. [fix [{"operatorType":"IsNotNull","key":"data.x"}]]",
        "error subject-not-text at filter.subjectBeginsWith: subjectBeginsWith is a string, but here is 1555. [fix "1555"]",
        "error subject-not-text at filter.subjectEndsWith: subjectEndsWith is a string, but here is a list of 1.",
        "error flag-not-boolean at filter.isSubjectCaseSensitive: isSubjectCaseSensitive is true or false, but here is "true". [fix true]",
        "error flag-not-boolean at filter.enableAdvancedFilteringOnArrays: enableAdvancedFilteringOnArrays is true or false, but here is 1.",
      ]
    `);
    expect(said({ includedEventTypes: ["Microsoft.Communication.SMSReceived", 5, null] })).toMatchInlineSnapshot(`
      [
        "error event-type-not-text at filter.includedEventTypes[1]: An event type is a string like "Microsoft.Communication.SMSReceived", but here is 5.",
        "error event-type-not-text at filter.includedEventTypes[2]: An event type is a string like "Microsoft.Communication.SMSReceived", but here is null.",
      ]
    `);
  });

  test("of a condition", () => {
    const conditions = [
      "x",
      { key: "data.x", values: ["a"] },
      { OperatorType: "StringIn", key: "data.x", values: ["a"] },
      { operatorType: "stringin", key: "data.x", values: ["a"] },
      { operatorType: "Regex", key: "", values: ["a"] },
      { operatorType: "StringIn", key: "data.x" },
      { operatorType: "StringIn", key: "data.x", value: "a" },
      { operatorType: "StringIn", key: "data.x", values: "a" },
      { operatorType: "StringIn", key: "data.x", values: ["a", 5, null] },
      { operatorType: "StringIn", key: "data.x", values: ["a"], value: "b" },
      { operatorType: "NumberGreaterThan", key: "data.x", values: [1] },
      { operatorType: "NumberGreaterThan", key: "data.x", values: [1, 2] },
      { operatorType: "NumberGreaterThan", key: "data.x", value: "5" },
      { operatorType: "NumberIn", key: "data.x", values: [1, Number.POSITIVE_INFINITY] },
      { operatorType: "NumberInRange", key: "data.x", values: [1, 2] },
      { operatorType: "NumberInRange", key: "data.x", values: [[1, 2], [1]] },
      { operatorType: "BoolEquals", key: "data.x", value: "false" },
      { operatorType: "IsNotNull", key: "data.x", values: [] },
      { operatorType: "IsNotNull", key: "data.x", note: 1 },
    ];
    expect(said({ ...sms, advancedFilters: conditions })).toMatchInlineSnapshot(`
      [
        "error advanced-filter-not-object at filter.advancedFilters[0]: An advanced filter is an object like {"operatorType": "StringIn", "key": "data.…", "values": ["…"]}, but here is "x".",
        "error operator-missing at filter.advancedFilters[1].operatorType: An advanced filter says its operator under operatorType, but here is nothing. There are NumberIn, NumberNotIn, NumberLessThan, NumberGreaterThan, NumberLessThanOrEquals, NumberGreaterThanOrEquals, NumberInRange, NumberNotInRange, BoolEquals, StringContains, StringNotContains, StringBeginsWith, StringNotBeginsWith, StringEndsWith, StringNotEndsWith, StringIn, StringNotIn, IsNullOrUndefined, IsNotNull.",
        "warning property-unknown at filter.advancedFilters[2].OperatorType: Azure does not know the property "OperatorType" here, so that it has no effect. Did you mean operatorType? [fix "operatorType"]",
        "error operator-missing at filter.advancedFilters[2].operatorType: An advanced filter says its operator under operatorType, but here is nothing. There are NumberIn, NumberNotIn, NumberLessThan, NumberGreaterThan, NumberLessThanOrEquals, NumberGreaterThanOrEquals, NumberInRange, NumberNotInRange, BoolEquals, StringContains, StringNotContains, StringBeginsWith, StringNotBeginsWith, StringEndsWith, StringNotEndsWith, StringIn, StringNotIn, IsNullOrUndefined, IsNotNull.",
        "error operator-unknown at filter.advancedFilters[3].operatorType: There is no operator "stringin". Did you mean StringIn? [fix "StringIn"]",
        "error operator-unknown at filter.advancedFilters[4].operatorType: There is no operator "Regex". There are NumberIn, NumberNotIn, NumberLessThan, NumberGreaterThan, NumberLessThanOrEquals, NumberGreaterThanOrEquals, NumberInRange, NumberNotInRange, BoolEquals, StringContains, StringNotContains, StringBeginsWith, StringNotBeginsWith, StringEndsWith, StringNotEndsWith, StringIn, StringNotIn, IsNullOrUndefined, IsNotNull.",
        "error key-missing at filter.advancedFilters[4].key: An advanced filter names the key that it looks at, for example "data.from", but here is "".",
        "error operand-missing at filter.advancedFilters[5].values: StringIn takes strings under values, but there is nothing.",
        "error operand-misplaced at filter.advancedFilters[6].value: StringIn takes strings under values, but "a" is under value. Write it under values. [fix {"values":["a"]}]",
        "error operand-wrong-type at filter.advancedFilters[7].values: StringIn takes strings under values, but here is "a", which is not a list. [fix ["a"]]",
        "error operand-wrong-type at filter.advancedFilters[8].values[1]: StringIn takes strings under values, but here is 5. [fix "5"]",
        "warning operand-ignored at filter.advancedFilters[9].value: StringIn takes strings; the value under value is ignored. Omit it.",
        "error operand-misplaced at filter.advancedFilters[10].values: NumberGreaterThan takes one number under value, but a list of 1 is under values. Write it under value. [fix {"value":1}]",
        "error operand-misplaced at filter.advancedFilters[11].values: NumberGreaterThan takes one number under value, but a list of 2 is under values.",
        "error operand-wrong-type at filter.advancedFilters[12].value: NumberGreaterThan takes one number under value, but here is "5". [fix 5]",
        "error operand-wrong-type at filter.advancedFilters[13].values[1]: NumberIn takes numbers under values, but the number here is too large to be read.",
        "error operand-wrong-type at filter.advancedFilters[14].values[0]: NumberInRange takes pairs of a lower and an upper bound, like [[0, 5], [10, 20]] under values, but here is 1, which is not a pair.",
        "error operand-wrong-type at filter.advancedFilters[15].values[1]: NumberInRange takes pairs of a lower and an upper bound, like [[0, 5], [10, 20]] under values, but here is a list of 1, which is not a pair.",
        "error operand-wrong-type at filter.advancedFilters[16].value: BoolEquals takes true or false under value, but here is "false". [fix false]",
        "warning operand-ignored at filter.advancedFilters[17].values: IsNotNull takes no operand; the value under values is ignored. Omit it.",
        "warning property-unknown at filter.advancedFilters[18].note: Azure does not know the property "note" here, so that it has no effect. It knows operatorType, key, value, values.",
      ]
    `);
  });

  test("and the rest is read, with its place", () => {
    const good = { operatorType: "IsNotNull", key: "data.x" };
    const read = readFilter({ includedEventTypes: [1, "b"], advancedFilters: [1, good, 2, good] });
    expect(read.filter.eventTypes).toEqual(["b"]);
    expect(read.filter.advancedFilters).toEqual([good, good]);
    expect(read.positions).toEqual({ eventTypes: [1], advancedFilters: [1, 3] });
  });
});

describe("what Azure does not know is kept", () => {
  test("and comes back when the filter is rendered", () => {
    const condition = { operatorType: "IsNotNull", key: "data.x", note: [1] };
    const json = { ...sms, advancedFilters: [condition], team: "support" };
    const { filter, unknown } = readFilter(json);
    expect(unknown).toEqual({ team: "support", advancedFilters: { 0: { note: [1] } } });
    expect(renderFilter(filter, unknown)).toMatchObject(json);
  });

  test("also when it is called like a part of every object", () => {
    const json: unknown = JSON.parse('{"includedEventTypes": ["All"], "__proto__": {"x": 1}, "constructor": 2}');
    const { filter, unknown } = readFilter(json);
    expect(Object.keys(unknown)).toEqual(["__proto__", "constructor"]);
    expect(Object.keys(renderFilter(filter, unknown)).slice(-2)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(filter)).toBe(Object.prototype);
  });
});

describe("laws", () => {
  test("what is rendered is read back as it was", () => {
    fc.assert(
      fc.property(arbitraryFilter, (filter) => {
        const read = readFilter(JSON.parse(JSON.stringify(renderFilter(filter))));
        expect(read.findings).toEqual([]);
        // JSON has no negative zero, and Event Grid's decimals have none either.
        expect(JSON.stringify(read.filter)).toBe(JSON.stringify(filter));
      }),
      { numRuns: 200 },
    );
  });

  test("reading any JSON does not throw, and rendering what was read changes nothing more", () => {
    const condition = fc.record(
      {
        operatorType: fc.oneof(fc.constantFrom(...Object.keys(operators)), fc.jsonValue({ maxDepth: 1 })),
        key: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 1 })),
        value: fc.jsonValue({ maxDepth: 1 }),
        values: fc.jsonValue({ maxDepth: 2 }),
        extra: fc.jsonValue({ maxDepth: 1 }),
      },
      { requiredKeys: [] },
    );
    const filter = fc.record(
      {
        includedEventTypes: fc.oneof(fc.array(fc.string()), fc.jsonValue({ maxDepth: 2 })),
        subjectBeginsWith: fc.jsonValue({ maxDepth: 1 }),
        isSubjectCaseSensitive: fc.jsonValue({ maxDepth: 1 }),
        advancedFilters: fc.oneof(fc.array(condition, { maxLength: 3 }), fc.jsonValue({ maxDepth: 2 })),
        extra: fc.jsonValue({ maxDepth: 2 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), filter), (json) => {
        const once = readFilter(json);
        const rendered = renderFilter(once.filter, once.unknown);
        const twice = readFilter(rendered);
        expect(twice.findings.filter(({ level }) => level === "error")).toEqual([]);
        expect(JSON.stringify(renderFilter(twice.filter, twice.unknown))).toBe(JSON.stringify(rendered));
      }),
      { numRuns: 400 },
    );
  });
});
