import { describe, expect, test } from "vitest";
import type { Filter } from "../../src/filters/filter.ts";
import { plan } from "../../src/plan/plan.ts";
import type { StackSettings } from "../../src/plan/stack-settings.ts";
import { subscription } from "../../src/plan/subscription.ts";
import { defineTeam } from "../../src/plan/team.ts";
import { deployedBy } from "../../src/plan/team-stacks.ts";

const texts: Filter = {
  kind: "filter",
  eventTypes: ["Microsoft.Communication.SMSReceived"],
  subjectBeginsWith: "",
  subjectEndsWith: "",
  isSubjectCaseSensitive: false,
  enableAdvancedFilteringOnArrays: false,
  advancedFilters: [],
};

const prod: StackSettings = {
  name: "prod",
  endpoints: { queue: { kind: "storage-queue", create: true }, pending: { kind: "webhook" } },
  defaults: {},
  deadLetterContainer: "undelivered",
  values: {},
};

function teamFile(name: string, count = 1) {
  const names = Array.from({ length: count }, (_, index) => `texts-${index}`);
  return {
    file: `infra/teams/${name}.ts`,
    team: defineTeam(name, { owner: `${name}@contoso.example` }, () => [
      ...names.map((one) => subscription(one, { filter: texts, endpoint: "queue" })),
      subscription("later", { filter: texts, endpoint: "pending" }),
    ]),
  };
}

const files = [teamFile("billing"), teamFile("support")];
const problemsOf = (...args: Parameters<typeof plan>) =>
  plan(...args).problems.map(({ id, path, message }) => `${id} ${path}: ${message}`);

describe("teams with a stack of their own", () => {
  const planned = plan(files, { ...prod, teamStacks: ["support"] });

  test("the plan of the environment has all subscriptions, and says which stack deploys them", () => {
    expect(planned.subscriptions.map(({ name, stack }) => [name, stack])).toEqual([
      ["billing-later", undefined],
      ["billing-texts-0", undefined],
      ["support-later", "prod-support"],
      ["support-texts-0", "prod-support"],
    ]);
  });

  test.each([
    ["prod", ["billing-later", "billing-texts-0"]],
    ["prod-support", ["support-later", "support-texts-0"]],
    ["prod-billing", []],
  ])("what %s deploys, the pending ones among them", (stack, names) => {
    expect(deployedBy(planned, stack).subscriptions.map(({ name }) => name)).toEqual(names);
  });

  test("a name without a team's file is a problem, with what was meant", () => {
    expect(problemsOf(files, { ...prod, teamStacks: ["suport"] })).toEqual([
      'team-stack-unknown acs-events:teamStacks[0]: the team "suport" has a stack of its own in Pulumi.prod.yaml, and no file in infra/teams. There are billing, support. Did you mean "support"? Write the name of a team file, or remove the entry',
    ]);
  });
});

test("500 subscriptions are planned for a topic; one more is refused with advice, those of team stacks counted", () => {
  expect(problemsOf([teamFile("billing", 249), teamFile("support", 249)], prod)).toEqual([]);
  expect(
    problemsOf([teamFile("billing", 250), teamFile("support", 249)], { ...prod, teamStacks: ["support"] }),
  ).toEqual([
    "topic-quota-exceeded stack prod: the teams declare 501 subscriptions, and a topic has at most 500, those of team stacks included. Let one subscription list several event types where they go to one endpoint, keep subscriptions out of this stack by `only`, or give some teams a Communication Services resource of their own (another stack)",
  ]);
});

test("in an environment that expires, so does every subscription that does not say when itself", () => {
  const team = defineTeam("support", { owner: "support@contoso.example" }, () => [
    subscription("one", { filter: texts, endpoint: "queue" }),
    subscription("two", { filter: texts, endpoint: "queue", expires: "2026-12-01T00:00:00Z" }),
  ]);
  const { subscriptions } = plan([{ file: "infra/teams/support.ts", team }], {
    ...prod,
    expires: "2027-01-31T00:00:00Z",
  });
  expect(subscriptions.map(({ expirationTimeUtc }) => expirationTimeUtc)).toEqual([
    "2027-01-31T00:00:00Z",
    "2026-12-01T00:00:00Z",
  ]);
});
