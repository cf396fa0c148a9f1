import { expect, test } from "vitest";
import { rules } from "../../src/policies/rules/index.ts";
import type { StackSubject } from "../../src/policies/rules/subject/stack-subject.ts";
import {
  broken,
  queueInputs,
  resourceInputs,
  resourceOf,
  stackOf,
  subscriptionOf,
  webhookInputs,
} from "./compliant.ts";
import { type Circumstances, judge, rule, told } from "./judge.ts";

/** What each parameter does: with the value given, the rule says this of a stack that it says nothing of otherwise. */
interface Case {
  readonly rule: string;
  readonly parameter: string;
  readonly value: number | string | readonly string[];
  readonly stack: StackSubject;
  readonly circumstances?: Circumstances;
  /** How each of its messages begins; the whole sentence is asserted with the cases of the rule. */
  readonly says: readonly string[];
  /** How it begins without the parameter, where that is not nothing. */
  readonly otherwise?: readonly string[];
}

const unauthenticated = broken(webhookInputs, "destination.endpointUrl", "https://pending.example/api/sms");
const unprotected = resourceOf("communication-service", resourceInputs["communication-service"], { protect: false });
const ofStandIn: readonly string[] = ["support-texts › destination: Nothing tells https://pending.example/api/sms"];

const cases: readonly Case[] = [
  {
    rule: "retry-within-bounds",
    parameter: "minDeliveryAttempts",
    value: 5,
    stack: stackOf([broken(webhookInputs, "retryPolicy.maxDeliveryAttempts", 4)]),
    says: ["support-texts › retryPolicy.maxDeliveryAttempts: maxDeliveryAttempts is 4; 5 to 30 is allowed here."],
  },
  {
    rule: "retry-within-bounds",
    parameter: "maxDeliveryAttempts",
    value: 11,
    stack: stackOf([webhookInputs]),
    says: ["support-texts › retryPolicy.maxDeliveryAttempts: maxDeliveryAttempts is 30; 2 to 11 is allowed here."],
  },
  {
    rule: "retry-within-bounds",
    parameter: "minTimeToLiveInMinutes",
    value: 60,
    stack: stackOf([broken(webhookInputs, "retryPolicy.eventTimeToLiveInMinutes", 30)]),
    says: [
      "support-texts › retryPolicy.eventTimeToLiveInMinutes: eventTimeToLiveInMinutes is 30; 60 to 1440 is allowed here.",
    ],
  },
  {
    rule: "retry-within-bounds",
    parameter: "maxTimeToLiveInMinutes",
    value: 720,
    stack: stackOf([webhookInputs]),
    says: [
      "support-texts › retryPolicy.eventTimeToLiveInMinutes: eventTimeToLiveInMinutes is 1440; 10 to 720 is allowed here.",
    ],
  },
  {
    rule: "event-types-not-retiring",
    parameter: "withinDays",
    value: 700,
    stack: stackOf([webhookInputs]),
    says: ["support-texts › filter.includedEventTypes: SMS is retired in 676 days, "],
  },
  {
    rule: "communication-service-protected",
    parameter: "stacks",
    value: ["live*"],
    stack: stackOf([], [unprotected]),
    circumstances: { stack: "live-eu" },
    says: ['communication-service › protect: The stack "live-eu" is production, '],
  },
  {
    rule: "shared-event-types-have-prefix",
    parameter: "eventTypes",
    value: ["Microsoft.Communication.ChatMessageReceivedInThread"],
    stack: stackOf([broken(queueInputs, "filter.subjectBeginsWith", "")]),
    says: [
      "support-chats › filter.subjectBeginsWith: It receives Microsoft.Communication.ChatMessageReceivedInThread of every team",
    ],
  },
  {
    rule: "prefix-ends-at-segment",
    parameter: "openVariables",
    value: [],
    stack: stackOf([webhookInputs]),
    says: [
      'support-texts › filter.subjectBeginsWith: The prefix "/phonenumber/1555" ends inside {phoneNumber} of Microsoft.Communication.SMSReceived: ',
    ],
  },
  {
    rule: "webhook-host-allowed",
    parameter: "hosts",
    value: ["hooks.contoso.example"],
    stack: stackOf([webhookInputs]),
    says: ['support-texts › destination.endpointUrl: The webhook is on the host "handlers.contoso.example"; '],
  },
  {
    rule: "webhook-host-allowed",
    parameter: "standInHosts",
    value: ["pending.example"],
    stack: stackOf([unauthenticated]),
    circumstances: { parameters: { hosts: ["hooks.contoso.example"] } },
    says: [],
    otherwise: ['support-texts › destination.endpointUrl: The webhook is on the host "pending.example"; '],
  },
  {
    rule: "webhook-authenticated",
    parameter: "standInHosts",
    value: ["pending.example"],
    stack: {
      ...stackOf([]),
      subscriptions: [subscriptionOf(unauthenticated, { isSecret: () => false })],
    },
    says: [],
    otherwise: ofStandIn,
  },
  {
    rule: "data-location-allowed",
    parameter: "locations",
    value: ["Germany"],
    stack: stackOf([], [resourceOf("communication-service")]),
    says: ['communication-service › dataLocation: Data at rest lies in "Europe"; '],
  },
  {
    rule: "topic-quota",
    parameter: "most",
    value: 1,
    stack: stackOf([webhookInputs, queueInputs]),
    says: ['support-chats › systemTopicName: The system topic "contoso-events" has 2 subscriptions; 1 is the most '],
  },
  {
    rule: "team-quota",
    parameter: "most",
    value: 1,
    stack: stackOf([webhookInputs, queueInputs]),
    says: ['support-chats › labels: The team "support" has 2 subscriptions; 1 is the most '],
  },
  {
    rule: "subscription-named-for-team",
    parameter: "pattern",
    value: "^[a-z]+-[a-z]+-v[0-9]+$",
    stack: stackOf([webhookInputs]),
    says: ['support-texts › name: The name "support-texts" is not like ^[a-z]+-[a-z]+-v[0-9]+$.'],
  },
  {
    rule: "owner-labelled",
    parameter: "ownerPattern",
    value: "@fabrikam\\.example$",
    stack: stackOf([webhookInputs]),
    says: ['support-texts › labels: The owner "support@contoso.example" is not like @fabrikam\\.example$.'],
  },
  {
    rule: "preview-stack-expires",
    parameter: "stacks",
    value: ["try-*"],
    stack: stackOf([webhookInputs]),
    circumstances: { stack: "try-this" },
    says: ['support-texts › expirationTimeUtc: The stack "try-this" is a preview, '],
  },
  {
    rule: "preview-stack-expires",
    parameter: "withinDays",
    value: 7,
    stack: stackOf([broken(webhookInputs, "expirationTimeUtc", "2026-12-24T00:00:00Z")]),
    circumstances: { stack: "preview" },
    says: [
      'support-texts › expirationTimeUtc: The stack "preview" is a preview, and the subscription ends on 2026-12-24; 2026-12-01 ',
    ],
  },
];

test.each(cases)(
  "$rule: $parameter",
  ({ rule: name, parameter, value, stack, circumstances = {}, says, otherwise = [] }) => {
    const parameters = { ...circumstances.parameters, [parameter]: value };
    const begin = (sentences: readonly string[]) => sentences.map((one) => expect.stringContaining(one));
    expect(told(judge(rule(name), stack, { ...circumstances, parameters }))).toEqual(begin(says));
    expect(told(judge(rule(name), stack, circumstances))).toEqual(begin(otherwise));
  },
);

test("every parameter has a case", () => {
  const tried = new Set(cases.map(({ rule, parameter }) => `${rule}.${parameter}`));
  const all = rules.flatMap(({ name, parameters }) =>
    Object.keys(parameters).map((parameter) => `${name}.${parameter}`),
  );
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter((one) => !tried.has(one))).toEqual([]);
});
