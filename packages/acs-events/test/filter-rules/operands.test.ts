import { expect, test } from "vitest";
import { operandsRule } from "../../src/filter-rules/operands.ts";
import { condition, over, said } from "./said.ts";

const conditions = (...advancedFilters: object[]) => said(operandsRule, over("SMSReceived", { advancedFilters }));
const strings = (operator: string, ...values: string[]) => condition(operator, "data.message", { values });

test("sound values pass", () => {
  const one = condition("NumberInRange", "data.segmentCount", {
    values: [
      [1, 1],
      [3, 4],
    ],
  });
  expect(conditions(one, strings("StringIn", "a", "", "b"), condition("IsNotNull", "data.from"))).toEqual([]);
});

test("no values", () => {
  expect(conditions(strings("StringIn"), strings("StringNotIn"))).toMatchInlineSnapshot(`
    [
      "error values-empty at advancedFilters[0].values: StringIn has no values, so that nothing can match. Give at least one, or omit the condition.",
      "error values-empty at advancedFilters[1].values: StringNotIn has no values, so that it excludes no value. Give at least one, or omit the condition.",
    ]
  `);
});

test("a range the wrong way round", () => {
  expect(conditions(condition("NumberInRange", "data.segmentCount", { values: [[4, 3]] }))).toMatchInlineSnapshot(`
    [
      "error range-reversed at advancedFilters[0].values[0]: No number lies between 4 and 3; write the lower bound first: [3, 4]. [fix [3,4]]",
    ]
  `);
});

test("values twice, strings without regard to case", () => {
  const numbers = condition("NumberIn", "data.segmentCount", { values: [1, 1, 2] });
  expect(conditions(strings("StringIn", "a", "b", "A"), numbers)).toMatchInlineSnapshot(`
    [
      "warning value-duplicate at advancedFilters[0].values: "A" occurs more than once; each counts against the limit of 25 values.",
      "warning value-duplicate at advancedFilters[1].values: 1 occurs more than once; each counts against the limit of 25 values.",
    ]
  `);
});

test("an empty part, a star", () => {
  expect(conditions(strings("StringContains", "", "a*"), strings("StringNotBeginsWith", ""))).toMatchInlineSnapshot(`
    [
      "warning value-empty-string at advancedFilters[0].values[0]: Every string contains, begins and ends with "", so that this holds for every string; Azure does not document it. Omit it.",
      "warning value-wildcard at advancedFilters[0].values[1]: There are no wildcards in values: the star in "a*" is compared as a star.",
      "warning value-empty-string at advancedFilters[1].values[0]: Every string contains, begins and ends with "", so that this holds for no string; Azure does not document it. Omit it.",
    ]
  `);
});

test("half a character, in a value and in a key", () => {
  const key = condition("IsNotNull", "data.\ud83d");
  expect(conditions(strings("StringIn", "\ude00"), key)).toMatchInlineSnapshot(`
    [
      "error value-not-unicode at advancedFilters[0].values[0]: There is half of a character here (a lone surrogate), which cannot be sent: "\\ude00". Look at how the text was cut.",
      "error value-not-unicode at advancedFilters[1].key: There is half of a character here (a lone surrogate), which cannot be sent: "data.\\ud83d". Look at how the text was cut.",
    ]
  `);
});

test("numbers beyond 2^53", () => {
  const edge = condition("NumberLessThan", "data.segmentCount", { value: 9007199254740991 });
  expect(conditions(edge)).toEqual([]);
  // The JSON says …993; the number that arrives is another one.
  const json = '{"operatorType": "NumberIn", "key": "data.segmentCount", "values": [9007199254740993, -1e300]}';
  expect(conditions(JSON.parse(json))).toMatchInlineSnapshot(`
    [
      "warning number-not-exact at advancedFilters[0].values[0]: Azure's interface describes values as doubles, and most tools read them so: 9007199254740992 may become another number before it is compared. Compare with a number of at most 15 digits.",
      "warning number-not-exact at advancedFilters[0].values[1]: Azure's interface describes values as doubles, and most tools read them so: -1e+300 may become another number before it is compared. Compare with a number of at most 15 digits.",
    ]
  `);
});

test("a condition twice", () => {
  const one = strings("StringIn", "a");
  expect(conditions(one, { ...one, key: "DATA.message" })).toMatchInlineSnapshot(`
    [
      "warning condition-duplicate at advancedFilters[1]: The condition is the same as advancedFilters[0]; omit one.",
    ]
  `);
});
