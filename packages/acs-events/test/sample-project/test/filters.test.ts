import { planOf, sampleOf, stackValues, teamPlanOf } from "acs-events/testing";
import { expect, test } from "vitest";
import project from "../infra/project.ts";

const text = (number: string) =>
  sampleOf("Microsoft.Communication.SMSReceived", { subject: `/phonenumber/${number}`, data: { to: number } });

test("support receives the texts to its own numbers, and no others", async () => {
  const support = await teamPlanOf(project, "support");
  const { supportNumbers } = await stackValues(project);
  expect(support).toDeliver(text(`${supportNumbers}1234567`), "inbound-sms");
  expect(support).not.toDeliver(text("99900000000"), "inbound-sms");
});

test("moderation receives every message once: the event of the thread, not those of its members", async () => {
  const plan = await planOf(project);
  expect(plan).toDeliver(sampleOf("Microsoft.Communication.ChatMessageReceivedInThread"), "moderation-messages");
  expect(plan).not.toDeliver(sampleOf("Microsoft.Communication.ChatMessageReceived"), "moderation-messages");
});
