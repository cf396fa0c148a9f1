import { describe, expect, test } from "vitest";
import { whatsappNumbersRule } from "../../src/filter-rules/whatsapp-numbers.ts";
import { condition, over, said } from "./said.ts";

const from = (key: string) => ({ advancedFilters: [condition("StringIn", key, { values: ["14255551234"] })] });

test("a number in the subject", () => {
  const prefix = { subjectBeginsWith: "advancedMessage/sender/1425" };
  expect(said(whatsappNumbersRule, over("AdvancedMessageReceived", prefix))).toMatchInlineSnapshot(`
    [
      "warning whatsapp-number-hidden at subjectBeginsWith: This chooses WhatsApp users by their number. Since 2026-03-31 users may hide their number: then an id such as US.13491208655302741918 is there, and the event does not pass. Choose by channel, or by data.fromBSUID and data.toBSUID in a second subscription.",
    ]
  `);
});

test.each([
  ["AdvancedMessageReceived", "data.from", 1],
  ["AdvancedMessageDeliveryStatusUpdated", "data.to", 1],
  ["AdvancedMessageReceived", "data.to", 0],
  ["SMSReceived", "data.from", 0],
])("%s by %s: %i", (types, key, count) => {
  expect(said(whatsappNumbersRule, over(types, from(key)))).toHaveLength(count);
});

test("every sender, or one by the new id", () => {
  for (const subjectBeginsWith of ["advancedMessage/sender/", "advancedMessage/sender/US.134912"]) {
    expect(said(whatsappNumbersRule, over("AdvancedMessageReceived", { subjectBeginsWith }))).toEqual([]);
  }
});

describe("what a condition does with a hidden number decides, not its operator", () => {
  test.each<[string, object, string | undefined]>([
    ["IsNotNull", {}, "null or missing"],
    ["StringIn", { values: ["1425"] }, "null, missing or empty"],
    ["StringContains", { values: ["425"] }, "null, missing or empty"],
    ["StringNotBeginsWith", { values: ["1"] }, "null or missing"],
    ["StringNotIn", { values: ["1425"] }, undefined],
    ["IsNullOrUndefined", {}, "empty"],
  ])("%s %j: %s", (operator, operand, dropped) => {
    const filter = over("AdvancedMessageReceived", { advancedFilters: [condition(operator, "data.From", operand)] });
    const [finding, ...more] = said(whatsappNumbersRule, filter);
    expect(more).toEqual([]);
    if (dropped === undefined) expect(finding).toBeUndefined();
    else expect(finding).toContain(`This condition drops such events where it is ${dropped}.`);
  });

  test("a sender's number in a condition on the subject", () => {
    const subject = { advancedFilters: [condition("StringContains", "subject", { values: ["/sender/1425"] })] };
    expect(said(whatsappNumbersRule, over("AdvancedMessageReceived", subject))).toHaveLength(1);
    const channel = { advancedFilters: [condition("StringContains", "subject", { values: ["/recipient/1425"] })] };
    expect(said(whatsappNumbersRule, over("AdvancedMessageReceived", channel))).toEqual([]);
  });
});
