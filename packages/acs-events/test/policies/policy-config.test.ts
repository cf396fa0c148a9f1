import { expect, test } from "vitest";
import { defaultPolicyConfig, parsePolicyConfig } from "../../src/policies/policy-config.ts";
import { renderPolicyConfig } from "../../src/policies/render-config.ts";
import { rules } from "../../src/policies/rules/index.ts";

/** `path: message` of every problem. */
function problemsOf(json: unknown): readonly string[] {
  const parsed = parsePolicyConfig(json);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
}

function settings(json: unknown, rule: string) {
  const parsed = parsePolicyConfig(json);
  return parsed.ok ? parsed.config.get(rule) : undefined;
}

test("nothing said: every rule has its default", () => {
  const parsed = parsePolicyConfig({});
  expect(parsed).toEqual({ ok: true, config: defaultPolicyConfig });
  expect([...defaultPolicyConfig.keys()]).toEqual(rules.map(({ name }) => name));
});

test("a level, parameters, and exceptions", () => {
  const exception = { subscription: "support-texts", reason: "a trial", expires: "2027-01-31" };
  const json = {
    "webhook-tls": "advisory",
    "retry-within-bounds": { enforcementLevel: "remediate", maxDeliveryAttempts: 11, exceptions: [exception] },
  };
  expect(settings(json, "webhook-tls")).toEqual({ level: "advisory", parameters: {}, exceptions: [] });
  expect(settings(json, "retry-within-bounds")).toMatchObject({
    level: "remediate",
    parameters: { minDeliveryAttempts: 2, maxDeliveryAttempts: 11 },
    exceptions: [{ rule: "retry-within-bounds", subject: "support-texts", reason: "a trial", expires: "2027-01-31" }],
  });
});

test('"all" sets the level of every rule that has none of its own', () => {
  const json = { all: "disabled", "webhook-tls": "mandatory", "team-quota": { most: 5 } };
  expect(settings(json, "webhook-tls")?.level).toBe("mandatory");
  expect(settings(json, "team-quota")).toMatchObject({ level: "disabled", parameters: { most: 5 } });
  expect(settings(json, "owner-labelled")?.level).toBe("disabled");
});

test("the second version of Pulumi's format, and where it takes configuration from", () => {
  expect(settings({ version: 2, policies: { "team-quota": "mandatory" } }, "team-quota")?.level).toBe("mandatory");
  expect(problemsOf({ environments: ["contoso/policies"] })).toEqual([]);
  expect(problemsOf({ version: 2, policies: {}, exceptions: {} })).toEqual([
    "exceptions: exceptions are under their rule here, as `exceptions`, so that they end and hold before the engine runs too",
  ]);
});

test("what is wrong is said all at once, with what was probably meant", () => {
  expect(
    problemsOf({
      all: "strict",
      "webhook-tsl": "mandatory",
      "team-quota": { most: 0, moste: 3 },
      "topic-quota": { most: 501 },
      "owner-labelled": { ownerPattern: "(" },
      "data-location-allowed": { locations: "Europe" },
      "shared-event-types-have-prefix": { eventTypes: ["Microsoft.Communication.SmsReceived"] },
      "webhook-host-allowed": 3,
      "prefix-ends-at-segment": { enforcementLevel: "loud" },
    }),
  ).toEqual([
    'all: "strict" is not a level; there are advisory, mandatory, remediate, disabled',
    'shared-event-types-have-prefix.eventTypes: "Microsoft.Communication.SmsReceived" will not do: did you mean "Microsoft.Communication.SMSReceived"?',
    'prefix-ends-at-segment.enforcementLevel: "loud" is not a level; there are advisory, mandatory, remediate, disabled',
    "webhook-host-allowed: 3 is not a level; there are advisory, mandatory, remediate, disabled",
    'data-location-allowed.locations: "Europe" will not do: it takes a list of texts',
    "topic-quota.most: 501 will not do: it takes a whole number from 1 to 500",
    "team-quota.most: 0 will not do: it takes a whole number of at least 1",
    'team-quota.moste: team-quota has no parameter "moste"; did you mean "most"?',
    'owner-labelled.ownerPattern: "(" will not do: it takes a regular expression, as text',
    'webhook-tsl: there is no rule "webhook-tsl"; did you mean "webhook-tls"?',
  ]);
});

test("exceptions have a subject, a reason and an end", () => {
  const wrong = (...exceptions: unknown[]) => problemsOf({ "webhook-tls": { exceptions } });
  expect(
    wrong(
      "support-texts",
      { reason: "a trial", expires: "2027-01-31" },
      { subscription: "a", resource: "b", reason: "a trial", expires: "2027-01-31" },
      { subscription: "support-texts", reason: " ", expires: "2027-01-31" },
      { subscription: "support-texts", reason: "a trial" },
      { subscription: "support-texts", reason: "a trial", expires: "soon" },
      { subscription: "support-texts", reason: "a trial", expires: "2027-01-31", until: "then" },
    ),
  ).toEqual([
    'webhook-tls.exceptions[0]: "support-texts" will not do: an exception has subscription, resource, reason, expires',
    "webhook-tls.exceptions[1]: an exception is for one subscription, by its name in Azure, or for one resource, by its name in the program",
    "webhook-tls.exceptions[2]: an exception is for one subscription, by its name in Azure, or for one resource, by its name in the program",
    'webhook-tls.exceptions[3]: the exception of "support-texts" gives no reason',
    'webhook-tls.exceptions[4]: the exception of "support-texts" has to end: give expires a date such as 2027-01-31',
    'webhook-tls.exceptions[5]: the exception of "support-texts" has to end: give expires a date such as 2027-01-31',
    'webhook-tls.exceptions[6]: an exception has no "until"; it has subscription, resource, reason, expires',
  ]);
  expect(problemsOf({ "webhook-tls": { exceptions: {} } })).toEqual([
    "webhook-tls.exceptions: an object will not do: it takes a list",
  ]);
});

test("what is not an object at all", () => {
  expect(problemsOf([])).toEqual([": it is an object of rules, but here is an empty list"]);
  expect(problemsOf({ version: 2, policies: "all" })).toEqual([
    'policies: it is an object of rules, but here is "all"',
  ]);
});

test("what is rendered for the engine is read back as it was", () => {
  const parsed = parsePolicyConfig({
    all: "advisory",
    "webhook-host-allowed": { hosts: ["*.contoso.example"] },
    "webhook-tls": { exceptions: [{ subscription: "support-texts", reason: "a trial", expires: "2027-01-31" }] },
  });
  if (!parsed.ok) throw new Error("the configuration does not parse");
  const again = parsePolicyConfig(JSON.parse(JSON.stringify(renderPolicyConfig(parsed.config))));
  expect(again).toEqual(parsed);
});
