import { expect, test } from "vitest";
import { eventTypeStatusRule } from "../../src/filter-rules/event-type-status.ts";
import { over, said } from "./said.ts";

test("of documented types in use there is nothing to say", () => {
  expect(said(eventTypeStatusRule, over("SMSReceived IncomingCall"))).toEqual([]);
  expect(said(eventTypeStatusRule, { includedEventTypes: ["All"] })).toEqual([]);
});

test("what is in preview, undocumented, or covers less than its name says", () => {
  const types = "CallStarted CallEnded ChatTypingIndicatorReceivedInThread UserDisconnected";
  expect(said(eventTypeStatusRule, over(types))).toMatchInlineSnapshot(`
    [
      "info event-type-preview at includedEventTypes: In preview: CallStarted and CallEnded. Name, subject and payload may still change.",
      "info event-type-undocumented at includedEventTypes: No page of the documentation describes ChatTypingIndicatorReceivedInThread; only the client libraries list it. Look at a real event before relying on subject or payload.",
      "info event-type-narrow at includedEventTypes: CallStarted and CallEnded: for VoIP users of Communication Services only. Telephone numbers, bots, users of Teams and Teams meetings publish no such events.",
      "info event-type-narrow at includedEventTypes: UserDisconnected is published for chat only, not for calls.",
    ]
  `);
});
