import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventTypeNames } from "../../src/catalog/event-types.ts";
import { filter } from "../../src/filter-builder/filter.ts";
import { rawFilter } from "../../src/filter-builder/raw-filter.ts";
import type { Filter } from "../../src/filters/filter.ts";
import { plan } from "../../src/plan/plan.ts";
import { renderProblems } from "../../src/plan/problem.ts";
import { type SubscriptionOptions, subscription } from "../../src/plan/subscription.ts";
import { defineTeam, type StackView, type TeamOptions } from "../../src/plan/team.ts";
import { dev, texts } from "./written-stack.ts";

type Declared = readonly [name: string, options?: Partial<SubscriptionOptions>];

/** A team file with these subscriptions; each goes to the queue unless it says otherwise. */
function teamFile(name: string, declared: readonly Declared[], options: Partial<TeamOptions> = {}) {
  return {
    file: `infra/teams/${name}.ts`,
    team: defineTeam<Record<string, unknown>>(name, { owner: `${name}@contoso.example`, ...options }, () =>
      declared.map(([one, its = {}]) => subscription(one, { filter: texts, endpoint: "queue", ...its })),
    ),
  };
}

function problemsOf(...files: Parameters<typeof plan>[0]): string[] {
  return plan(files, dev).problems.map(({ path, message }) => `${path}: ${message}`);
}

/** Lines of this file move; what is asserted elsewhere is not the number. */
const here = expect.objectContaining({ file: "test/plan/plan.test.ts" });

describe("a plan", () => {
  test("says everything about a subscription in Azure's words, whose it is and where it is written", () => {
    const { subscriptions, problems } = plan([teamFile("support", [["inbound", { labels: ["pilot"] }]])], dev);
    expect(problems).toEqual([]);
    expect(subscriptions).toEqual([
      {
        name: "support-inbound",
        team: "support",
        owner: "support@contoso.example",
        filter: {
          includedEventTypes: [
            "Microsoft.Communication.SMSDeliveryReportReceived",
            "Microsoft.Communication.SMSReceived",
          ],
          subjectBeginsWith: "/phonenumber/1555",
          subjectEndsWith: "",
          isSubjectCaseSensitive: false,
          enableAdvancedFilteringOnArrays: false,
          advancedFilters: [],
        },
        destination: {
          endpointType: "StorageQueue",
          endpoint: "queue",
          kind: "storage-queue",
          queueName: "queue",
          created: true,
          deliveryIdentity: "SystemAssigned",
        },
        deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "undelivered" },
        retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
        eventDeliverySchema: "EventGridSchema",
        labels: ["team=support", "owner=support@contoso.example", "pilot"],
        expirationTimeUtc: null,
        declaredAt: here,
      },
    ]);
  });

  test.each([
    ["filter()", filter({ eventTypes: "All" })],
    ["a raw filter of long ago", rawFilter({ includedEventTypes: ["All"] }, { because: "adopted" })],
  ])("writes every current event type by name where %s says all of them", (_, everything) => {
    const { subscriptions } = plan([teamFile("support", [["archive", { filter: everything }]])], dev);
    expect(subscriptions[0]?.filter.includedEventTypes).toEqual([...eventTypeNames].sort());
  });

  test("is sorted by name, whatever the order of files and subscriptions", () => {
    const files = [teamFile("zeta", [["b"], ["a"]]), teamFile("alpha", [["z"]]), teamFile("mid", [["m"]])];
    const names = ["alpha-z", "mid-m", "zeta-a", "zeta-b"];
    fc.assert(
      fc.property(fc.shuffledSubarray(files, { minLength: files.length }), (shuffled) => {
        expect(plan(shuffled, dev).subscriptions.map(({ name }) => name)).toEqual(names);
      }),
    );
  });

  test("has only the subscriptions of the stack", () => {
    const file = teamFile("support", [
      ["everywhere"],
      ["real", { only: ["prod"] }],
      ["both", { only: ["dev", "prod"] }],
    ]);
    expect(plan([file], dev).subscriptions.map(({ name }) => name)).toEqual(["support-both", "support-everywhere"]);
  });

  test("has what waits for the url of its webhook, and says that it is pending", () => {
    const { subscriptions, problems } = plan([teamFile("support", [["sms", { endpoint: "pending" }], ["all"]])], dev);
    expect(problems).toEqual([]);
    expect(subscriptions.map(({ name, pending }) => [name, pending])).toEqual([
      ["support-all", undefined],
      ["support-sms", true],
    ]);
  });

  test("knows a webhook's host and address, batches where it has them, and where each setting came from", () => {
    const file = teamFile("crm", [["sms", { endpoint: "crm", maxEventsPerBatch: 20 }]], {
      defaults: { maxDeliveryAttempts: 5 },
    });
    const made = plan([file], { ...dev, defaults: { eventTimeToLiveInMinutes: 60 } });
    expect(made.subscriptions[0]?.destination).toEqual({
      endpointType: "WebHook",
      endpoint: "crm",
      kind: "webhook",
      host: "crm.contoso.example",
      endpointBaseUrl: "https://crm.contoso.example/api/sms",
      maxEventsPerBatch: 20,
    });
    expect(made.subscriptions[0]?.retryPolicy).toEqual({ maxDeliveryAttempts: 5, eventTimeToLiveInMinutes: 60 });
    expect(made.origins["crm-sms"]).toMatchObject({
      maxDeliveryAttempts: "team",
      eventTimeToLiveInMinutes: "stack",
      maxEventsPerBatch: "subscription",
    });
  });

  test("names the container that a subscription was adopted with, and the identity that writes to it", () => {
    const storageAccountId = "/subscriptions/1/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/lost";
    const undeliveredEvents = { storageAccountId, container: "lost", writeWithIdentity: true };
    const { subscriptions, problems } = plan([teamFile("support", [["sms", { undeliveredEvents }]])], dev);
    expect(problems).toEqual([]);
    expect(subscriptions[0]?.deadLetterDestination).toEqual({
      endpointType: "StorageBlob",
      resourceId: storageAccountId,
      blobContainerName: "lost",
      deliveryIdentity: "SystemAssigned",
    });
  });

  test.each<[unknown, string]>([
    ["lost", '"lost"'],
    [null, "null"],
    [{ storageAccountId: "/lost", container: "lost" }, '{"storageAccountId":"/lost","container":"lost"}'],
  ])("says what undeliveredEvents takes, where it is %j", (undeliveredEvents, said) => {
    // @ts-expect-error: team files are loaded whether they were type-checked or not.
    const { problems } = plan([teamFile("support", [["sms", { undeliveredEvents }]])], dev);
    expect(problems.map(({ message }) => message)).toEqual([
      `undeliveredEvents is ${said} (set by the subscription); Azure allows kept, dropped, or { storageAccountId, container }: the resource id of a storage account, and 3 to 63 lower-case letters, digits and inner hyphens`,
    ]);
  });

  test("drops undelivered events only where it is written", () => {
    const file = teamFile("support", [["kept"], ["lossy", { undeliveredEvents: "dropped" }]]);
    expect(
      plan([file], dev).subscriptions.map(({ deadLetterDestination }) => deadLetterDestination?.blobContainerName),
    ).toEqual(["undelivered", undefined]);
  });
});

describe("what differs between stacks", () => {
  const asking = (ask: (stack: StackView<Record<string, unknown>>) => void) => ({
    file: "infra/teams/support.ts",
    team: defineTeam<Record<string, unknown>>("support", { owner: "s@contoso.example" }, (stack) => {
      ask(stack);
      return [];
    }),
  });

  test("comes from the stack's values", () => {
    const seen: unknown[] = [];
    plan([asking((stack) => seen.push(stack.name, stack.value("supportNumbers")))], dev);
    expect(seen).toEqual(["dev", "1555"]);
  });

  test("and a value that the stack does not have is a problem of the team's file", () => {
    expect(problemsOf(asking((stack) => stack.value("toString")))).toEqual([
      'infra/teams/support.ts: asks for the value "toString", which the stack "dev" does not have; set it under acs-events:values in Pulumi.dev.yaml (there: supportNumbers)',
    ]);
  });
});

describe("problems", () => {
  test.each<[string, Declared, string]>([
    [
      "an unknown endpoint",
      ["sms", { endpoint: "quue" }],
      'support › sms › endpoint: there is no endpoint "quue" in Pulumi.dev.yaml; it declares queue, crm, pending. Did you mean "queue"? Declare it there under acs-events:endpoints, or name one of these',
    ],
    [
      "a name that Azure refuses",
      ["inbound sms"],
      'support › inbound sms › name: Azure would call it "support-inbound sms" (19 characters) and refuse it; 3 to 64 letters, digits and hyphens are allowed',
    ],
    [
      "a setting out of bounds",
      ["sms", { maxDeliveryAttempts: 31 }],
      "support › sms › maxDeliveryAttempts: maxDeliveryAttempts is 31 (set by the subscription); Azure allows a whole number from 1 to 30",
    ],
    [
      "an expiry that is no time",
      ["sms", { expires: "next week" }],
      'support › sms › expires: "next week" is not a time in UTC; write it like 2027-01-31T00:00:00Z',
    ],
  ])("%s", (_, declared, message) => {
    expect(problemsOf(teamFile("support", [declared]))).toEqual([message]);
  });

  test("a filter that means nothing in the schema that the subscription ends up with", () => {
    const filter: Filter = {
      ...texts,
      advancedFilters: [
        { operatorType: "StringIn", key: "eventType", values: ["Microsoft.Communication.SMSReceived"] },
      ],
    };
    const file = teamFile("support", [["sms", { filter, deliverySchema: "CloudEventSchemaV1_0" }]]);
    expect(plan([teamFile("support", [["sms", { filter }]])], dev).problems).toEqual([]);
    expect(plan([file], dev).problems.map(({ path }) => path)).toEqual([
      "support › sms › filter.advancedFilters[0].key",
    ]);
  });

  test("one name twice, also where only case differs or two teams come to the same name", () => {
    const found = problemsOf(
      teamFile("support", [["sms"], ["SMS"]]),
      teamFile("a", [["b-c"]]),
      teamFile("a-b", [["c"]]),
    );
    expect(found.map((line) => line.replace(/\.ts:\d+/, ".ts:…"))).toEqual([
      'support-SMS: "support-SMS" and "support-sms" (test/plan/plan.test.ts:…) differ in case only, and Azure compares names without case; give one of them another name',
      'a-b-c: "a-b-c" is declared twice, here and before (test/plan/plan.test.ts:…); give one of them another name',
    ]);
  });

  test("a team without owner, with a name Azure would not like, or called like another", () => {
    expect(problemsOf(teamFile("Sup port", [], { owner: " " }), teamFile("crm", []), teamFile("crm", []))).toEqual([
      'infra/teams/Sup port.ts: the team is called "Sup port"; a team\'s name has lower-case letters, digits and inner hyphens, since it begins the names of its subscriptions in Azure',
      'infra/teams/Sup port.ts: the team "Sup port" names no owner; write whom to ask when its events go astray, for example owner: "Sup port@contoso.example"',
      'infra/teams/crm.ts: the team "crm" is declared in infra/teams/crm.ts too; Azure compares names without case, so give one of them another name',
    ]);
  });

  test("a file that fails is one problem among the others, and the good ones are planned all the same", () => {
    const made = plan(
      [
        { file: "infra/teams/broken.ts", error: new SyntaxError("Unexpected token") },
        teamFile("crm", [["sms", { endpoint: "nowhere" }]]),
        teamFile("support", [["sms"]]),
      ],
      dev,
    );
    expect(made.problems.map(({ id }) => id)).toEqual(["team-file-fails", "endpoint-unknown"]);
    expect(made.subscriptions.map(({ name }) => name)).toEqual(["support-sms"]);
  });

  test("are reported together, each with its place", () => {
    const report = renderProblems(
      [
        {
          id: "a",
          path: "support › sms › endpoint",
          message: "there is no endpoint",
          declaredAt: { file: "infra/teams/support.ts", line: 7 },
        },
        { id: "b", path: "acs-events:values", message: "two\nlines" },
      ],
      "dev",
    );
    expect(report).toBe(`The stack "dev" has 2 problems; nothing is deployed.

  support › sms › endpoint (infra/teams/support.ts:7)
    there is no endpoint

  acs-events:values
    two
    lines
`);
  });
});
