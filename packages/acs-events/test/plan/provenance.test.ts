import { describe, expect, test } from "vitest";
import { type Plan, plan } from "../../src/plan/plan.ts";
import { explainable, explainSubscription } from "../../src/plan/provenance.ts";
import type { StackSettings } from "../../src/plan/stack-settings.ts";
import { subscription } from "../../src/plan/subscription.ts";
import { defineTeam } from "../../src/plan/team.ts";
import { texts, dev as written } from "./written-stack.ts";

const crm = {
  ...written.endpoints["crm"],
  kind: "webhook",
  minimumTlsVersion: "1.1",
  attributes: { "x-app": { value: "crm" } },
} as const;
const dev: StackSettings = {
  ...written,
  endpoints: { ...written.endpoints, crm },
  defaults: { eventTimeToLiveInMinutes: 600 },
};

const team = defineTeam("support", { owner: "support@contoso.example", defaults: { maxDeliveryAttempts: 5 } }, () => [
  subscription("inbound", {
    filter: texts,
    endpoint: "crm",
    maxEventsPerBatch: 20,
    labels: ["pilot"],
    expires: "2027-01-31T00:00:00Z",
  }),
  {
    ...subscription("from-template", { filter: texts, endpoint: "queue" }),
    template: { name: "sms-inbox", settings: { deliverySchema: "CloudEventSchemaV1_0" as const } },
  },
  subscription("adopted", { filter: texts, endpoint: "queue", azureName: "legacy-texts" }),
  subscription("waits", { filter: texts, endpoint: "pending" }),
]);
const made = plan([{ file: "infra/teams/support.ts", team }], dev);

/** What is said of one value: who says it, and where. */
function said(name: string, path: string, of: Plan = made): string {
  const value = explainSubscription(of, name)?.values.find((one) => one.path === path);
  return value === undefined ? "nothing" : `${JSON.stringify(value.value)} ${value.origin}: ${value.where}`;
}

const file = "test/plan/provenance.test.ts";

test("the name that Azure had already is said by azureName", () => {
  expect(said("legacy-texts", "name", made)).toBe(
    '"legacy-texts" subscription: azureName of subscription("adopted", …)',
  );
});

describe("who said it", () => {
  test.each([
    ["inbound", "name", '"support-inbound" subscription: subscription("inbound", …)'],
    ["inbound", "owner", `"support@contoso.example" team: team("support", …) in ${file}`],
    ["inbound", "filter.subjectBeginsWith", '"/phonenumber/1555" subscription: subscription("inbound", …)'],
    ["inbound", "filter.subjectEndsWith", '"" built-in: nothing else says it'],
    ["inbound", "destination.endpoint", '"crm" subscription: subscription("inbound", …)'],
    ["inbound", "destination.host", '"crm.contoso.example" stack: acs-events:endpoints.crm in Pulumi.dev.yaml'],
    ["inbound", "destination.minimumTlsVersionAllowed", '"1.1" stack: acs-events:endpoints.crm in Pulumi.dev.yaml'],
    ["inbound", "destination.maxEventsPerBatch", '20 subscription: subscription("inbound", …)'],
    ["inbound", "retryPolicy.maxDeliveryAttempts", `5 team: defaults of team("support", …) in ${file}`],
    [
      "inbound",
      "retryPolicy.eventTimeToLiveInMinutes",
      "600 stack: acs-events:defaults.eventTimeToLiveInMinutes in Pulumi.dev.yaml",
    ],
    ["inbound", "eventDeliverySchema", '"EventGridSchema" built-in: nothing else says it'],
    [
      "inbound",
      "deadLetterDestination.blobContainerName",
      '"undelivered" stack: acs-events:deadLetters.container in Pulumi.dev.yaml, "undelivered" unless set',
    ],
    [
      "inbound",
      "destination.deliveryAttributeMappings",
      '[{"name":"x-app","type":"Static","value":"crm","isSecret":false}] stack: acs-events:endpoints.crm in Pulumi.dev.yaml',
    ],
    ["inbound", "labels.0", `"team=support" team: team("support", …) in ${file}`],
    ["inbound", "labels.2", '"pilot" subscription: subscription("inbound", …)'],
    ["inbound", "expirationTimeUtc", '"2027-01-31T00:00:00Z" subscription: subscription("inbound", …)'],
    ["from-template", "expirationTimeUtc", "null built-in: nothing else says it"],
    ["from-template", "eventDeliverySchema", '"CloudEventSchemaV1_0" template: the template sms-inbox'],
    [
      "from-template",
      "filter.includedEventTypes",
      '["Microsoft.Communication.SMSDeliveryReportReceived","Microsoft.Communication.SMSReceived"] template: the template sms-inbox',
    ],
  ])("%s %s", (name, path, sentence) => expect(said(`support-${name}`, path)).toBe(sentence));

  test("what is written in a team file has its line", () => {
    const value = explainSubscription(made, "support-inbound")?.values[0];
    expect(value?.declaredAt).toEqual({ file, line: expect.any(Number) });
  });

  test("a policy, where the plan is not what the layers made of it", () => {
    const subscriptions = made.subscriptions.map((one) => ({
      ...one,
      retryPolicy: { ...one.retryPolicy, maxDeliveryAttempts: 30 },
    }));
    expect(said("support-inbound", "retryPolicy.maxDeliveryAttempts", { ...made, subscriptions })).toBe(
      '30 policy: a policy at the level "remediate" in policies/config/dev.json',
    );
  });

  test("the stack, where it says when every subscription expires", () => {
    const expiring = plan([{ file: "infra/teams/support.ts", team }], { ...dev, expires: "2027-03-01T00:00:00Z" });
    expect(said("support-from-template", "expirationTimeUtc", expiring)).toBe(
      '"2027-03-01T00:00:00Z" stack: acs-events:expires in Pulumi.dev.yaml',
    );
  });

  test("the stack, where a team has one of its own", () => {
    const own = plan([{ file: "infra/teams/support.ts", team }], { ...dev, teamStacks: ["support"] });
    expect(said("support-inbound", "stack", own)).toBe('"dev-support" stack: acs-events:teamStacks in Pulumi.dev.yaml');
  });
});

test("every value of the plan is explained, also of what is pending, with the reason", () => {
  const explained = explainSubscription(made, "support-waits");
  expect(explained?.pending).toBe('the endpoint "pending" has no url in the stack "dev" yet');
  expect(explained?.values.map(({ path }) => path)).toEqual([
    "name",
    "team",
    "owner",
    "filter.includedEventTypes",
    "filter.subjectBeginsWith",
    "filter.subjectEndsWith",
    "filter.isSubjectCaseSensitive",
    "filter.enableAdvancedFilteringOnArrays",
    "filter.advancedFilters",
    "destination.endpointType",
    "destination.endpoint",
    "destination.kind",
    "deadLetterDestination.endpointType",
    "deadLetterDestination.blobContainerName",
    "retryPolicy.maxDeliveryAttempts",
    "retryPolicy.eventTimeToLiveInMinutes",
    "eventDeliverySchema",
    "labels.0",
    "labels.1",
    "expirationTimeUtc",
  ]);
});

test("an unknown name is not explained; those that are known are listed", () => {
  expect(explainSubscription(made, "support-outbound")).toBeUndefined();
  expect(explainSubscription(made, "toString")).toBeUndefined();
  expect(explainable(made)).toEqual(["legacy-texts", "support-from-template", "support-inbound", "support-waits"]);
});
