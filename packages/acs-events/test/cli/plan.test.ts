import { expect, test } from "vitest";
import { acsEvents } from "./command-line.ts";

test("plan --team: one team's table", async () => {
  const { status, stdout } = await acsEvents(["plan", "--team", "support"]);
  expect(status).toBe(0);
  expect(stdout).toContain("support-inbound-sms");
  expect(stdout).not.toContain("moderation-membership");
  expect(stdout).toMatch(/\n2 event subscriptions of 1 team to 2 endpoints; 1 pending\n$/);
});

test("plan --explain: a block a place, what nobody said at the end", async () => {
  const { status, stdout } = await acsEvents(["plan", "--explain", "support-inbound-sms"]);
  expect(status).toBe(0);
  expect(stdout.replaceAll(/:\d+$/gm, ":1").split("\n\n")).toEqual([
    "support-inbound-sms",
    `subscription: subscription("inbound-sms", …) at infra/teams/support.ts:1
  name                                     support-inbound-sms
  filter.includedEventTypes                SMSDeliveryReportReceived, SMSReceived
  filter.subjectBeginsWith                 /phonenumber/1555
  destination.endpoint                     support-queue`,
    `team: team("support", …) in infra/teams/support.ts
  team                                     support
  owner                                    support@contoso.example
  labels.0                                 team=support
  labels.1                                 owner=support@contoso.example`,
    `stack: acs-events:endpoints.support-queue in Pulumi.dev.yaml
  destination.endpointType                 StorageQueue
  destination.kind                         storage-queue
  destination.queueName                    support-queue
  destination.created                      true
  destination.deliveryIdentity             SystemAssigned`,
    `stack: acs-events:deadLetters.container in Pulumi.dev.yaml, "undelivered" unless set
  deadLetterDestination.blobContainerName  undelivered`,
    `built-in: nothing else says it
  filter.subjectEndsWith                   ""
  filter.isSubjectCaseSensitive            false
  filter.enableAdvancedFilteringOnArrays   false
  filter.advancedFilters                   none
  deadLetterDestination.endpointType       StorageBlob
  retryPolicy.maxDeliveryAttempts          30
  retryPolicy.eventTimeToLiveInMinutes     1440
  eventDeliverySchema                      EventGridSchema
  expirationTimeUtc                        none
`,
  ]);
});

test("plan --explain --format json: what is pending too, with the reason and the place", async () => {
  const { status, stdout } = await acsEvents(["plan", "--explain", "support-sms-actions", "--format", "json"]);
  expect(status).toBe(0);
  const explained: unknown = JSON.parse(stdout);
  expect(explained).toMatchObject({
    name: "support-sms-actions",
    pending: expect.stringContaining('"sms-handlers" has no url'),
    values: expect.arrayContaining([
      {
        path: "filter.includedEventTypes",
        value: ["Microsoft.Communication.SMSReceived"],
        origin: "subscription",
        where: 'subscription("sms-actions", …)',
        declaredAt: { file: "infra/teams/support.ts", line: expect.any(Number) },
      },
    ]),
  });
});

test.each([
  [
    "a subscription that is none",
    ["--explain", "support-inbound-sm"],
    'The stack "dev" has no subscription "support-inbound-sm"; did you mean "support-inbound-sms"?\n',
  ],
  [
    "a team that is none",
    ["--team", "billing"],
    'The stack "dev" has no team "billing"; there are moderation, support\n',
  ],
  [
    "a part of the plan to write",
    ["--write", "--team", "support"],
    "--write writes the whole plan; omit --team and --explain.\n",
  ],
])("%s: one clear line and exit status 1", async (_, args, message) => {
  expect(await acsEvents(["plan", ...args])).toEqual({ status: 1, stdout: "", stderr: message });
});
