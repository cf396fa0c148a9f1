import { expect, test } from "vitest";
import { whatsappNumbersRule } from "../../src/filter-rules/whatsapp-numbers.ts";
import { condition, over, said } from "./said.ts";

const from = (key: string) => ({ advancedFilters: [condition("StringIn", key, { values: ["14255551234"] })] });

test("a number in the subject", () => {
  const prefix = { subjectBeginsWith: "advancedMessage/sender/1425" };
  expect(said(whatsappNumbersRule, over("AdvancedMessageReceived", prefix))).toMatchInlineSnapshot(`
    [
      "warning whatsapp-number-hidden at subjectBeginsWith: This chooses WhatsApp users by their number, which they may hide since 2026-03-31: then an id such as US.13491208655302741918 stands there, or nothing, and the event does not pass. Choose by channel, or by data.fromBSUID and data.toBSUID in a second subscription.",
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
