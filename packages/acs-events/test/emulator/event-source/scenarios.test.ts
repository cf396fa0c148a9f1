import { expect, test } from "vitest";
import { seededRandom } from "../../../src/emulator/delivery/seeded-random.ts";
import { incomingCall, recording } from "../../../src/emulator/event-source/scenarios/calls.ts";
import { chatThread } from "../../../src/emulator/event-source/scenarios/chat.ts";
import { email } from "../../../src/emulator/event-source/scenarios/email.ts";
import { routerJob } from "../../../src/emulator/event-source/scenarios/router-job.ts";
import { textMessage, textReport } from "../../../src/emulator/event-source/scenarios/sms.ts";
import { whatsAppMessage, whatsAppStatus } from "../../../src/emulator/event-source/scenarios/whatsapp.ts";
import { whyNotDocumented } from "../../../src/filter-sets/index.ts";

const context = () => ({ now: Date.UTC(2026, 10, 29, 9, 30), random: seededRandom(7) });
const text = { from: "+1 206 555 0100", to: "+15551230000", text: "Where is my order?" };
const report = { from: "+15551230000", to: "+12065550100", status: "Failed" };
const scenarios = {
  sms: textMessage(text, context()),
  "sms of 2020": textMessage({ ...text, spelling: "pascal", numbers: "plus" }, context()),
  "sms report": textReport(report, context()),
  "sms report of 2020": textReport(
    { ...report, spelling: "pascal", numbers: "digits", status: "Delivered" },
    context(),
  ),
  chat: chatThread({ members: ["Ann", "Bob", "8:acs:x_y"], text: "Hello", topic: "Orders" }, context()),
  "chat in a thread": chatThread({ members: ["Ann", "Bob"], text: "Hello", thread: "19:a@thread.v2" }, context()),
  email: email(
    { from: "a@contoso.example", to: "b@fabrikam.example", status: "Bounced", engagement: "view" },
    context(),
  ),
  call: incomingCall({ from: "+12065550100", to: "Ann" }, context()),
  "call of a Teams user": incomingCall({ from: "8:orgid:1", to: "+15551230000", displayName: "Ann" }, context()),
  recording: recording({ seconds: 30 }, context()),
  job: routerJob({ channel: "voice", queue: "support", worker: "w1", priority: 1 }, context()),
  whatsapp: whatsAppMessage({ from: "+14255551234", text: "Hi" }, context()),
  "whatsapp status": whatsAppStatus({ to: "+14255551234", statuses: ["Sent", "Read", "Failed"] }, context()),
};

test.each(Object.entries(scenarios))("every event of %s is one that is documented", (_, events) => {
  expect(events.length).toBeGreaterThan(0);
  expect(events.flatMap((event) => whyNotDocumented(event) ?? [])).toEqual([]);
  // No placeholder of the documentation is left in any of it.
  expect(events.filter((event) => /\{[a-z-]+\}/i.test(JSON.stringify(event)))).toEqual([]);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
});

test("what is sent to a number is in subject and payload, in the spelling and the form that are asked for", () => {
  expect(scenarios.sms[0]).toMatchObject({
    subject: "/phonenumber/15551230000",
    eventTime: "2026-11-29T09:30:00.000Z",
    data: { from: "12065550100", to: "15551230000", message: "Where is my order?", segmentCount: 1 },
  });
  expect(scenarios["sms of 2020"][0]?.data).toMatchObject({ From: "+12065550100", To: "+15551230000" });
  expect(scenarios["sms report"][0]).toMatchObject({
    subject: "/phonenumber/15551230000",
    data: { from: "15551230000", to: "+12065550100", deliveryStatus: "Failed" },
  });
});

test("a thread is told once, and to each member; a message to each but its sender", () => {
  const types = scenarios.chat.map(({ eventType }) => eventType.replace("Microsoft.Communication.", ""));
  expect(types).toEqual([
    "ChatThreadCreated",
    ...["ChatThreadCreatedWithUser", "ChatThreadCreatedWithUser", "ChatThreadCreatedWithUser"],
    "ChatMessageReceivedInThread",
    ...["ChatMessageReceived", "ChatMessageReceived"],
  ]);
  const threads = new Set(scenarios.chat.map(({ data }) => (data as { threadId: string }).threadId));
  expect(threads.size).toBe(1);
});
