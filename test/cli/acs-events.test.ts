import { expect, test } from "vitest";
import { eventTypeNames } from "../../infra/catalog/event-types.ts";
import { formerEventTypeNames } from "../../infra/catalog/former-event-types.ts";
import { acsEvents } from "./command-line.ts";

test("--help names every verb and what the exit status means", async () => {
  const { status, stdout } = await acsEvents(["--help"]);
  expect(status).toBe(0);
  for (const word of ["rehearse", "plan", "catalog", "Exit status: 0 fine; 1 could not do it; 2 did it"]) {
    expect(stdout).toContain(word);
  }
});

test.each(["rehearse", "plan", "catalog"])("%s --help has examples", async (verb) => {
  const { status, stdout } = await acsEvents([verb, "--help"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`Examples:\n  (?:npm start|npx acs-events ${verb})`));
});

test.each([
  ["a verb that is none", ["plam"], "error: unknown command 'plam'\n(Did you mean plan?)\n"],
  ["an option that is none", ["plan", "--stak", "dev"], "error: unknown option '--stak'\n(Did you mean --stack?)\n"],
  [
    "a format that is none",
    ["plan", "--format", "xml"],
    "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json.\n",
  ],
  [
    "a stack that is none",
    ["plan", "--stack", "nowhere"],
    'There is no stack "nowhere": Pulumi.nowhere.yaml does not exist; there are dev.\n',
  ],
])("%s: one clear line and exit status 1", async (_, args, message) => {
  expect(await acsEvents(args)).toEqual({ status: 1, stdout: "", stderr: message });
});

test("catalog --format json: every current type, and the old names with what replaces them", async () => {
  const { status, stdout } = await acsEvents(["catalog", "--format", "json"]);
  const entries = JSON.parse(stdout) as { type: string; status: string; subject: string | null; replacedBy?: string }[];
  expect(status).toBe(0);
  expect(entries.map(({ type }) => type)).toEqual([...eventTypeNames, ...formerEventTypeNames]);
  expect(entries.find(({ type }) => type === "Microsoft.Communication.SMSReceived")).toEqual({
    type: "Microsoft.Communication.SMSReceived",
    status: "ga",
    subject: "/phonenumber/{phoneNumber}",
    retirement: "2028-09-30",
  });
  expect(entries.filter(({ status }) => status === "renamed").every(({ replacedBy }) => replacedBy !== undefined)).toBe(
    true,
  );
});

test("plan: a table a team for a person, and what is left out with the reason", async () => {
  const { status, stdout } = await acsEvents(["plan"]);
  expect(status).toBe(0);
  expect(stdout).toBe(`Stack dev: 2 event subscriptions of 2 teams

moderation moderation@contoso.example
subscription           event types                                                                                subject  endpoint
moderation-membership  ChatParticipantAddedToThreadWithUser, ChatParticipantRemovedFromThreadWithUser and 2 more  any      → moderation-queue

support support@contoso.example
subscription         event types                             subject             endpoint
support-inbound-sms  SMSDeliveryReportReceived, SMSReceived  /phonenumber/1555…  → support-queue

Left out
moderation-messages: the endpoint "chat-handlers" has no url in the stack "dev" yet
support-sms-actions: the endpoint "sms-handlers" has no url in the stack "dev" yet
`);
});

test("plan --format json: what is committed, with places", async () => {
  const { status, stdout } = await acsEvents(["plan", "--format", "json"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).map(({ name }: { name: string }) => name)).toEqual([
    "moderation-membership",
    "support-inbound-sms",
  ]);
});
