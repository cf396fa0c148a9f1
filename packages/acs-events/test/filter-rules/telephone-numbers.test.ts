import { expect, test } from "vitest";
import { telephoneNumbersRule } from "../../src/filter-rules/telephone-numbers.ts";
import { condition, over, said } from "./said.ts";

const numbers = (types: string, key: string, values: string[], operator = "StringIn") =>
  said(telephoneNumbersRule, over(types, { advancedFilters: [condition(operator, key, { values })] }));

test.each([
  ["SMSReceived", "data.from", ["15555555555"]],
  ["SMSDeliveryReportReceived", "data.to", ["+15555555555"]],
  ["IncomingCall", "data.to.phoneNumber.value", ["+18005551212"]],
  ["SMSReceived", "data.message", ["+1555"]],
  ["SMSReceived SMSDeliveryReportReceived", "data.to", ["+1555", "1555"]],
])("%s: %s %j passes", (types, key, values) => {
  expect(numbers(types, key, values)).toEqual([]);
});

test("a plus where events have none", () => {
  expect(numbers("SMSReceived SMSDeliveryReportReceived", "data.From", ["+1555"])).toMatchInlineSnapshot(`
    [
      "warning number-plus-sign at advancedFilters[0].values[0]: In SMSReceived and SMSDeliveryReportReceived data.From is written without a plus, so that "+1555" does not meet it; write "1555". [fix "1555"]",
    ]
  `);
});

test("no plus where events have one", () => {
  expect(numbers("IncomingCall", "data.to.PhoneNumber.Value", ["1800"], "StringBeginsWith")).toMatchInlineSnapshot(`
    [
      "warning number-plus-sign at advancedFilters[0].values[0]: In IncomingCall data.to.PhoneNumber.Value is written with a plus, so that "1800" does not meet it; write "+1800". [fix "+1800"]",
    ]
  `);
});

test("types that differ", () => {
  expect(numbers("SMSReceived SMSDeliveryReportReceived", "data.to", ["+1555"])).toMatchInlineSnapshot(`
    [
      "warning number-plus-sign at advancedFilters[0].values[0]: In SMSReceived data.to is written without a plus, so that "+1555" does not meet it; write both forms, "1555" too. [fix "1555"]",
    ]
  `);
});

test("parts other than the beginning are left alone", () => {
  expect(numbers("SMSReceived", "data.from", ["+1555"], "StringContains")).toEqual([]);
});
