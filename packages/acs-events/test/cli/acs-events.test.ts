import { describe, expect, test } from "vitest";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { formerEventTypeNames } from "../../src/catalog/former-event-types.ts";
import { samplePlan } from "../sample-project.ts";
import { acsEvents, withFile } from "./command-line.ts";

test("--help names every verb and what the exit status means", async () => {
  const { status, stdout } = await acsEvents(["--help"]);
  expect(status).toBe(0);
  for (const word of [
    "rehearse",
    "plan",
    "check",
    "review",
    "match",
    "diagram",
    "deploy",
    "catalog",
    "Exit status: 0 fine; 1 could not do it; 2 did it",
  ]) {
    expect(stdout).toContain(word);
  }
});

test.each(["rehearse", "plan", "check", "review", "match", "explain", "diagram", "deploy", "catalog"])(
  "%s --help has examples",
  async (verb) => {
    const { status, stdout } = await acsEvents([verb, "--help"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\n  (?:npm start|npx acs-events ${verb})`));
  },
);

test.each([
  ["a verb that is none", ["plam"], "error: unknown command 'plam'\n(Did you mean plan?)\n"],
  ["an option that is none", ["plan", "--stak", "dev"], "error: unknown option '--stak'\n(Did you mean --stack?)\n"],
  [
    "a format that is none",
    ["plan", "--format", "xml"],
    "error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, urns.\n",
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

test("plan: a table a team for a person, and what is pending with the reason", async () => {
  const { status, stdout } = await acsEvents(["plan"]);
  expect(status).toBe(0);
  expect(stdout).toBe(`Stack dev

moderation moderation@contoso.example
subscription           event types  endpoint            not the default
moderation-membership  4 of Chat    → moderation-queue
  types   ChatParticipantAddedToThreadWithUser,
          ChatParticipantRemovedFromThreadWithUser, ChatThreadCreatedWithUser
          and ChatThreadWithUserDeleted
moderation-messages    2 of Chat    → chat-handlers     pending
  types   ChatMessageEditedInThread and ChatMessageReceivedInThread

support support@contoso.example
subscription         event types  endpoint         not the default
support-inbound-sms  2 of SMS     → support-queue
  types   SMSDeliveryReportReceived and SMSReceived
  only if subject begins with "/phonenumber/1555"
support-sms-actions  SMSReceived  → sms-handlers   pending

Pending
moderation-messages: the endpoint "chat-handlers" has no url in the stack "dev"
yet
support-sms-actions: the endpoint "sms-handlers" has no url in the stack "dev"
yet

4 event subscriptions of 2 teams to 4 endpoints; 2 pending
`);
});

test("plan --format json: what is committed, with places", async () => {
  const { status, stdout } = await acsEvents(["plan", "--format", "json"]);
  expect(status).toBe(0);
  expect(JSON.parse(stdout).map(({ name }: { name: string }) => name)).toEqual([
    "moderation-membership",
    "moderation-messages",
    "support-inbound-sms",
    "support-sms-actions",
  ]);
});

describe("match", () => {
  const subscriptions = JSON.stringify([
    {
      name: "texts",
      filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: "/phonenumber/1555" },
    },
    { name: "everything", filter: { includedEventTypes: ["All"] } },
  ]);
  const event = (id: string, number: string): string =>
    JSON.stringify({
      id,
      eventType: "Microsoft.Communication.SMSReceived",
      subject: `/phonenumber/${number}`,
      data: {},
    });

  test("--format json: an element an event, names in the order of the file", async () => {
    const { status, stdout, stderr } = await withFile("set.json", subscriptions, (file) =>
      acsEvents(
        ["match", "--subscriptions", file, "--events", "-", "--format", "json"],
        `${event("a", "15551")}\n${event("b", "1206")}\n`,
      ),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual([
      { event: "a", matched: ["texts", "everything"] },
      { event: "b", matched: ["everything"] },
    ]);
  });

  test("a bad line is told, the rest goes on, and the exit status is 1", async () => {
    const { status, stdout, stderr } = await withFile("set.json", subscriptions, (file) =>
      acsEvents(
        ["match", "--subscriptions", file, "--events", "-", "--format", "json"],
        `${event("a", "1206")}\n{"id":\n${event("b", "1206")}`,
      ),
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^standard input, line 2, column 7: This is not JSON: .*\n$/);
    expect(JSON.parse(stdout).map((one: { event: string }) => one.event)).toEqual(["a", "b"]);
  });

  test("a filter that cannot be read is told, the others are asked, and the exit status is 1", async () => {
    const broken = '[{"name":"broken","filter":{"includedEventTypes":["All"],"subjectBeginsWith":1555}},';
    const { status, stdout, stderr } = await withFile("set.json", broken + subscriptions.slice(1), (file) =>
      acsEvents(["match", "--subscriptions", file, "--events", "-", "--format", "json"], event("a", "1206")),
    );
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: "broken is omitted, since its filter cannot be read: subjectBeginsWith is a string, but here is 1555.\n",
    });
    expect(JSON.parse(stdout)).toEqual([{ event: "a", matched: ["everything"] }]);
  });

  test("a folder in place of events: one clear line", async () => {
    expect(await acsEvents(["match", "--events", "docs"])).toEqual({
      status: 1,
      stdout: "",
      stderr: '"docs" is a folder; give a file with events.\n',
    });
  });

  test("without subscriptions, the project's plan", async () => {
    const { stdout } = await acsEvents(["match", "--events", "-", "--format", "json"], event("a", "15551"));
    expect(JSON.parse(stdout)).toEqual([{ event: "a", matched: ["support-inbound-sms", "support-sms-actions"] }]);
  });

  test.each([
    [
      "no such file",
      ["--events", "nowhere.json"],
      'There is no file "nowhere.json"; give one with events, or - for standard input.\n',
    ],
    [
      "no such subscriptions",
      ["--subscriptions", "nowhere", "--events", "-"],
      'There is no file "nowhere", and no git revision of that name; give either, or - for standard input.\n',
    ],
    [
      "both from standard input",
      ["--subscriptions", "-", "--events", "-"],
      "Standard input can be the subscriptions or the events, not both.\n",
    ],
  ])("%s: one clear line", async (_, args, message) => {
    expect(await acsEvents(["match", ...args])).toEqual({ status: 1, stdout: "", stderr: message });
  });
});

describe("review", () => {
  test("nothing changes where nothing changed", async () => {
    const plan = "infra/plans/dev";
    expect(await acsEvents(["review", plan, plan])).toEqual({
      status: 0,
      stdout: "No subscription changes\n",
      stderr: "",
    });
  });

  test("a revision is compared by the plan that is committed there", async () => {
    const { stdout, stderr } = await acsEvents(["review", "HEAD", "infra/plans/dev", "--format", "json"]);
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      summary: { subscriptions: { base: expect.any(Number) } },
    });
  });

  test("a narrowed filter: exit status 2, since nobody receives the rest any more", async () => {
    const plan = samplePlan();
    const { status, stdout } = await withFile(
      "after.json",
      plan.replace("/phonenumber/1555", "/phonenumber/15551"),
      (file) => acsEvents(["review", "infra/plans/dev", file]),
    );
    expect(status).toBe(2);
    expect(stdout).toMatch(
      /^1 subscription: 1 changed; events that nobody receives any more in 1\n\nsupport-inbound-sms narrowed\n/,
    );
  });
});

test("an unknown verb is an error, also with --help and behind help", async () => {
  for (const args of [["chekc"], ["chekc", "--help"], ["help", "chekc"]]) {
    expect((await acsEvents(args)).status).toBe(1);
  }
  expect((await acsEvents(["check", "--help"])).status).toBe(0);
});

test("explain: of one team, or one subscription; those that list the event's type come first", async () => {
  const event = JSON.stringify({
    id: "1",
    eventType: "Microsoft.Communication.SMSReceived",
    subject: "/phonenumber/15550100",
    data: {},
  });
  const names = async (...flags: string[]) => {
    const { stdout } = await acsEvents(["explain", "--events", "-", ...flags], event);
    return [...stdout.matchAll(/^ {2}(\S+) (?:gets|does)/gm)].map(([, name]) => name);
  };
  expect(await names()).toEqual([
    ...["support-inbound-sms", "support-sms-actions"],
    ...["moderation-membership", "moderation-messages"],
  ]);
  expect(await names("--team", "moderation")).toEqual(["moderation-membership", "moderation-messages"]);
  expect(await names("--subscription", "support-sms-actions")).toEqual(["support-sms-actions"]);
  const { status, stderr } = await acsEvents(["explain", "--events", "-", "--team", "suport"], event);
  expect(status).toBe(1);
  expect(stderr).toBe('No subscription belongs to a team "suport"; did you mean "support"?\n');
});

test("explain: every condition of every subscription, with what it saw", async () => {
  const event = {
    id: "lost",
    eventType: "Microsoft.Communication.SMSReceived",
    subject: "/phonenumber/12065550100",
    data: {},
  };
  const { status, stdout } = await acsEvents(["explain", "--events", "-"], JSON.stringify(event));
  expect(status).toBe(0);
  expect(stdout).toContain(`
  support-inbound-sms does not get it
    ✓ event type is "SMSDeliveryReportReceived" or "SMSReceived": it is "Microsoft.Communication.SMSReceived"
    ✗ subject begins with "/phonenumber/1555": it is "/phonenumber/12065550100"
`);
});
