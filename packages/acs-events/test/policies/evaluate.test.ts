import { describe, expect, test } from "vitest";
import { secretsByEndpoint } from "../../src/policies/endpoint-secrets.ts";
import { compareViolations, evaluatePolicies, type PolicyEvaluation } from "../../src/policies/evaluate.ts";
import type { JudgedPlan } from "../../src/policies/plan-subjects.ts";
import { defaultPolicyConfig, type PolicyConfig, parsePolicyConfig } from "../../src/policies/policy-config.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { queueInputs, stackOf, webhookInputs } from "./compliant.ts";
import { judge, rule, today } from "./judge.ts";
import { planned, plannedToQueue } from "./plan.ts";

const secrets = secretsByEndpoint({ "sms-handlers": { query: { secure: "v1:…" } } });

function config(json: unknown): PolicyConfig {
  const parsed = parsePolicyConfig(json);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join("\n"));
  return parsed.config;
}

function evaluate(subscriptions: JudgedPlan["subscriptions"], json: unknown = {}, stack = "prod"): PolicyEvaluation {
  return evaluatePolicies({ stack, subscriptions, secrets }, config(json), { today });
}

const told = ({ findings }: PolicyEvaluation) =>
  findings.map(({ id, level, subscription, message }) => `${id} (${level}) ${subscription}: ${message}`);

test("a plan that no rule objects to; what a plan does not have is left to the engine", () => {
  const { findings, undecided, excepted } = evaluate([planned, plannedToQueue]);
  expect(findings).toEqual([]);
  expect(excepted).toEqual([]);
  expect(undecided.map(({ rule, subject, path, why }) => `${rule} ${subject} ${path} ${why}`)).toEqual([
    "delivery-by-identity support-texts deadLetterWithResourceIdentity.identity not-in-plan",
    "delivery-by-identity support-queued deadLetterWithResourceIdentity.identity not-in-plan",
  ]);
});

test("a violation is a finding with the rule's name and the words that the engine's run has for it", () => {
  const broken = { ...planned, deadLetterDestination: null };
  const [finding] = evaluate([broken]).findings;
  const { deadLetterWithResourceIdentity: _, ...inputs } = webhookInputs;
  const [verdict] = judge(rule("undelivered-events-kept"), stackOf([inputs]));
  expect(finding).toEqual({
    subscription: "support-texts",
    id: "undelivered-events-kept",
    level: "error",
    enforcement: "mandatory",
    path: "deadLetterDestination",
    message: verdict?.kind === "violation" ? verdict.message : "",
    value: null,
  });
});

test("the oldest TLS version of a webhook is that of its endpoint, and 1.2 where a plan says nothing", () => {
  const [finding] = evaluate([
    { ...planned, destination: { ...planned.destination, minimumTlsVersionAllowed: "1.1" } },
  ]).findings;
  expect(finding).toMatchObject({ id: "webhook-tls", level: "error", value: "1.1" });
  expect(finding?.message).toContain('Omit minimumTlsVersion of the endpoint "sms-handlers".');
});

test("levels: advisory is a warning, disabled is silent", () => {
  const broken = { ...planned, deadLetterDestination: null };
  const at = (level: string) =>
    evaluate([broken], { "undelivered-events-kept": level }).findings.map((one) => one.level);
  expect([at("mandatory"), at("advisory"), at("disabled")]).toEqual([["error"], ["warning"], []]);
});

describe("secrets of webhooks", () => {
  const withSecrets = (given: JudgedPlan["secrets"]) =>
    evaluatePolicies({ stack: "prod", subscriptions: [planned], secrets: given }, defaultPolicyConfig, { today });

  test("in plain text in the stack's file", () => {
    expect(told(withSecrets(secretsByEndpoint({ "sms-handlers": { headers: { "x-key": "s3cret" } } })))).toEqual([
      expect.stringMatching(
        /^webhook-secret-encrypted \(error\) support-texts: The secret header of the endpoint "sms-handlers" /,
      ),
    ]);
  });

  test("none at all", () => {
    expect(told(withSecrets({}))).toEqual([
      expect.stringMatching(
        /^webhook-authenticated \(error\) support-texts: Nothing tells the endpoint "sms-handlers" /,
      ),
    ]);
  });

  test("nobody looked: neither good nor bad", () => {
    const { findings, undecided } = withSecrets(undefined);
    expect(findings).toEqual([]);
    expect(undecided.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(["webhook-authenticated", "webhook-secret-encrypted"]),
    );
  });
});

describe("exceptions", () => {
  const broken = { ...planned, deadLetterDestination: null };
  const until = (expires: string, subscription = "support-texts") => ({
    "undelivered-events-kept": { exceptions: [{ subscription, reason: "a trial", expires }] },
  });

  test("hold until their last day, that day included", () => {
    const { findings, excepted } = evaluate([broken], until(today));
    expect(findings).toEqual([]);
    expect(excepted.map(({ finding, exception }) => [finding.id, exception.reason])).toEqual([
      ["undelivered-events-kept", "a trial"],
    ]);
  });

  test("that have ended are said, and the rule applies again", () => {
    expect(told(evaluate([broken], until("2026-11-23")))).toEqual([
      expect.stringMatching(/^undelivered-events-kept \(error\) support-texts: /),
      'policy-exception-expired (warning) support-texts: The exception of "support-texts" from undelivered-events-kept ended on 2026-11-23 (it was there because: a trial). The rule applies again: fix it, or set a later date.',
    ]);
  });

  test("that nothing needs are said", () => {
    expect(told(evaluate([planned], until("2099-01-01")))).toEqual([
      'policy-exception-unused (info) support-texts: The exception of "support-texts" from undelivered-events-kept is not needed: there is nothing of that name that the rule objects to. Take it out.',
    ]);
  });
});

test("subscriptions as Azure prints them are judged too; what it hides is not held against them", () => {
  const az = [
    {
      name: "support-texts",
      destination: {
        endpointType: "WebHook",
        endpointUrl: null,
        endpointBaseUrl: "https://handlers.contoso.example/api/sms",
        minimumTlsVersionAllowed: "1.0",
      },
      filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: "/phonenumber/1555" },
      deadLetterDestination: null,
      labels: null,
    },
  ];
  const { subscriptions } = readSubscriptionSet(az);
  const { findings, undecided } = evaluatePolicies({ stack: "prod", subscriptions }, defaultPolicyConfig, { today });
  expect(findings.map(({ id }) => id)).toEqual(["undelivered-events-kept", "webhook-tls", "owner-labelled"]);
  expect(undecided.map(({ rule, path }) => `${rule} ${path}`)).toEqual([
    "webhook-authenticated destination.endpointUrl",
    "webhook-secret-encrypted destination.endpointUrl",
  ]);
});

test("two subscriptions to one endpoint of a plan", () => {
  const narrow = {
    ...planned,
    name: "support-one",
    filter: { ...planned.filter, subjectBeginsWith: "/phonenumber/15550" },
  };
  expect(told(evaluate([planned, narrow]))).toEqual([
    expect.stringMatching(
      /^filter-not-shadowed \(warning\) support-one: .*"support-texts" .* to the endpoint "sms-handlers": /,
    ),
  ]);
  expect(
    told(
      evaluate([
        plannedToQueue,
        { ...narrow, destination: { ...plannedToQueue.destination, endpoint: "other", queueName: "other" } },
      ]),
    ),
  ).toEqual([]);
});

test("a plan has one topic, whose name it does not know", () => {
  expect(told(evaluate([planned, plannedToQueue], { "topic-quota": { most: 1 } }))).toEqual([
    expect.stringMatching(/^topic-quota \(warning\) support-queued: The system topic has 2 subscriptions; /),
  ]);
});

test("what a change adds and what it removes", () => {
  const lost = { ...planned, deadLetterDestination: null };
  const untyped = { ...planned, filter: { ...planned.filter, includedEventTypes: ["All"] } };
  const { added, removed } = compareViolations(evaluate([lost]), evaluate([untyped]));
  expect(added.map(({ id }) => id)).toEqual(["event-types-listed"]);
  expect(removed.map(({ id }) => id)).toEqual(["undelivered-events-kept"]);
  expect(compareViolations(evaluate([lost]), evaluate([lost]))).toEqual({ added: [], removed: [] });
});

test("queues of the engine and of the plan are judged alike", () => {
  const one = { ...queueInputs, eventSubscriptionName: "support-twice" };
  expect(judge(rule("filter-not-shadowed"), stackOf([queueInputs, one])).map(({ subject }) => subject)).toEqual([
    "support-twice",
  ]);
});

test("200 subscriptions of one endpoint, each with a condition of its own: who is covered is found all the same", () => {
  const count = 200;
  const all = Array.from({ length: count }, (_, at) => ({
    ...plannedToQueue,
    name: `support-${String(at).padStart(3, "0")}`,
    filter: {
      ...plannedToQueue.filter,
      includedEventTypes: ["Microsoft.Communication.SMSReceived"],
      subjectBeginsWith: "",
      advancedFilters: [
        // The last matches the least: the first two of its words are those of two others.
        {
          operatorType: "StringNotIn" as const,
          key: "data.message",
          values: at === count - 1 ? ["0", "1", "last"] : [String(at)],
        },
      ],
    },
  }));
  const shadowed = told(evaluate(all)).filter((line) => line.startsWith("filter-not-shadowed"));
  expect(shadowed).toEqual([
    expect.stringMatching(
      /^filter-not-shadowed \(warning\) support-199: .*"support-000" .* to the endpoint "support-queue": /,
    ),
  ]);
});
