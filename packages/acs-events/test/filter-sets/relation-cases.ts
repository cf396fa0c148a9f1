import type { Relation } from "../../src/filter-sets/index.ts";
import type { AdvancedFilter } from "../../src/filters/advanced-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { smsReceived, smsReport } from "./a-filter.ts";

interface Case {
  readonly name: string;
  readonly before: Partial<Filter>;
  readonly after: Partial<Filter>;
  readonly relation: Relation;
  /** What stands at a path of the witness. */
  readonly lost?: readonly [path: string, value: unknown];
  readonly gained?: readonly [path: string, value: unknown];
}

export const where = (...advancedFilters: AdvancedFilter[]): Partial<Filter> => ({
  eventTypes: [smsReport],
  advancedFilters,
});
const onArrays = (...advancedFilters: AdvancedFilter[]): Partial<Filter> => ({
  ...where(...advancedFilters),
  enableAdvancedFilteringOnArrays: true,
});
export const text = (
  operatorType: "StringIn" | "StringNotIn" | "StringContains" | "StringNotContains",
  ...values: string[]
) => ({ operatorType, key: "data.deliveryStatus", values }) as const;
const begins = (...values: string[]) => ({ operatorType: "StringBeginsWith", key: "data.to", values }) as const;
export const number = (
  operatorType: "NumberGreaterThan" | "NumberGreaterThanOrEquals" | "NumberLessThan" | "NumberLessThanOrEquals",
  value: number,
) => ({ operatorType, key: "data.x", value }) as const;
export const check = (operatorType: "IsNullOrUndefined" | "IsNotNull", key = "data.tag") =>
  ({ operatorType, key }) as const;

export const cases: readonly Case[] = [
  {
    name: "a longer prefix narrows, and the witness has the numbers that are no longer meant",
    before: { eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/1" },
    after: { eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/1555" },
    relation: "narrowed",
    lost: ["subject", "/phonenumber/15565555555"],
  },
  {
    name: "one more event type widens",
    before: { eventTypes: [smsReceived] },
    after: { eventTypes: [smsReceived, smsReport] },
    relation: "widened",
    gained: ["eventType", smsReport],
  },
  {
    name: "another prefix is disjoint",
    before: { eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/1206" },
    after: { eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/1425" },
    relation: "disjoint",
    lost: ["subject", "/phonenumber/12065555555"],
    gained: ["subject", "/phonenumber/14255555555"],
  },
  {
    name: "the order of types and conditions is not a difference",
    before: { eventTypes: [smsReceived, smsReport], advancedFilters: [begins("+1"), text("StringIn", "Failed")] },
    after: { eventTypes: [smsReport, smsReceived], advancedFilters: [text("StringIn", "Failed"), begins("+1")] },
    relation: "same",
  },
  {
    name: "a condition said twice is not a difference",
    before: where(text("StringIn", "Failed")),
    after: where(text("StringIn", "Failed"), text("StringIn", "FAILED", "Delivered")),
    relation: "same",
  },
  {
    name: "a value that another one covers is not a difference",
    before: where(begins("+1")),
    after: where(begins("+1", "+1555")),
    relation: "same",
  },
  {
    name: "numbers are dense: from > 5 to >= 6, 5.5 is lost",
    before: where(number("NumberGreaterThan", 5)),
    after: where(number("NumberGreaterThanOrEquals", 6)),
    relation: "narrowed",
    lost: ["data.x", 5.5],
  },
  {
    name: "from > 5 to >= 5, exactly 5 is gained",
    before: where(number("NumberGreaterThan", 5)),
    after: where(number("NumberGreaterThanOrEquals", 5)),
    relation: "widened",
    gained: ["data.x", 5],
  },
  {
    name: "both bounds belong to a range",
    before: where({ operatorType: "NumberInRange", key: "data.x", values: [[1, 5]] }),
    after: where(number("NumberGreaterThanOrEquals", 1), number("NumberLessThanOrEquals", 5)),
    relation: "same",
  },
  {
    name: "two ranges that touch are one",
    before: where({
      operatorType: "NumberInRange",
      key: "data.x",
      values: [
        [3, 5],
        [1, 3],
      ],
    }),
    after: where({ operatorType: "NumberInRange", key: "data.x", values: [[1, 5]] }),
    relation: "same",
  },
  {
    name: "a number omitted from a range",
    before: where({ operatorType: "NumberInRange", key: "data.x", values: [[1, 5]] }),
    after: where(
      { operatorType: "NumberInRange", key: "data.x", values: [[1, 5]] },
      { operatorType: "NumberNotIn", key: "data.x", values: [2] },
    ),
    relation: "narrowed",
    lost: ["data.x", 2],
  },
  {
    name: "two Not filters are not one with both values: the events with neither word pass both",
    before: where(text("StringNotContains", "deliv")),
    after: where(text("StringNotContains", "fail")),
    relation: "overlapping",
    lost: ["data.deliveryStatus", "Failed"],
    gained: ["data.deliveryStatus", "Delivered"],
  },
  {
    name: "two Not filters at once are one with both values",
    before: where(text("StringNotContains", "deliv"), text("StringNotContains", "fail")),
    after: where(text("StringNotContains", "fail", "deliv")),
    relation: "same",
  },
  {
    name: "string operators never look at case",
    before: where(text("StringIn", "failed")),
    after: where(text("StringIn", "FAILED")),
    relation: "same",
  },
  {
    name: "subjects do when asked to, from now on",
    before: { eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/" },
    after: { eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/", isSubjectCaseSensitive: true },
    relation: "narrowed",
    lost: ["subject", "/Phonenumber/"],
  },
  {
    name: "nothing without letters has a case",
    before: { eventTypes: [smsReceived], subjectEndsWith: "/555" },
    after: { eventTypes: [smsReceived], subjectEndsWith: "/555", isSubjectCaseSensitive: true },
    relation: "same",
  },
  {
    name: "a missing key passes StringNotIn and not StringNotContains",
    before: where(text("StringNotIn", "x")),
    after: where(text("StringNotIn", "x"), text("StringNotContains", "x")),
    relation: "narrowed",
  },
  {
    name: "null is like missing: what is not null is there",
    before: where(check("IsNotNull"), { operatorType: "StringNotIn", key: "data.tag", values: ["x"] }),
    after: where({ operatorType: "StringNotIn", key: "data.tag", values: ["x"] }),
    relation: "widened",
    gained: ["data.tag", undefined],
  },
  {
    name: "IsNullOrUndefined and IsNotNull omit nothing and have nothing in common",
    before: where(check("IsNullOrUndefined")),
    after: where(check("IsNotNull")),
    relation: "disjoint",
  },
  {
    name: "with the flag for arrays, arrays pass too",
    before: where(text("StringIn", "Failed")),
    after: onArrays(text("StringIn", "Failed")),
    relation: "widened",
    gained: ["data.deliveryStatus", ["Failed"]],
  },
  {
    name: "in an array, some element may be one and another the other",
    before: onArrays(text("StringIn", "Failed"), text("StringIn", "Delivered")),
    after: onArrays(text("StringIn", "Failed")),
    relation: "widened",
  },
  {
    name: "in an array, no element may be one that is ruled out",
    before: onArrays(text("StringIn", "a", "b"), text("StringNotIn", "a")),
    after: onArrays(text("StringIn", "b"), text("StringNotIn", "a", "c")),
    relation: "narrowed",
    lost: ["data.deliveryStatus", ["b", "c"]],
  },
  {
    name: "the key subject meets the subject's prefix",
    before: { eventTypes: [smsReceived], subjectBeginsWith: "/phonenumber/1555" },
    after: {
      eventTypes: [smsReceived],
      advancedFilters: [{ operatorType: "StringBeginsWith", key: "Subject", values: ["/PhoneNumber/1555"] }],
    },
    relation: "same",
  },
  {
    name: "the key eventType meets the listed types, which are compared with case",
    before: { eventTypes: [smsReceived, smsReport] },
    after: { advancedFilters: [{ operatorType: "StringIn", key: "EventType", values: [smsReceived] }] },
    relation: "overlapping",
    lost: ["eventType", smsReport],
    gained: ["eventType", "microsoft.Communication.SMSReceived"],
  },
  {
    name: "keys are compared without case",
    before: where({ operatorType: "StringIn", key: "data.DeliveryStatus", values: ["Failed"] }),
    after: where(text("StringIn", "Failed")),
    relation: "same",
  },
  {
    name: "a filter that matches nothing is inside every other",
    before: where(text("StringIn", "a"), text("StringIn", "b")),
    after: where(text("StringIn", "c")),
    relation: "widened",
    gained: ["data.deliveryStatus", "c"],
  },
  {
    name: "two that match nothing are the same",
    before: where(text("StringIn", "a"), text("StringIn", "b")),
    after: where(check("IsNullOrUndefined", "subject")),
    relation: "same",
  },
  {
    name: "a key that does not resolve is always missing",
    before: where({ operatorType: "StringNotIn", key: "eventTime", values: ["x"] }),
    after: where(),
    relation: "same",
  },
  {
    name: "an empty value is in every string, but not in what is not a string",
    before: where(text("StringContains", "")),
    after: where(check("IsNotNull", "data.deliveryStatus")),
    relation: "widened",
  },
];
