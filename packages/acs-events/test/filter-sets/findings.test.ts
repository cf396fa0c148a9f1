import { describe, expect, test } from "vitest";
import { checkSets, setsRule } from "../../src/filter-sets/index.ts";
import { aFilter, smsReceived, smsReport } from "./a-filter.ts";

describe("checkSets", () => {
  test("names the two conditions that contradict each other", () => {
    const filter = aFilter({
      eventTypes: [smsReceived],
      subjectBeginsWith: "/phonenumber/1",
      advancedFilters: [{ operatorType: "StringNotBeginsWith", key: "subject", values: ["/phone"] }],
    });
    expect(checkSets(filter)).toEqual([
      {
        id: "filter-never-matches",
        level: "error",
        message:
          'No event can pass this filter: subjectBeginsWith ("/phonenumber/1") and advancedFilters[0] (StringNotBeginsWith subject ["/phone"]) contradict each other. Change or remove one of them.',
        path: "filter.advancedFilters[0]",
        value: ["filter.subjectBeginsWith", "filter.advancedFilters[0]"],
      },
    ]);
  });

  test("names one that matches nothing by itself", () => {
    const filter = aFilter({ advancedFilters: [{ operatorType: "IsNullOrUndefined", key: "subject" }] });
    expect(checkSets(filter).map(({ message }) => message)).toEqual([
      "No event can pass this filter: advancedFilters[0] (IsNullOrUndefined subject) matches nothing. Change or remove it.",
    ]);
  });

  test("names conditions that no documented event meets together", () => {
    const filter = aFilter({
      eventTypes: [smsReceived, smsReport],
      advancedFilters: [
        { operatorType: "StringContains", key: "data.message", values: ["stop"] },
        { operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed"] },
      ],
    });
    expect(checkSets(filter)).toEqual([
      {
        id: "filter-matches-nothing-documented",
        level: "error",
        message:
          'No event that Communication Services is documented to send meets advancedFilters[0] (StringContains data.message ["stop"]) and advancedFilters[1] (StringIn data.deliveryStatus ["Failed"]) together. Change or remove one of them, or make two subscriptions.',
        path: "filter.advancedFilters[1]",
        value: ["filter.advancedFilters[0]", "filter.advancedFilters[1]"],
      },
    ]);
  });

  test("names a condition that changes nothing, and what says it already", () => {
    const filter = aFilter({
      eventTypes: [smsReport],
      advancedFilters: [
        { operatorType: "NumberGreaterThan", key: "data.x", value: 5 },
        { operatorType: "IsNotNull", key: "data.x" },
        { operatorType: "IsNotNull", key: "subject" },
      ],
    });
    expect(checkSets(filter).map(({ level, message }) => `${level}: ${message}`)).toEqual([
      "info: advancedFilters[1] (IsNotNull data.x) changes nothing: whatever meets advancedFilters[0] (NumberGreaterThan data.x 5) meets it too. Remove it, or change it if it was meant to do something.",
      "info: advancedFilters[2] (IsNotNull subject) changes nothing: it matches every event. Remove it, or change it if it was meant to do something.",
    ]);
  });

  test("shortens long lists", () => {
    const values = Array.from({ length: 25 }, (_, index) => `${"x".repeat(50)}${index}`);
    const filter = aFilter({
      advancedFilters: [
        { operatorType: "StringIn", key: "data.x", values },
        { operatorType: "StringIn", key: "data.x", values: ["y"] },
      ],
    });
    expect(checkSets(filter)[0]?.message.length).toBeLessThan(350);
  });

  test.each([
    [
      "a single condition that does not suit the types",
      {
        eventTypes: [smsReport],
        advancedFilters: [{ operatorType: "NumberIn", key: "data.deliveryStatus", values: [1] }],
      },
    ],
    [
      "a condition that is there twice",
      {
        eventTypes: [smsReport],
        advancedFilters: [
          { operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed"] },
          { operatorType: "StringIn", key: "data.DeliveryStatus", values: ["Failed"] },
        ],
      },
    ],
    ["a prefix of other types", { eventTypes: [smsReport], subjectBeginsWith: "thread/" }],
    [
      "a prefix and a suffix of different types",
      { eventTypes: [smsReport], subjectBeginsWith: "thread/", subjectEndsWith: "/x/y" },
    ],
    [
      "a sound filter",
      {
        eventTypes: [smsReport],
        subjectBeginsWith: "/phonenumber/1555",
        advancedFilters: [{ operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed"] }],
      },
    ],
  ] as const)("leaves to others: %s", (_, parts) => {
    expect(checkSets(aFilter(parts))).toEqual([]);
  });

  test("as a rule, knows where the filter stands and in which schema it delivers", () => {
    const filter = aFilter({ advancedFilters: [{ operatorType: "StringIn", key: "type", values: ["x"] }] });
    const context = { path: "[3].filter", types: [], listed: false } as const;
    const paths = (deliverySchema: "EventGridSchema" | "CloudEventSchemaV1_0") =>
      setsRule.check(filter, { ...context, deliverySchema }).map(({ id, path }) => [id, path]);
    expect(paths("EventGridSchema")).toEqual([["filter-never-matches", "[3].filter.advancedFilters[0]"]]);
    expect(paths("CloudEventSchemaV1_0")).toEqual([]);
  });
});
