import { describe, expect, test } from "vitest";
import { contradiction, redundantConditions } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { aFilter, incomingCall, smsReceived, smsReport } from "./a-filter.ts";

const strings = (operatorType: "StringIn" | "StringContains" | "StringNotContains", key: string, ...values: string[]) =>
  ({ operatorType, key, values }) satisfies AdvancedFilter;
const more = (value: number) => ({ operatorType: "NumberGreaterThan", key: "data.x", value }) as const;
const less = (value: number) => ({ operatorType: "NumberLessThan", key: "data.x", value }) as const;
const advanced = (...indices: number[]) => indices.map((index) => `filter.advancedFilters[${index}]`);

describe("contradiction", () => {
  test.each<readonly [string, Partial<Filter>, readonly string[] | undefined]>([
    [
      "two conditions on one key, among others",
      { advancedFilters: [more(1), strings("StringIn", "data.y", "a"), less(1)] },
      advanced(0, 2),
    ],
    [
      "the same key in another case",
      { advancedFilters: [strings("StringIn", "data.y", "a"), strings("StringIn", "Data.Y", "b")] },
      advanced(0, 1),
    ],
    [
      "a number is not a string",
      { advancedFilters: [more(1), strings("StringContains", "data.x", "")] },
      advanced(0, 1),
    ],
    [
      "three that only contradict each other together",
      { advancedFilters: [more(0), less(9), { operatorType: "NumberNotInRange", key: "data.x", values: [[-1, 10]] }] },
      advanced(0, 1, 2),
    ],
    [
      "one by itself",
      { advancedFilters: [more(1), { operatorType: "IsNullOrUndefined", key: "subject" }] },
      advanced(1),
    ],
    [
      "the prefix and a condition on the subject",
      { subjectBeginsWith: "/phonenumber/1", advancedFilters: [strings("StringNotContains", "subject", "PHONE")] },
      ["filter.subjectBeginsWith", ...advanced(0)],
    ],
    [
      "the listed types and a condition on the type",
      { eventTypes: [smsReceived], advancedFilters: [strings("StringIn", "eventType", smsReport)] },
      ["filter.includedEventTypes", ...advanced(0)],
    ],
    ["a key that never resolves", { advancedFilters: [strings("StringIn", "type", smsReport)] }, advanced(0)],
    ["no contradiction", { eventTypes: [smsReceived], advancedFilters: [more(1), less(2)] }, undefined],
    ["what only the documentation rules out", { eventTypes: [smsReceived], subjectBeginsWith: "thread/" }, undefined],
  ])("%s", (_, parts, paths) => {
    const expected = paths === undefined ? undefined : { universe: "every-event", paths };
    expect(contradiction(aFilter(parts))).toEqual(expected);
  });

  test.each<readonly [string, Partial<Filter>, readonly string[] | undefined]>([
    [
      "a prefix of other types",
      { eventTypes: [smsReceived], subjectBeginsWith: "thread/" },
      ["filter.includedEventTypes", "filter.subjectBeginsWith"],
    ],
    [
      "fields that no type has together",
      {
        eventTypes: [smsReceived, smsReport],
        advancedFilters: [
          strings("StringContains", "data.message", "x"),
          strings("StringIn", "data.deliveryStatus", "Failed"),
        ],
      },
      advanced(0, 1),
    ],
    [
      "an operator of another type than the field's",
      {
        eventTypes: [smsReport],
        advancedFilters: [{ operatorType: "NumberIn", key: "data.deliveryStatus", values: [1] }],
      },
      advanced(0),
    ],
    [
      "what stands in every subject of the type",
      { eventTypes: [incomingCall], advancedFilters: [strings("StringNotContains", "subject", "/recipient/")] },
      ["filter.includedEventTypes", ...advanced(0)],
    ],
    [
      "an id may hold anything but a slash",
      { eventTypes: [incomingCall], advancedFilters: [strings("StringContains", "subject", "/recipient/4:", "zz")] },
      undefined,
    ],
    [
      "what the subject says as well is always in the payload",
      { eventTypes: [smsReport], advancedFilters: [{ operatorType: "IsNullOrUndefined", key: "data.from" }] },
      ["filter.includedEventTypes", ...advanced(0)],
    ],
    [
      "other properties may be missing, as far as is known",
      { eventTypes: [smsReport], advancedFilters: [{ operatorType: "IsNullOrUndefined", key: "data.to" }] },
      undefined,
    ],
    [
      "subject and payload do not contradict each other",
      {
        eventTypes: [smsReport],
        subjectBeginsWith: "/phonenumber/1425",
        advancedFilters: [{ operatorType: "StringBeginsWith", key: "data.from", values: ["1206"] }],
      },
      ["filter.includedEventTypes", "filter.subjectBeginsWith", ...advanced(0)],
    ],
    [
      "a number may have a plus in the payload",
      {
        eventTypes: [smsReport],
        subjectBeginsWith: "/phonenumber/1425",
        advancedFilters: [{ operatorType: "StringBeginsWith", key: "data.from", values: ["+1425"] }],
      },
      undefined,
    ],
    [
      "a value that no source names",
      {
        eventTypes: [smsReport],
        advancedFilters: [{ operatorType: "StringIn", key: "data.deliveryStatus", values: ["xDeliveredx"] }],
      },
      advanced(0),
    ],
    [
      "an id beside the identifier that it was once",
      {
        eventTypes: ["Microsoft.Communication.ChatMessageReceived"],
        advancedFilters: [strings("StringIn", "data.senderId", "8:acs:x")],
      },
      undefined,
    ],
    [
      "types without a known subject",
      { eventTypes: ["Microsoft.Communication.ChatTypingIndicatorReceivedInThread"], subjectBeginsWith: "x" },
      undefined,
    ],
  ])("among documented events: %s", (_, parts, paths) => {
    const expected = paths === undefined ? undefined : { universe: "documented-events", paths };
    expect(contradiction(aFilter(parts), { universe: "documented-events" })).toEqual(expected);
  });
});

describe("redundantConditions", () => {
  test.each<readonly [string, Partial<Filter>, readonly [path: string, impliedBy: readonly string[]][]]>([
    ["a wider bound", { advancedFilters: [more(5), more(3)] }, [["filter.advancedFilters[1]", advanced(0)]]],
    ["the wider one first", { advancedFilters: [more(3), more(5)] }, [["filter.advancedFilters[0]", advanced(1)]]],
    [
      "of two that say the same, the later one",
      { advancedFilters: [strings("StringIn", "data.y", "a"), strings("StringIn", "data.y", "A")] },
      [["filter.advancedFilters[1]", advanced(0)]],
    ],
    [
      "a null check beside a comparison",
      { advancedFilters: [{ operatorType: "IsNotNull", key: "data.x" }, more(3)] },
      [["filter.advancedFilters[0]", advanced(1)]],
    ],
    [
      "what two others say together",
      { advancedFilters: [more(0), less(9), { operatorType: "NumberInRange", key: "data.x", values: [[0, 9]] }] },
      [["filter.advancedFilters[2]", advanced(0, 1)]],
    ],
    [
      "a condition on the subject that the prefix says",
      { subjectBeginsWith: "/phonenumber/1555", advancedFilters: [strings("StringContains", "subject", "number")] },
      [["filter.advancedFilters[0]", ["filter.subjectBeginsWith"]]],
    ],
    [
      "what matches everything",
      { advancedFilters: [{ operatorType: "IsNotNull", key: "subject" }] },
      [["filter.advancedFilters[0]", []]],
    ],
    [
      "nothing, where each does something",
      { subjectBeginsWith: "/phonenumber/", subjectEndsWith: "5", advancedFilters: [more(3), less(9)] },
      [],
    ],
    ["nothing, where nothing passes at all", { advancedFilters: [more(3), less(1), more(2)] }, []],
  ])("%s", (_, parts, expected) => {
    expect(redundantConditions(aFilter(parts))).toEqual(expected.map(([path, impliedBy]) => ({ path, impliedBy })));
  });
});
