import { describe, expect, test } from "vitest";
import { fieldValuesRule } from "../../src/filter-rules/field-values.ts";
import { condition, over, said } from "./said.ts";

const values = (types: string, operator: string, key: string, ...them: string[]) =>
  said(fieldValuesRule, over(types, { advancedFilters: [condition(operator, key, { values: them })] }));

test.each([
  ["documented ones, in any case", "StringIn", "data.deliveryStatus", ["Failed", "DELIVERED"]],
  ["any of a property without a list", "StringIn", "data.from", ["x"]],
  ["parts", "StringBeginsWith", "data.deliveryStatus", ["Fai"]],
  ["event types", "StringIn", "EventType", ["microsoft.communication.smsreceived"]],
  ["a subject with and without slash", "StringBeginsWith", "subject", ["phonenumber/1555", "/phonenumber/1555"]],
  ["a part of a subject", "StringContains", "subject", ["555"]],
  ["what a subject must not be", "StringNotBeginsWith", "subject", ["phonenumber/"]],
])("%s pass", (_, operator, key, them) => {
  expect(values("SMSDeliveryReportReceived", operator, key, ...them)).toEqual([]);
});

test("values that the property is not documented to have", () => {
  expect(values("SMSDeliveryReportReceived", "StringIn", "data.deliveryStatus", "Fail")).toMatchInlineSnapshot(`
    [
      "warning value-not-documented at advancedFilters[0].values: "Fail" is not a value that "data.deliveryStatus" is documented to have; there are Delivered and Failed. Did you mean "Failed"? [fix "Failed"]",
    ]
  `);
  expect(
    values("EmailDeliveryReportReceived", "StringNotIn", "data.status", "Lost", "Failed", "Late"),
  ).toMatchInlineSnapshot(`
    [
      "warning value-not-documented at advancedFilters[0].values: "Lost" and "Late" are not values that "data.status" is documented to have; there are Bounced, Delivered, Expanded, Failed, FilteredSpam, Quarantined and Suppressed.",
    ]
  `);
});

test("event types that do not exist", () => {
  expect(values("SMSReceived", "StringIn", "eventType", "Microsoft.Communication.SMSRecieved")).toMatchInlineSnapshot(`
    [
      "error value-not-event-type at advancedFilters[0].values: "Microsoft.Communication.SMSRecieved" is not a known event type of Communication Services. Did you mean "Microsoft.Communication.SMSReceived"? Event types belong under includedEventTypes. [fix "Microsoft.Communication.SMSReceived"]",
    ]
  `);
});

describe("subjects that no event has", () => {
  test.each(["StringIn", "StringBeginsWith"])("by %s", (operator) => {
    expect(values("SMSReceived", operator, "Subject", "phonenumber/1555")[0]).toContain('[fix ["/phonenumber/1555"]]');
  });

  test("by their end", () => {
    expect(
      values("ChatMessageReceivedInThread", "StringEndsWith", "subject", "/recipient/8:acs:x"),
    ).toMatchInlineSnapshot(`
      [
        "error value-not-subject at advancedFilters[0].values: No subject of the chosen event types ends with "/recipient/8:acs:x".",
      ]
    `);
  });

  test("are not said of types whose subjects are unknown", () => {
    expect(values("ChatTypingIndicatorReceivedInThread", "StringIn", "subject", "x")).toEqual([]);
  });
});
