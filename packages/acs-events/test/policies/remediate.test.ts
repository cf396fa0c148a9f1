import { expect, test } from "vitest";
import { evaluatePolicies } from "../../src/policies/evaluate.ts";
import { defaultPolicyConfig, type PolicyConfig, parsePolicyConfig } from "../../src/policies/policy-config.ts";
import { remediatePlan } from "../../src/policies/remediate.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { today } from "./judge.ts";
import { planned } from "./plan.ts";

function config(json: unknown): PolicyConfig {
  const parsed = parsePolicyConfig(json);
  if (!parsed.ok) throw new Error("the configuration does not parse");
  return parsed.config;
}

const once = { ...planned, retryPolicy: { maxDeliveryAttempts: 1, eventTimeToLiveInMinutes: 1440 } };
const remediate = { "retry-within-bounds": { enforcementLevel: "remediate", maxTimeToLiveInMinutes: 720 } };

test("off unless the level says so: the very same subscriptions", () => {
  const plan = { stack: "prod", subscriptions: [once] };
  const { subscriptions, remediated } = remediatePlan(plan, defaultPolicyConfig, { today });
  expect(subscriptions).toBe(plan.subscriptions);
  expect(remediated).toEqual([]);
});

test("on: the nearest allowed values, each with what was there; nothing else changes", () => {
  const { subscriptions, remediated } = remediatePlan(
    { stack: "prod", subscriptions: [once, { ...planned, name: "support-other" }] },
    config({ "retry-within-bounds": "remediate" }),
    { today },
  );
  expect(subscriptions).toEqual([
    { ...once, retryPolicy: { maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1440 } },
    { ...planned, name: "support-other" },
  ]);
  expect(remediated).toEqual([
    {
      rule: "retry-within-bounds",
      subscription: "support-texts",
      path: "retryPolicy.maxDeliveryAttempts",
      before: 1,
      after: 2,
    },
  ]);
});

test("both bounds at once; and no violation is left of what was put right", () => {
  const plan = { stack: "prod", subscriptions: [once], secrets: undefined };
  expect(remediatePlan(plan, config(remediate), { today }).subscriptions[0]?.retryPolicy).toEqual({
    maxDeliveryAttempts: 2,
    eventTimeToLiveInMinutes: 720,
  });
  expect(evaluatePolicies(plan, config(remediate), { today }).findings).toEqual([]);
});

test("an exception lets it be", () => {
  const exceptions = [{ subscription: "support-texts", reason: "a trial", expires: "2099-01-01" }];
  const { remediated } = remediatePlan(
    { stack: "prod", subscriptions: [once] },
    config({ "retry-within-bounds": { enforcementLevel: "remediate", exceptions } }),
    { today },
  );
  expect(remediated).toEqual([]);
});

test("a webhook's TLS version, of subscriptions as Azure prints them", () => {
  const destination = {
    endpointType: "WebHook",
    endpointBaseUrl: "https://handlers.contoso.example/api/sms",
    minimumTlsVersionAllowed: "1.1",
  };
  const { subscriptions } = readSubscriptionSet([{ name: "support-texts", destination, filter: {} }]);
  const result = remediatePlan({ stack: "prod", subscriptions }, config({ "webhook-tls": "remediate" }), { today });
  expect(result.subscriptions[0]?.destination).toEqual({ ...destination, minimumTlsVersionAllowed: "1.2" });
  expect(result.remediated).toEqual([
    {
      rule: "webhook-tls",
      subscription: "support-texts",
      path: "destination.minimumTlsVersionAllowed",
      before: "1.1",
      after: "1.2",
    },
  ]);
});
