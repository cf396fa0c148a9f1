import { expect, test } from "vitest";
import { limitsRule } from "../../src/filter-rules/limits.ts";
import { condition, over, said } from "./said.ts";

const values = (count: number) => ({ values: Array.from({ length: count }, (_, index) => `v${index}`) });
const conditions = (...advancedFilters: object[]) => said(limitsRule, over("SMSReceived", { advancedFilters }));

test("25 conditions with 25 values and 512 characters pass", () => {
  const many = Array.from({ length: 24 }, () => condition("StringIn", "data.from", values(1)));
  expect(conditions(...many, condition("StringIn", "data.from", { values: ["x".repeat(512)] }))).toEqual([]);
  expect(conditions(condition("StringIn", "data.from", values(25)))).toEqual([]);
});

test("26 conditions", () => {
  const many = Array.from({ length: 26 }, () => condition("IsNotNull", "data.from"));
  expect(conditions(...many)).toMatchInlineSnapshot(`
    [
      "error too-many-advanced-filters at advancedFilters: There are 26 advanced filters; Azure takes 25. Merge conditions on one key, or make two subscriptions.",
    ]
  `);
});

test("26 values, where a single value and a range count as one", () => {
  const range = condition("NumberInRange", "data.segmentCount", { values: [[1, 2]] });
  const single = condition("NumberGreaterThan", "data.segmentCount", { value: 1 });
  expect(conditions(range, single, condition("StringIn", "data.from", values(23)))).toEqual([]);
  expect(conditions(range, single, condition("StringIn", "data.from", values(24)))).toMatchInlineSnapshot(`
    [
      "error too-many-filter-values at advancedFilters: The advanced filters have 26 values together; Azure takes 25 in one subscription. Use a prefix in place of many values, or divide them among several subscriptions.",
    ]
  `);
});

test("513 characters", () => {
  const long = { values: ["a", "x".repeat(513)] };
  expect(conditions(condition("StringIn", "data.from", long))).toMatchInlineSnapshot(`
    [
      "error value-too-long at advancedFilters[0].values[1]: The value has 513 characters; Azure takes 512: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" (513 characters).",
    ]
  `);
});
