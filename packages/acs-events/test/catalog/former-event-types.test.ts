import { expect, test } from "vitest";
import { callAutomationCallbacks, isCallAutomationCallback } from "../../src/catalog/call-automation-callbacks.ts";
import { eventTypeNames, isEventType } from "../../src/catalog/event-types.ts";
import {
  formerEventType,
  formerEventTypeNames,
  formerEventTypes,
  isFormerEventType,
} from "../../src/catalog/former-event-types.ts";

test("five names are old or wrong, two of them were published once", () => {
  expect(formerEventTypeNames).toHaveLength(5);
  expect(formerEventTypeNames.filter((name) => formerEventTypes[name].emitted)).toEqual([
    "Microsoft.Communication.ChatMemberAddedToThreadWithUser",
    "Microsoft.Communication.ChatMemberRemovedFromThreadWithUser",
  ]);
});

test("an old name is not current, what replaces it is", () => {
  for (const name of formerEventTypeNames) {
    expect(isEventType(name), name).toBe(false);
    expect(isEventType(formerEventTypes[name].replacedBy), name).toBe(true);
  }
});

test("current, unknown and inherited names have no past", () => {
  for (const name of [...eventTypeNames, "Microsoft.Communication.Nothing", "toString", ""]) {
    expect(formerEventType(name), name).toBeUndefined();
    expect(isFormerEventType(name), name).toBe(false);
  }
});

test("callbacks of Call Automation are neither current nor former event types", () => {
  expect(new Set(callAutomationCallbacks).size).toBe(58);
  for (const name of callAutomationCallbacks) {
    expect([isEventType(name), isFormerEventType(name), isCallAutomationCallback(name)], name).toEqual([
      false,
      false,
      true,
    ]);
  }
  expect(isCallAutomationCallback("Microsoft.Communication.CallStarted")).toBe(false);
});
