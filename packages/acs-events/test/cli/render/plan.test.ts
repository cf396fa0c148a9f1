import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { renderPlan } from "../../../src/cli/render/plan.ts";
import type { Filter } from "../../../src/filters/filter.ts";
import { plan } from "../../../src/plan/plan.ts";
import type { StackSettings } from "../../../src/plan/stack-settings.ts";
import { type SubscriptionOptions, subscription } from "../../../src/plan/subscription.ts";
import { defineTeam } from "../../../src/plan/team.ts";
import { dev, texts as ofOneArea } from "../../plan/written-stack.ts";

const texts: Filter = { ...ofOneArea, subjectBeginsWith: "" };
const prod: StackSettings = { ...dev, name: "prod", teamStacks: ["shop"] };

type Written = readonly [name: string, options?: Partial<SubscriptionOptions>];

function planned(...teams: readonly (readonly [team: string, ...subscriptions: Written[]])[]) {
  const files = teams.map(([name, ...written]) => ({
    file: `infra/teams/${name}.ts`,
    team: defineTeam(name, { owner: `${name}@contoso.example` }, () =>
      written.map(([one, options = {}]) => subscription(one, { filter: texts, endpoint: "queue", ...options })),
    ),
  }));
  const made = plan(files, prod);
  expect(made.problems).toEqual([]);
  return made;
}

const company = planned(
  [
    "care",
    ["calls", { filter: { ...texts, eventTypes: ["Microsoft.Communication.IncomingCall"] }, endpoint: "pending" }],
    [
      "texts",
      {
        endpoint: "crm",
        maxDeliveryAttempts: 1,
        eventTimeToLiveInMinutes: 60,
        undeliveredEvents: "dropped",
        deliverySchema: "CloudEventSchemaV1_0",
        maxEventsPerBatch: 20,
        preferredBatchSizeInKilobytes: 128,
        expires: "2027-01-31T00:00:00Z",
        labels: ["pilot"],
      },
    ],
  ],
  [
    "shop",
    [
      "texts",
      {
        filter: {
          ...texts,
          subjectBeginsWith: "/phonenumber/1555",
          advancedFilters: [{ operatorType: "StringContains", key: "data.to", values: ["5550100", "5550101"] }],
        },
      },
    ],
  ],
);
const render = (width?: number) => stripVTControlCharacters(renderPlan(company, width));

test("the oldest TLS version of a webhook, where it is not 1.2", () => {
  const withTls = (minimumTlsVersionAllowed: "1.0" | "1.2") => ({
    ...company,
    subscriptions: company.subscriptions.map((one) => ({
      ...one,
      destination: { ...one.destination, minimumTlsVersionAllowed },
    })),
  });
  expect(renderPlan(withTls("1.0"))).toContain("TLS from 1.0");
  expect(renderPlan(withTls("1.2"))).toBe(renderPlan(company));
});

test("a table a team with its owner and stack, what is unusual in words, what is pending and why, the counts", () => {
  expect(render()).toBe(`Stack prod

care care@contoso.example
subscription  event types                             endpoint   not the default
care-calls    IncomingCall                            → pending  pending
care-texts    SMSDeliveryReportReceived, SMSReceived  → crm      1 attempt, 60 min to live, undelivered events dropped, CloudEventSchemaV1_0, up to 20 a batch, 128 KB a batch, until 2027-01-31, labelled pilot

shop shop@contoso.example in its own stack prod-shop
subscription  event types                             endpoint
shop-texts    SMSDeliveryReportReceived, SMSReceived  → queue
  only if subject begins with "/phonenumber/1555"
  and     data.to contains "5550100" or "5550101"

Pending
care-calls: the endpoint "pending" has no url in the stack "prod" yet

3 event subscriptions of 2 teams to 3 endpoints; 1 pending`);
});

describe("a narrow terminal", () => {
  const shop = (width: number) =>
    render(width)
      .split("\n")
      .find((line) => line.startsWith("shop-texts"));

  test.each([
    [80, "shop-texts    SMSDeliveryReportReceived, SMSReceived  → queue"],
    [60, "shop-texts    SMSDeliveryReportReceived and 1 more  → queue"],
    [40, "shop-texts    2 of SMS     → queue"],
  ])("%i columns", (width, line) => {
    expect(shop(width)).toBe(line);
    expect(line.length).toBeLessThanOrEqual(width);
  });

  test("a long condition goes on in the next line", () => {
    expect(render(40)).toContain('\n  and     data.to contains "5550100" or\n          "5550101"\n');
  });
});

test("five hundred subscriptions: no line longer than the terminal, every one of them in its team's table", () => {
  const teams = Array.from({ length: 40 }, (_, team): readonly [string, ...Written[]] => [
    `team-${team}`,
    ...Array.from({ length: 12 }, (_, index): Written => [`subscription-${index}`]),
  ]);
  const shop: readonly [string, ...Written[]] = [
    "shop",
    ...Array.from({ length: 20 }, (_, index): Written => [`subscription-${index}`, { labels: ["a".repeat(80)] }]),
  ];
  const lines = stripVTControlCharacters(renderPlan(planned(...teams, shop), 100)).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(lines.filter((line) => /-subscription-\d+ /.test(line))).toHaveLength(500);
  expect(lines.at(-1)).toBe("500 event subscriptions of 41 teams to 1 endpoint");
});
