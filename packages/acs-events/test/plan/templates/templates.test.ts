import { describe, expect, test } from "vitest";
import { eventTypes } from "../../../src/catalog/event-types.ts";
import { retirements } from "../../../src/catalog/retirements.ts";
import { type Plan, plan } from "../../../src/plan/plan.ts";
import type { StackSettings } from "../../../src/plan/stack-settings.ts";
import type { SubscriptionDeclaration } from "../../../src/plan/subscription.ts";
import { defineTeam, type TeamOptions } from "../../../src/plan/team.ts";
import { optionProblems, retirementsOf, templates, whenItEnds } from "../../../src/plan/templates/index.ts";
import type { Template, TemplateOption } from "../../../src/plan/templates/template.ts";
import { checkSubscriptions } from "../../../src/subscription-set/rules/index.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import * as acsEvents from "../../sample-project/infra/acs-events.ts";

const { incomingCalls, smsInbox, whatsappMessages } = acsEvents;

/** What a team file gets by the name of the function; its options are the template's business. */
const made = (template: Template, options: Readonly<Record<string, unknown>>): readonly SubscriptionDeclaration[] => {
  const functions: Readonly<Record<string, unknown>> = acsEvents;
  const make = functions[template.function] as (
    name: string,
    options: Readonly<Record<string, unknown>>,
  ) => readonly SubscriptionDeclaration[];
  return make(template.subscription, { endpoint: "work-queue", ...options });
};

const exampleOf = ({ kind, example, allowed }: TemplateOption): unknown =>
  kind === "boolean" ? example === "true" : kind === "text" ? example : [...(allowed ?? [example])];

/** The least that each template takes, all of its options, and each of them alone beside what is required. */
const uses = templates.flatMap((template) => {
  const required = template.options.filter((option) => option.required);
  const sets = [required, template.options, ...template.options.map((option) => [...required, option])];
  return sets.map((options) => {
    const given = Object.fromEntries(options.map((option) => [option.name, exampleOf(option)]));
    return { what: `${template.name} ${JSON.stringify(given)}`, template, given };
  });
});

const dev: StackSettings = {
  name: "dev",
  endpoints: { "work-queue": { kind: "storage-queue", create: true } },
  defaults: {},
  deadLetterContainer: "undelivered",
  values: {},
};

function planOf(declare: () => readonly SubscriptionDeclaration[], options: Partial<TeamOptions> = {}): Plan {
  const team = defineTeam("support", { owner: "support@contoso.example", ...options }, declare);
  return plan([{ file: "infra/teams/support.ts", team }], dev);
}

describe("every template", () => {
  test("is there", () => {
    expect(templates.map(({ name }) => name)).toEqual([
      "sms-inbox",
      "sms-delivery-failures",
      "chat-moderation",
      "chat-archive",
      "email-bounces-and-complaints",
      "email-engagement",
      "incoming-calls",
      "call-recordings-ready",
      "job-router-offers",
      "job-router-queue-health",
      "whatsapp-messages",
    ]);
  });

  test.each(templates)("$name is a function of a team file by the same name", (template) => {
    expect(template.name).toBe(template.function.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    expect(acsEvents).toHaveProperty(template.function, expect.any(Function));
    expect(Object.isFrozen(template)).toBe(true);
  });

  test.each(templates)("$name says what it catches and omits in a sentence", ({ catches, leavesOut, summary }) => {
    expect(catches).toMatch(/^Every [^.]+\.$/);
    expect(leavesOut).toMatch(/^Does not include [^.]+\.$/);
    expect(summary).toMatch(/^[a-zW][^.]+$/);
  });

  test.each(templates)("$name takes the examples of its options", (template) => {
    const given = Object.fromEntries(
      template.options.map((option) => [option.name, option.kind === "texts" ? [option.example] : exampleOf(option)]),
    );
    expect(optionProblems(template, given)).toEqual([]);
  });

  test.each(uses)(
    "$what is planned without a problem, and check has no error and no warning",
    ({ template, given }) => {
      for (const deliverySchema of ["EventGridSchema", "CloudEventSchemaV1_0"] as const) {
        const { subscriptions, problems } = planOf(() => made(template, { ...given, deliverySchema }));
        expect(problems).toEqual([]);
        expect(subscriptions.length).toBeGreaterThan(0);
        const read = readSubscriptionSet(JSON.parse(JSON.stringify(subscriptions)));
        const findings = checkSubscriptions(read.subscriptions, { today: "2026-11-24" });
        expect([...read.findings, ...findings].filter(({ level }) => level !== "info")).toEqual([]);
        // A condition that changes nothing would be an oddity that no team has asked for.
        expect(findings.filter(({ id }) => id === "condition-redundant")).toEqual([]);
      }
    },
  );

  test.each(templates)("$name lists the event types that its subscriptions can have, and no other", (template) => {
    const listed = uses
      .filter((use) => use.template === template)
      .flatMap(({ given }) => made(template, given).flatMap(({ filter }) => filter.eventTypes));
    expect([...new Set(listed)].sort()).toEqual([...template.eventTypes].sort());
  });

  test.each(uses)("$what carries its template, and no option of it among its settings", ({ template, given }) => {
    for (const { template: carried, settings } of made(template, given)) {
      expect(carried?.name).toBe(template.name);
      expect(settings).toEqual({});
    }
  });
});

describe("when it ends", () => {
  test.each(templates)("$name: with the services of its event types", (template) => {
    const services = new Set(template.eventTypes.map((type) => eventTypes[type].service));
    expect(retirementsOf(template)).toEqual([...services].map((service) => retirements[service]));
  });

  test("in a sentence, for what is retired and what changes", () => {
    const { sms, "call-automation": calls } = retirements;
    expect(whenItEnds({ eventTypes: ["Microsoft.Communication.SMSReceived"] })).toBe(`SMS is retired on ${sms.date}.`);
    expect(
      whenItEnds({ eventTypes: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.IncomingCall"] }),
    ).toBe(
      `SMS is retired on ${sms.date}. Call Automation changes on ${calls.date}: from then on it works together with Teams only.`,
    );
  });
});

describe("settings", () => {
  const calls = { numbersBeginWith: ["18005551212"], endpoint: "work-queue" } as const;

  test("of the template lie over those of the team, and the plan says where they are from", () => {
    const { subscriptions, origins } = planOf(() => incomingCalls("calls", calls), {
      defaults: { maxDeliveryAttempts: 10, undeliveredEvents: "dropped" },
    });
    expect(subscriptions[0]?.retryPolicy).toEqual({ maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1 });
    expect(subscriptions[0]?.deadLetterDestination).toBeNull();
    expect(origins["support-calls"]).toMatchObject({
      maxDeliveryAttempts: "template",
      eventTimeToLiveInMinutes: "template",
      undeliveredEvents: "team",
      deliverySchema: "built-in",
    });
  });

  test("of the subscription lie over those of the template", () => {
    const { subscriptions, origins } = planOf(() => incomingCalls("calls", { ...calls, maxDeliveryAttempts: 1 }));
    expect(subscriptions[0]?.retryPolicy).toEqual({ maxDeliveryAttempts: 1, eventTimeToLiveInMinutes: 1 });
    expect(origins["support-calls"]).toMatchObject({
      maxDeliveryAttempts: "subscription",
      eventTimeToLiveInMinutes: "template",
    });
  });

  test("and what every subscription takes get there, for each subscription of a template", () => {
    const common = { endpoint: "work-queue", only: ["dev"], expires: "2027-01-31T00:00:00Z", labels: ["pilot"] };
    const declared = whatsappMessages("whatsapp", { failures: true, undeliveredEvents: "dropped", ...common });
    expect(declared.map(({ name }) => name)).toEqual(["whatsapp", "whatsapp-failures"]);
    for (const one of declared) {
      expect(one).toMatchObject({ ...common, settings: { undeliveredEvents: "dropped" } });
    }
  });
});

test("a subscription is declared where the team file calls the template", () => {
  const line = (error: Error): number => Number(/templates\.test\.ts(?:\?\S*?)?:(\d+)/.exec(error.stack ?? "")?.[1]);
  const before = line(new Error("for its line"));
  const [text] = smsInbox("inbox", { numbersBeginWith: ["1206"], endpoint: "work-queue" });
  const whatsapp = whatsappMessages("whatsapp", { failures: true, endpoint: "work-queue" });
  const file = "test/plan/templates/templates.test.ts";
  expect(text?.declaredAt).toEqual({ file, line: before + 1 });
  expect(whatsapp.map(({ declaredAt }) => declaredAt)).toEqual([
    { file, line: before + 2 },
    { file, line: before + 2 },
  ]);
});

describe("smsInbox", () => {
  const filterOf = (...numbersBeginWith: string[]) => {
    const [only, ...others] = smsInbox("inbox", { numbersBeginWith, endpoint: "work-queue" });
    expect(others).toEqual([]);
    return { prefix: only?.filter.subjectBeginsWith, conditions: only?.filter.advancedFilters };
  };

  test("has a prefix for one number, with the slash in front that subjects have", () => {
    expect(filterOf("1206")).toEqual({ prefix: "/phonenumber/1206", conditions: [] });
  });

  test("has one condition on the subject for several, and stays one subscription", () => {
    const values = ["/phonenumber/1206", "/phonenumber/44"];
    expect(filterOf("1206", "44")).toEqual({
      prefix: "",
      conditions: [{ operatorType: "StringBeginsWith", key: "subject", values }],
    });
  });

  test("omits what a shorter number matches anyway, and what is written twice", () => {
    expect(filterOf("12065550100", "1206", "1206")).toEqual({ prefix: "/phonenumber/1206", conditions: [] });
  });
});
