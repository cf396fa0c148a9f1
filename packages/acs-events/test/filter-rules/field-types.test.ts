import { expect, test } from "vitest";
import { fieldTypesRule } from "../../src/filter-rules/field-types.ts";
import { condition, over, said } from "./said.ts";

const types = (names: string, conditions: object[], more: object = {}) =>
  said(fieldTypesRule, over(names, { advancedFilters: conditions, ...more }));
const values = (...them: unknown[]) => ({ values: them });

test("operators of the property's type pass", () => {
  const conditions = [
    condition("StringIn", "data.from", values("1555")),
    condition("NumberGreaterThan", "data.segmentCount", { value: 1 }),
    condition("IsNotNull", "data.message"),
  ];
  expect(types("SMSReceived", conditions)).toEqual([]);
  expect(types("CallStarted", [condition("BoolEquals", "data.isTwoParty", { value: true })])).toEqual([]);
});

test("operators of another type", () => {
  const conditions = [
    condition("NumberGreaterThan", "data.from", { value: 5 }),
    condition("StringIn", "data.segmentCount", values("5")),
    condition("StringIn", "data.segmentCount.x", values("5")),
  ];
  expect(types("SMSReceived", conditions)).toMatchInlineSnapshot(`
    [
      "error operator-wrong-for-field at advancedFilters[0].operatorType: "data.from" is a string, which NumberGreaterThan does not compare; nothing is converted. Use one of the String operators.",
      "error operator-wrong-for-field at advancedFilters[1].operatorType: "data.segmentCount" is a number, which StringIn does not compare; nothing is converted. Use one of the Number operators.",
    ]
  `);
  expect(types("CallStarted", [condition("StringIn", "data.isTwoParty", values("true"))])).toMatchInlineSnapshot(`
    [
      "error operator-wrong-for-field at advancedFilters[0].operatorType: "data.isTwoParty" is true or false, which StringIn does not compare; nothing is converted. Use BoolEquals.",
    ]
  `);
});

test("objects and arrays of them", () => {
  const object = condition("StringIn", "data.to", values("x"));
  expect(types("IncomingCall", [object])).toMatchInlineSnapshot(`
    [
      "error field-is-object at advancedFilters[0].key: "data.to" is an object, which no operator but IsNotNull and IsNullOrUndefined looks at. Name a property inside it.",
    ]
  `);
  const array = condition("StringIn", "data.deliveryAttempts", values("x"));
  expect(types("SMSDeliveryReportReceived", [array])).toMatchInlineSnapshot(`
    [
      "error field-is-object at advancedFilters[0].key: "data.deliveryAttempts" is an array of objects, which no operator but IsNotNull and IsNullOrUndefined looks at. Event Grid cannot look into it.",
    ]
  `);
  expect(types("IncomingCall", [condition("IsNotNull", "data.onBehalfOfCallee")])).toEqual([]);
});

test("arrays of strings want the flag", () => {
  const one = condition("StringIn", "data.extractedKeyPhrases", values("refund"));
  expect(types("AdvancedMessageAnalysisCompleted", [one])).toMatchInlineSnapshot(`
    [
      "error arrays-flag-missing at advancedFilters[0].key: "data.extractedKeyPhrases" is an array in AdvancedMessageAnalysisCompleted, and matches nothing while enableAdvancedFilteringOnArrays is off. Set "enableAdvancedFilteringOnArrays": true. [fix {"enableAdvancedFilteringOnArrays":true}]",
    ]
  `);
  const withFlag = types("AdvancedMessageAnalysisCompleted", [one], { enableAdvancedFilteringOnArrays: true });
  expect(withFlag).toEqual([]);
});

test("a property of one type here and of another there", () => {
  const number = condition("StringIn", "data.version", values("1"));
  expect(types("ChatMessageReceived ChatMessageReceivedInThread", [number])).toMatchInlineSnapshot(`
    [
      "warning operator-wrong-for-some-types at advancedFilters[0].operatorType: In ChatMessageReceived "data.version" is a number, which StringIn does not compare; in the other event types it does. Make a subscription for each group.",
    ]
  `);
});

test("what is always there is never null", () => {
  const always = condition("IsNullOrUndefined", "data.to");
  expect(types("AdvancedMessageReceived", [always])).toMatchInlineSnapshot(`
    [
      "warning null-check-never-holds at advancedFilters[0]: No source says that "data.to" can be missing or null, so that this may never hold.",
    ]
  `);
  expect(types("SMSReceived", [condition("IsNullOrUndefined", "data.from")])).toEqual([]);
});

test("what can be missing", () => {
  const conditions = [
    condition("StringNotContains", "data.tag", values("test")),
    condition("StringContains", "data.tag", values("test")),
    condition("StringNotIn", "data.tag", values("test")),
  ];
  expect(types("SMSDeliveryReportReceived", conditions)).toMatchInlineSnapshot(`
    [
      "info condition-needs-field at advancedFilters[0].operatorType: "data.tag" can be missing, and events without it do not pass StringNotContains (they would pass StringNotIn).",
    ]
  `);
  const range = condition("NumberNotInRange", "data.segmentCount", { values: [[1, 2]] });
  expect(types("SMSReceived", [range])).toMatchInlineSnapshot(`
    [
      "info range-when-missing at advancedFilters[0].operatorType: "data.segmentCount" can be missing; whether NumberNotInRange matches then is not documented, and here it does not.",
    ]
  `);
});
