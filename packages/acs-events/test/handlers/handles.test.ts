import { expect, test } from "vitest";
import { handles } from "../../src/handlers/handles.ts";
import { receiver } from "../../src/handlers/receiver.ts";

const receive = receiver({ queueOnly: true, on: { "Microsoft.Communication.SMSReceived": () => {} } });
const subscription = (name: string, endpoint: string, ...types: readonly string[]) => ({
  name,
  filter: { includedEventTypes: types },
  destination: { endpoint },
});

test("everything that is delivered has a handler; other endpoints are somebody else's", () => {
  const plan = [
    subscription("support-texts", "sms", "Microsoft.Communication.SMSReceived"),
    subscription("chat", "chat", "Microsoft.Communication.ChatMessageReceived"),
  ];
  expect(handles(plan, { sms: receive })).toEqual([]);
});

test("what was forgotten is said: event types without a handler, endpoints without a subscription", () => {
  const plan = [
    subscription(
      "reports",
      "sms",
      "Microsoft.Communication.SMSReceived",
      "Microsoft.Communication.SMSDeliveryReportReceived",
    ),
    subscription("all", "sms"),
  ];
  expect(handles(plan, { sms: receive, smms: receive })).toEqual([
    'The subscription "reports" delivers Microsoft.Communication.SMSDeliveryReportReceived to "sms", and no handler there takes it. Add a handler or remove the event type.',
    'The subscription "all" lists no event types, so nobody can say what it delivers to "sms".',
    'No subscription delivers to the endpoint "smms".',
  ]);
});
