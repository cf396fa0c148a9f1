import { planOf, sampleOf, teamPlanOf } from "acs-events/testing";
import { expect, test } from "vitest";
import project from "../infra/project.ts";

const text = (number: string) =>
  sampleOf("Microsoft.Communication.SMSReceived", { subject: `/phonenumber/${number}`, data: { to: number } });

test("support receives the texts to its own numbers, and no others", async () => {
  const support = await teamPlanOf(project, "support");
  expect(support).toDeliver(text("15551234567"), "inbound-sms");
  expect(support).not.toDeliver(text("12065550100"), "inbound-sms");
});

test("moderation receives every message once: the event of the thread, not those of its members", async () => {
  const plan = await planOf(project);
  expect(plan).toDeliver(sampleOf("Microsoft.Communication.ChatMessageReceivedInThread"), "moderation-messages");
  expect(plan).not.toDeliver(sampleOf("Microsoft.Communication.ChatMessageReceived"), "moderation-messages");
});
