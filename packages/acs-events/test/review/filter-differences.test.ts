import { expect, test } from "vitest";
import { readFilter } from "../../src/filters/azure-json/index.ts";
import { askedKeys, filterDifferences } from "../../src/review/filter-differences.ts";

const sms = "Microsoft.Communication.SMSReceived";
const ended = "Microsoft.Communication.CallEnded";
const filter = (json: object) => readFilter({ includedEventTypes: [sms], ...json }).filter;
const on = (operatorType: string, key: string, operand: object) => ({ operatorType, key, ...operand });
const numbers = (...values: string[]) => filter({ advancedFilters: [on("StringIn", "data.to", { values })] });

test.each<[string, object, object, string[]]>([
  [
    "a prefix",
    { subjectBeginsWith: "/phonenumber/1555" },
    { subjectBeginsWith: "/phonenumber/15551" },
    ['changed subject begins with "/phonenumber/1555" -> "/phonenumber/15551"'],
  ],
  ["a prefix that goes", { subjectBeginsWith: "/p" }, {}, ['removed subject begins with "/p"']],
  [
    "types",
    {},
    { includedEventTypes: [ended] },
    ["removed event types without SMSReceived", "added event types with CallEnded"],
  ],
  ["every type", { includedEventTypes: ["All"] }, {}, ["changed event types: every event type -> SMSReceived"]],
  [
    "a condition that comes and one that goes",
    { advancedFilters: [on("StringIn", "data.to", { values: ["1"] })] },
    { advancedFilters: [on("IsNotNull", "data.from", {})] },
    ["added data.from is there and not null", 'removed data.to is "1"'],
  ],
  [
    "a number",
    { advancedFilters: [on("NumberLessThan", "data.segmentCount", { value: 2 })] },
    { advancedFilters: [on("NumberLessThan", "DATA.segmentCount", { value: 3 })] },
    ["changed DATA.segmentCount is less than 2 -> 3"],
  ],
  ["case", {}, { isSubjectCaseSensitive: true }, ["changed the case of the subject counts: no -> yes"]],
  [
    "the order of types and another case of a key",
    { includedEventTypes: [sms, ended] },
    { includedEventTypes: [ended, sms] },
    [],
  ],
])("%s", (_, base, head, expected) => {
  expect(filterDifferences(filter(base), filter(head)).map(({ kind, text }) => `${kind} ${text}`)).toEqual(expected);
});

test("of long lists, what is added and what is gone", () => {
  const texts = filterDifferences(numbers("1", "2", "3", "4"), numbers("2", "3", "4", "5")).map(({ text }) => text);
  expect(texts).toEqual(['data.to is: with "5", without "1" (4 -> 4 values)']);
});

test("the keys that either side asks for, each once", () => {
  const other = filter({ advancedFilters: [on("IsNotNull", "DATA.TO", {}), on("IsNotNull", "data.from", {})] });
  expect(askedKeys(numbers("1"), other)).toEqual(["data.to", "data.from"]);
});
