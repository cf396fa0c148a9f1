import { expect, test } from "vitest";
import { overlaps, saidOnce } from "../../src/policies/deduplicate-findings.ts";
import { evaluatePolicies } from "../../src/policies/evaluate.ts";
import { parsePolicyConfig } from "../../src/policies/policy-config.ts";
import { ruleNamed } from "../../src/policies/rules/index.ts";
import { checkSubscriptions } from "../../src/subscription-set/rules/index.ts";
import type { SubscriptionRecord } from "../../src/subscription-set/subscription-record.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { today } from "./judge.ts";
import { plannedToQueue } from "./plan.ts";

const sms = "Microsoft.Communication.SMSReceived";
const number = (value: number) => ({ operatorType: "NumberGreaterThan", key: "data.segmentCount", value });
const worker = { includedEventTypes: ["Microsoft.Communication.RouterWorkerOfferIssued"] };

/** What breaks a subscription that all is well with, so that both would speak of it. */
const filters: Readonly<Record<string, object>> = {
  listed: { includedEventTypes: ["All"], subjectBeginsWith: "" },
  segment: { ...worker, subjectBeginsWith: "worker/w1" },
  contradiction: {
    includedEventTypes: [sms],
    advancedFilters: [number(5), { ...number(2), operatorType: "NumberLessThan" }],
  },
  slash: { includedEventTypes: [sms], subjectBeginsWith: "phonenumber/1555" },
};

function records(...changes: readonly object[]): readonly SubscriptionRecord[] {
  const planned = changes.map((change, index) => ({ ...plannedToQueue, name: `support-${index}`, ...change }));
  return readSubscriptionSet(planned).subscriptions;
}

const ofFilter = (name: string) => records({ filter: { ...plannedToQueue.filter, ...filters[name] } });

/** What is said of them with the policies and without. */
function said(subscriptions: readonly SubscriptionRecord[], json: unknown = {}, day = today) {
  const findings = checkSubscriptions(subscriptions, { today: day });
  const evaluation = evaluatePolicies({ stack: "prod", subscriptions }, config(json), { today: day });
  const ids = (all: readonly { readonly level: string; readonly id: string }[]) =>
    all.filter(({ level }) => level !== "info").map(({ level, id }) => `${level} ${id}`);
  return { apart: ids([...findings, ...evaluation.findings]), once: ids(saidOnce(findings, evaluation)) };
}

test.each([
  [
    "equally grave: the policy",
    records({ deadLetterDestination: null }),
    { "undelivered-events-kept": "advisory" },
    ["warning undelivered-events-kept"],
  ],
  [
    "mandatory and a warning: the policy",
    records({ deadLetterDestination: null }),
    {},
    ["error undelivered-events-kept"],
  ],
  ["a prefix inside a segment", ofFilter("segment"), {}, ["warning prefix-ends-at-segment"]],
  ["conditions that contradict each other", ofFilter("contradiction"), {}, ["error filter-can-match"]],
  ["an error and an advisory policy: the finding", ofFilter("slash"), {}, ["error subject-prefix-never-matches"]],
  [
    "an error and the same policy, mandatory: the policy",
    ofFilter("slash"),
    { "filter-matches-documented-events": "mandatory" },
    ["error filter-matches-documented-events"],
  ],
  ["one filter twice to one endpoint", records({}, {}), {}, ["warning filter-not-shadowed"]],
])("%s", (_, subscriptions, config, once) => {
  const both = said(subscriptions, config);
  expect(both.once).toEqual(once);
  expect(both.apart.length).toBeGreaterThan(once.length);
});

test("every event type: the policy, which is a warning, and not the finding, which is good to know", () => {
  const subscriptions = ofFilter("listed");
  const findings = checkSubscriptions(subscriptions, { today });
  const judged = evaluatePolicies({ stack: "prod", subscriptions }, config({}), { today });
  const ids = saidOnce(findings, judged).map(({ id }) => id);
  expect(ids).toContain("event-types-listed");
  expect(ids).not.toContain("event-types-all");
});

test("a service that ends within the year is said once; of two, the one that the policy does not speak of is said too", () => {
  const filter = { ...plannedToQueue.filter, includedEventTypes: [sms], subjectBeginsWith: "/phonenumber/1555" };
  expect(said(records({ filter }), {}, "2028-01-01").once).toEqual(["warning event-types-not-retiring"]);
  const silent = { "event-types-not-retiring": { withinDays: 10 } };
  expect(said(records({ filter }), silent, "2028-01-01").once).toEqual(["warning service-retires-soon"]);
});

test("an exception from the policy silences a finding that is not graver, and no error", () => {
  const exceptions = [{ subscription: "support-0", reason: "a trial", expires: "2099-01-01" }];
  expect(said(ofFilter("segment"), { "prefix-ends-at-segment": { exceptions } }).once).toEqual([]);
  expect(said(ofFilter("slash"), { "filter-matches-documented-events": { exceptions } }).once).toEqual([
    "error subject-prefix-never-matches",
  ]);
});

test("a disabled policy leaves the word to the finding", () => {
  expect(said(ofFilter("segment"), { "prefix-ends-at-segment": "disabled" }).once).toEqual([
    "warning subject-prefix-inside-segment",
  ]);
});

test("what the silent finding would put in its place is not lost", () => {
  const subscriptions = ofFilter("segment");
  const judged = evaluatePolicies({ stack: "prod", subscriptions }, config({}), { today });
  const all = saidOnce(checkSubscriptions(subscriptions, { today }), judged);
  expect(all.find(({ id }) => id === "prefix-ends-at-segment")?.fix).toBe("worker/w1/");
});

test("every pair names a policy that exists", () => {
  expect(overlaps.filter(({ policy }) => ruleNamed(policy) === undefined)).toEqual([]);
});

function config(json: unknown) {
  const parsed = parsePolicyConfig(json);
  if (!parsed.ok) throw new Error("the configuration of the test is wrong");
  return parsed.config;
}
