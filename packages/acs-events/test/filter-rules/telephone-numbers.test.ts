import { expect, test } from "vitest";
import { telephoneNumbersRule } from "../../src/filter-rules/telephone-numbers.ts";
import { condition, over, said } from "./said.ts";

const numbers = (types: string, key: string, values: string[], operator = "StringIn") =>
  said(telephoneNumbersRule, over(types, { advancedFilters: [condition(operator, key, { values })] }));

test.each([
  ["SMSReceived", "data.from", ["15555555555", "+15555555555"]],
  ["SMSDeliveryReportReceived", "data.to", ["+15555555555", "15555555555"]],
  ["AdvancedMessageReceived", "data.from", ["15555555555"]],
  ["IncomingCall", "data.to.phoneNumber.value", ["+18005551212"]],
  ["SMSReceived", "data.message", ["+1555"]],
  ["SMSReceived SMSDeliveryReportReceived", "data.to", ["+1555", "1555"]],
])("%s: %s %j passes", (types, key, values) => {
  expect(numbers(types, key, values)).toEqual([]);
});

test("text messages: the sources differ, so both forms", () => {
  expect(numbers("SMSReceived SMSDeliveryReportReceived", "data.From", ["+1555"])).toMatchInlineSnapshot(`
    [
      "warning number-plus-sign at advancedFilters[0].values: The sources differ on whether data.From has a plus in SMSReceived and SMSDeliveryReportReceived: published samples have none or one, running programs see one. "+1555" may not match; list both forms: "1555" and "+1555". [fix ["1555","+1555"]]",
    ]
  `);
});

test("text messages: what is listed in both forms already, and what is not a number, stays", () => {
  expect(
    numbers("SMSReceived", "data.to", ["1555", "+1555", "1206", "CONTOSO"], "StringBeginsWith"),
  ).toMatchInlineSnapshot(`
    [
      "warning number-plus-sign at advancedFilters[0].values: The sources differ on whether data.to has a plus in SMSReceived: published samples have none or one, running programs see one. "1206" may not match; list both forms: "1555", "+1555", "1206", "+1206" and "CONTOSO". [fix ["1555","+1555","1206","+1206","CONTOSO"]]",
    ]
  `);
});

test("a plus where events have none", () => {
  expect(numbers("AdvancedMessageReceived", "data.from", ["+1555"])).toMatchInlineSnapshot(`
    [
      "warning number-plus-sign at advancedFilters[0].values[0]: AdvancedMessageReceived has data.from without a plus, so "+1555" never matches. Write "1555". [fix "1555"]",
    ]
  `);
});

test("no plus where events have one", () => {
  expect(numbers("IncomingCall", "data.to.PhoneNumber.Value", ["1800"], "StringBeginsWith")).toMatchInlineSnapshot(`
    [
      "warning number-plus-sign at advancedFilters[0].values[0]: IncomingCall has data.to.PhoneNumber.Value with a plus, so "1800" never matches. Write "+1800". [fix "+1800"]",
    ]
  `);
});

test("parts other than the beginning are left alone", () => {
  expect(numbers("SMSReceived", "data.from", ["+1555"], "StringContains")).toEqual([]);
});

test("text messages: nobody knows what a condition on the plus itself does", () => {
  expect(numbers("SMSReceived", "data.to", ["+"], "StringNotBeginsWith")).toMatchInlineSnapshot(`
    [
      "warning number-plus-sign at advancedFilters[0].values: The sources differ on whether data.to has a plus in SMSReceived: published samples have none or one, running programs see one. A condition on "+" may drop every event. Omit it.",
    ]
  `);
  expect(numbers("IncomingCall", "data.to.phoneNumber.value", ["+"], "StringBeginsWith")).toEqual([]);
});
