import { describe, expect, test } from "vitest";
import { configSchema } from "../../src/policies/config-schema.ts";
import { evaluatePolicies } from "../../src/policies/evaluate.ts";
import { judgeRule } from "../../src/policies/judge-rule.ts";
import { withOwnRules } from "../../src/policies/own-rules.ts";
import { parsePolicyConfig } from "../../src/policies/policy-config.ts";
import { rules as builtIn } from "../../src/policies/rules/index.ts";
import { type Remediation, resourceRule, stackRule, subscriptionRule } from "../../src/policies/rules/rule.ts";
import { violation } from "../../src/policies/rules/verdict.ts";
import { today } from "./judge.ts";
import { planned } from "./plan.ts";

const basics = {
  description: "It is tried often.",
  level: "advisory",
  protectsFrom: "A text that nobody reads.",
  howToFix: "Try more often.",
} as const;

const often = subscriptionRule({
  ...basics,
  name: "tried-often",
  parameters: { least: { type: "integer", description: "At least so often.", minimum: 1, default: 31 } },
  check: ({ name, maxDeliveryAttempts }, { parameters }) =>
    Number(maxDeliveryAttempts) >= parameters.least
      ? []
      : [violation(name, "retryPolicy.maxDeliveryAttempts", `fewer than ${parameters.least}`)],
  remediate: (_, { parameters }): Remediation[] => [
    { path: "retryPolicy.maxDeliveryAttempts", value: parameters.least },
  ],
});
const few = stackRule({
  ...basics,
  name: "few",
  needs: "subscriptions",
  check: ({ subscriptions }) => subscriptions.slice(1).map(({ name }) => violation(name, "name", "one is enough")),
});
const rules = withOwnRules([often, few]);

const configured = (json: unknown) => {
  const parsed = parsePolicyConfig(json, rules);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  return parsed.config;
};
const own = (json: unknown) =>
  evaluatePolicies({ stack: "dev", subscriptions: [planned] }, configured(json), { today, rules })
    .findings.filter(({ id }) => id === often.name || id === few.name)
    .map(({ id, level, subscription, message }) => `${level} ${id} ${subscription}: ${message}`);

describe("a rule of a project's own", () => {
  test("is judged beside the others, at its level", () => {
    expect(own({})).toEqual([`warning tried-often ${planned.name}: fewer than 31`]);
  });

  test("has its level and parameters from the stack's file, like the others", () => {
    expect(own({ "tried-often": { enforcementLevel: "mandatory", least: 40 } })).toEqual([
      `error tried-often ${planned.name}: fewer than 40`,
    ]);
    expect(own({ "tried-often": "disabled" })).toEqual([]);
    expect(own({ "tried-often": "remediate" })).toEqual([]);
  });

  test("is unknown to whoever does not have it", () => {
    expect(parsePolicyConfig({ "tried-often": "disabled" })).toMatchObject({
      ok: false,
      problems: [{ path: "tried-often" }],
    });
  });

  test("is in the schema of the file", () => {
    const { properties } = configSchema(rules) as { readonly properties: Readonly<Record<string, unknown>> };
    expect(Object.keys(properties).slice(-2)).toEqual([often.name, few.name]);
  });

  test("is tried alone by judgeRule, on a plan", () => {
    const told = (...given: Parameters<typeof judgeRule>) => judgeRule(...given).map(({ subject }) => subject);
    expect(told(often, [planned])).toEqual([planned.name]);
    expect(told(often, [planned], { parameters: { least: 1 } })).toEqual([]);
    expect(told(few, [planned, { ...planned, name: "support-second" }])).toEqual(["support-second"]);
    const rule = resourceRule({ ...basics, name: "closed", kinds: ["storage-account"], check: () => [] });
    expect(() => judgeRule(rule, [])).toThrow('"closed" looks at resources, and a plan has none');
  });
});

describe("mistakes in own rules", () => {
  test("are all told at once, each with its place", () => {
    const named = (name: string) => ({ ...often, name });
    const wrong = [named("Tried often"), named("webhook-tls"), named("all"), often, often, { name: "half" }, null];
    expect(() => withOwnRules(wrong)).toThrow(
      `The project's own rules (policies/rules.ts) are wrong:
  rules[0] has the name "Tried often"; a rule's name has lower-case letters, digits and inner hyphens
  rules[1] has the name "webhook-tls", which another rule has already
  rules[2] has the name "all", which the configuration needs for itself
  rules[4] has the name "tried-often", which another rule has already
  rules[5] is not a rule; make it with subscriptionRule, resourceRule or stackRule
  rules[6] is not a rule; make it with subscriptionRule, resourceRule or stackRule`,
    );
  });

  test("none: the rules of this package come first, in their order", () => {
    expect(withOwnRules([])).toEqual(builtIn);
    expect(rules.slice(0, builtIn.length)).toEqual(builtIn);
  });
});
