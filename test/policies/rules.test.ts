import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules/index.ts";
import type { ResourceKind } from "../../policies/rules/resource-view.ts";
import type { StackView } from "../../policies/rules/stack-view.ts";
import {
  broken,
  compliantStack,
  deadLetterAccount,
  queueAccount,
  queueInputs,
  resourceInputs,
  resourceOf,
  source,
  stackOf,
  subscriptionOf,
  webhookInputs,
} from "./compliant.ts";
import { type Circumstances, judge, rule, told } from "./judge.ts";

test("no rule objects to the compliant stack, and each has looked", () => {
  const stack = compliantStack();
  expect(rules.length).toBeGreaterThan(25);
  expect(rules.flatMap((one) => told(judge(one, stack)))).toEqual([]);
});

interface Case {
  readonly rule: string;
  readonly broken: string;
  readonly stack: StackView;
  readonly says: readonly string[];
  readonly circumstances?: Circumstances;
}

const webhook = (path: string, value: unknown) => stackOf([broken(webhookInputs, path, value)]);
const queue = (path: string, value: unknown) => stackOf([broken(queueInputs, path, value)]);
const resource = (kind: ResourceKind, path: string, value: unknown) =>
  stackOf([], [resourceOf(kind, broken(resourceInputs[kind], path, value))]);
const ofSales = (inputs: typeof webhookInputs) =>
  broken(
    broken(inputs, "labels", ["team=sales", "owner=sales@contoso.example"]),
    "eventSubscriptionName",
    "sales-texts",
  );
const sms = "Microsoft.Communication.SMSReceived";
const report = "Microsoft.Communication.SMSDeliveryReportReceived";

const cases: readonly Case[] = [
  {
    rule: "undelivered-events-kept",
    broken: "no dead-letter destination",
    stack: webhook("deadLetterWithResourceIdentity", undefined),
    says: [
      'support-texts › deadLetterDestination: What cannot be delivered is dropped: there is no dead-letter destination. Set undeliveredEvents to "kept" (it is, unless the stack, the team or the subscription says "dropped").',
    ],
  },
  {
    rule: "undelivered-events-kept-elsewhere",
    broken: "dead letters in the queue's account, written in another case",
    stack: queue(
      "deadLetterWithResourceIdentity.deadLetterDestination.resourceId",
      queueAccount.replace("contosoqueues", "ContosoQueues"),
    ),
    says: [
      'support-chats › deadLetterDestination.resourceId: Undelivered events go to the storage account that holds the queue itself, "ContosoQueues": what keeps events from the one keeps them from the other. Keep them in another account.',
    ],
  },
  {
    rule: "retry-within-bounds",
    broken: "one attempt",
    stack: webhook("retryPolicy.maxDeliveryAttempts", 1),
    says: ["support-texts › retryPolicy.maxDeliveryAttempts: maxDeliveryAttempts is 1; 2 to 30 is allowed here."],
  },
  {
    rule: "retry-within-bounds",
    broken: "a life of five minutes",
    stack: webhook("retryPolicy.eventTimeToLiveInMinutes", 5),
    says: [
      "support-texts › retryPolicy.eventTimeToLiveInMinutes: eventTimeToLiveInMinutes is 5; 10 to 1440 is allowed here.",
    ],
  },
  {
    rule: "retry-within-bounds",
    broken: "nothing: an incoming call rings for half a minute",
    stack: stackOf([
      broken(
        broken(webhookInputs, "retryPolicy", { maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1 }),
        "filter.includedEventTypes",
        ["Microsoft.Communication.IncomingCall"],
      ),
    ]),
    says: [],
  },
  {
    rule: "event-types-not-retiring",
    broken: "a service that ends within the year",
    stack: compliantStack(),
    circumstances: { today: "2028-01-01" },
    says: [
      "support-texts › filter.includedEventTypes: SMS is retired in 273 days, on 2028-09-30: that its events end then is inferred. Plan what comes after it.",
      "support-chats › filter.includedEventTypes: Chat is retired in 273 days, on 2028-09-30: that its events end then is inferred. Plan what comes after it.",
    ],
  },
  {
    rule: "event-types-not-retiring",
    broken: "a service that has ended, and one that is for Teams only by now",
    stack: webhook("filter.includedEventTypes", [sms, "Microsoft.Communication.IncomingCall"]),
    circumstances: { today: "2028-10-01" },
    says: [
      "support-texts › filter.includedEventTypes: SMS has been retired since 2028-09-30: that its events end then is inferred. Plan what comes after it.",
      "support-texts › filter.includedEventTypes: Call Automation is for use with Teams only since 2028-09-30: that its events end then is inferred. Plan what comes after it.",
    ],
  },
  {
    rule: "topic-has-diagnostics",
    broken: "no diagnostic setting",
    stack: stackOf([], [resourceOf("system-topic")]),
    says: [
      "system-topic › diagnosticSettings: No diagnostic setting sends the logs of this system topic anywhere; failed deliveries are seen there and nowhere else. Add one.",
    ],
  },
  {
    rule: "communication-service-protected",
    broken: "not protected, in production",
    stack: stackOf([], [resourceOf("communication-service", undefined, { protect: false })]),
    says: [
      'communication-service › protect: The stack "prod" is production, and the resource is not protected: a destroy would take its phone numbers along. Set protect to true.',
    ],
  },
  {
    rule: "communication-service-protected",
    broken: "nothing: dev is not production",
    stack: stackOf([], [resourceOf("communication-service", undefined, { protect: false })]),
    circumstances: { stack: "dev" },
    says: [],
  },
  {
    rule: "event-types-listed",
    broken: "all of them",
    stack: webhook("filter.includedEventTypes", ["All"]),
    says: [
      "support-texts › filter.includedEventTypes: It takes events of every type, also of types that Azure adds later. List the event types that its handler deals with.",
    ],
  },
  {
    rule: "event-types-listed",
    broken: "none listed, which is all to Azure",
    stack: webhook("filter.includedEventTypes", undefined),
    says: [
      "support-texts › filter.includedEventTypes: It takes events of every type, also of types that Azure adds later. List the event types that its handler deals with.",
    ],
  },
  {
    rule: "shared-event-types-have-prefix",
    broken: "no prefix, and a prefix that every subject has, on what two teams take",
    stack: stackOf([
      broken(broken(webhookInputs, "filter.subjectBeginsWith", ""), "filter.includedEventTypes", [sms, report]),
      ofSales(broken(webhookInputs, "filter.subjectBeginsWith", "/phoneNumber/")),
    ]),
    says: [
      'support-texts › filter.subjectBeginsWith: It takes Microsoft.Communication.SMSReceived of every team. Say whose: set subjectBeginsWith to "/phonenumber/…".',
      'sales-texts › filter.subjectBeginsWith: It takes Microsoft.Communication.SMSReceived of every team, since all of their subjects begin with "/phoneNumber/". Say whose: set subjectBeginsWith to "/phonenumber/…".',
    ],
  },
  {
    rule: "shared-event-types-have-prefix",
    broken: "nothing: each says whose, by the beginning, the end or the whole of the subject",
    stack: stackOf([
      webhookInputs,
      ofSales(broken(broken(webhookInputs, "filter.subjectBeginsWith", ""), "filter.subjectEndsWith", "1111")),
      ofSales(
        broken(broken(webhookInputs, "filter.subjectBeginsWith", ""), "filter.advancedFilters", [
          { operatorType: "StringIn", key: "Subject", values: ["/phonenumber/15550001111"] },
        ]),
      ),
    ]),
    says: [],
  },
  {
    rule: "prefix-ends-at-segment",
    broken: "inside an id after which the subject goes on",
    stack: queue("filter.subjectBeginsWith", "thread/19:abc"),
    says: [
      'support-chats › filter.subjectBeginsWith: The prefix "thread/19:abc" ends inside {threadId} of Microsoft.Communication.ChatMessageReceivedInThread: longer ids that begin with "19:abc" pass as well. End it with a slash: "thread/19:abc/".',
    ],
  },
  {
    rule: "prefix-ends-at-segment",
    broken: "inside an id that subjects end with",
    stack: stackOf([
      broken(broken(queueInputs, "filter.subjectBeginsWith", "worker/w1"), "filter.includedEventTypes", [
        "Microsoft.Communication.RouterWorkerOfferIssued",
        "Microsoft.Communication.RouterWorkerRegistered",
      ]),
    ]),
    says: [
      'support-chats › filter.subjectBeginsWith: The prefix "worker/w1" ends inside {workerId} of Microsoft.Communication.RouterWorkerOfferIssued: longer ids that begin with "w1" pass as well. Subjects of Microsoft.Communication.RouterWorkerRegistered end there, so that a slash would keep them out: use an advanced filter on subject with StringIn and the whole subjects.',
    ],
  },
  {
    rule: "filter-can-match",
    broken: "conditions that contradict each other",
    stack: webhook("filter.advancedFilters", [
      { operatorType: "StringIn", key: "data.from", values: ["15550001111"] },
      { operatorType: "StringIn", key: "data.from", values: ["15550002222"] },
    ]),
    says: [
      "support-texts › filter.advancedFilters[1]: No event can pass: filter.advancedFilters[0] and filter.advancedFilters[1] contradict each other. Change or remove one of them.",
    ],
  },
  {
    rule: "filter-matches-documented-events",
    broken: "no slash, as in the documentation's own example",
    stack: webhook("filter.subjectBeginsWith", "phonenumber/1555"),
    says: [
      "support-texts › filter.subjectBeginsWith: No event that Communication Services is documented to send passes filter.includedEventTypes and filter.subjectBeginsWith. Hold them against the catalog: npx acs-events catalog.",
    ],
  },
  {
    rule: "filter-not-shadowed",
    broken: "the texts of one number beside those of its area",
    stack: stackOf([
      webhookInputs,
      broken(
        broken(webhookInputs, "eventSubscriptionName", "support-one"),
        "filter.subjectBeginsWith",
        "/phonenumber/15550",
      ),
    ]),
    says: [
      'support-one › filter: Whatever it lets through, "support-texts" lets through as well, to https://handlers.contoso.example/api/sms: every event comes twice. Remove it, or let it deliver elsewhere.',
    ],
  },
  {
    rule: "same-event-once-per-endpoint",
    broken: "two that overlap",
    stack: stackOf([
      webhookInputs,
      broken(
        broken(broken(webhookInputs, "eventSubscriptionName", "support-zero"), "filter.subjectEndsWith", "0"),
        "filter.subjectBeginsWith",
        "/phonenumber/",
      ),
    ]),
    says: [
      'support-zero › filter: Some events come twice to https://handlers.contoso.example/api/sms, since "support-texts" lets them through as well: for example Microsoft.Communication.SMSReceived with the subject "/phonenumber/15555555550". Let the two filters exclude each other.',
    ],
  },
  {
    rule: "webhook-tls",
    broken: "http",
    stack: webhook("destination.endpointUrl", "http://handlers.contoso.example/api/sms?code=s3cret"),
    says: [
      'support-texts › destination.endpointUrl: The webhook "http://handlers.contoso.example/api/sms" is not called over https. Begin its address with https://.',
    ],
  },
  {
    rule: "webhook-tls",
    broken: "TLS 1.0",
    stack: webhook("destination.minimumTlsVersionAllowed", "1.0"),
    says: [
      'support-texts › destination.minimumTlsVersionAllowed: The webhook may be called with TLS 1.0. Set minimumTlsVersionAllowed to "1.2".',
    ],
  },
  {
    rule: "webhook-tls",
    broken: "no version stated",
    stack: webhook("destination.minimumTlsVersionAllowed", undefined),
    says: [
      'support-texts › destination.minimumTlsVersionAllowed: No minimum TLS version is stated for the webhook. Set minimumTlsVersionAllowed to "1.2".',
    ],
  },
  {
    rule: "webhook-host-allowed",
    broken: "a host outside",
    stack: webhook("destination.endpointUrl", "https://contoso.example.attacker.example/api/sms?code=s3cret"),
    circumstances: { parameters: { hosts: ["*.contoso.example"] } },
    says: [
      'support-texts › destination.endpointUrl: The webhook is on the host "contoso.example.attacker.example"; allowed are *.contoso.example.',
    ],
  },
  {
    rule: "webhook-authenticated",
    broken: "neither a token nor a secret",
    stack: {
      ...stackOf([]),
      subscriptions: [
        subscriptionOf(broken(webhookInputs, "destination.endpointUrl", "https://handlers.contoso.example/api/sms"), {
          isSecret: () => false,
        }),
      ],
    },
    says: [
      "support-texts › destination: Nothing tells https://handlers.contoso.example/api/sms that a call comes from Event Grid. Set its entra (tenantId, applicationId), or a secret in its query or a header.",
    ],
  },
  {
    rule: "webhook-secret-encrypted",
    broken: "an address with a key, in plain text",
    stack: { ...stackOf([]), subscriptions: [subscriptionOf(webhookInputs, { isSecret: () => false })] },
    says: [
      "support-texts › destination.endpointUrl: The secret in the address of https://handlers.contoso.example/api/sms stands there in plain text. Set it as a Pulumi secret under acs-events:secrets, and give the webhook a new one.",
    ],
  },
  {
    rule: "webhook-secret-encrypted",
    broken: "a header with the name of a key, in plain text",
    stack: webhook("destination.deliveryAttributeMappings", [
      { type: "Static", name: "x-functions-key", value: "s3cret", isSecret: false },
    ]),
    says: [
      "support-texts › destination.deliveryAttributeMappings: The secret header of https://handlers.contoso.example/api/sms stands there in plain text. Set it as a Pulumi secret under acs-events:secrets, and give the webhook a new one.",
    ],
  },
  {
    rule: "delivery-by-identity",
    broken: "delivery with access keys",
    stack: stackOf([
      broken(broken(queueInputs, "deliveryWithResourceIdentity", undefined), "destination", {
        endpointType: "StorageQueue",
        resourceId: queueAccount,
        queueName: "chats",
      }),
    ]),
    says: [
      'support-chats › deliveryWithResourceIdentity: Event Grid writes to the queue "chats" with its access keys; a StorageQueue can be written to as the topic\'s managed identity. Set deliverWithIdentity: true on the endpoint.',
    ],
  },
  {
    rule: "delivery-by-identity",
    broken: "dead letters with access keys",
    stack: stackOf([
      broken(broken(webhookInputs, "deadLetterWithResourceIdentity", undefined), "deadLetterDestination", {
        endpointType: "StorageBlob",
        resourceId: deadLetterAccount,
        blobContainerName: "undelivered",
      }),
    ]),
    says: [
      "support-texts › deadLetterWithResourceIdentity: Event Grid writes undelivered events with the access keys of the storage account. Use deadLetterWithResourceIdentity in place of deadLetterDestination.",
    ],
  },
  {
    rule: "local-authentication-off",
    broken: "access keys on",
    stack: resource("communication-service", "disableLocalAuth", undefined),
    says: [
      "communication-service › disableLocalAuth: Access keys work. Set disableLocalAuth to true: leave localAuthentication out of the configuration.",
    ],
  },
  {
    rule: "public-network-access-stated",
    broken: "not stated",
    stack: resource("communication-service", "publicNetworkAccess", undefined),
    says: [
      "communication-service › publicNetworkAccess: publicNetworkAccess is not stated. Set it to Enabled, Disabled or SecuredByPerimeter.",
    ],
  },
  {
    rule: "data-location-allowed",
    broken: "another place",
    stack: resource("communication-service", "dataLocation", "United States"),
    circumstances: { parameters: { locations: ["Europe", "Germany"] } },
    says: ['communication-service › dataLocation: Data at rest lies in "United States"; allowed: Europe, Germany.'],
  },
  {
    rule: "storage-account-closed",
    broken: "open containers",
    stack: resource("storage-account", "allowBlobPublicAccess", true),
    says: [
      "storage-account › allowBlobPublicAccess: Containers may be opened to everybody. Set allowBlobPublicAccess to false.",
    ],
  },
  {
    rule: "storage-account-closed",
    broken: "access keys, and an old TLS",
    stack: stackOf(
      [],
      [
        resourceOf(
          "storage-account",
          broken(
            broken(resourceInputs["storage-account"], "allowSharedKeyAccess", undefined),
            "minimumTlsVersion",
            "TLS1_0",
          ),
        ),
      ],
    ),
    says: [
      "storage-account › allowSharedKeyAccess: Access keys work. Set allowSharedKeyAccess to false.",
      'storage-account › minimumTlsVersion: The minimum TLS version is TLS1_0. Set minimumTlsVersion to "TLS1_2".',
    ],
  },
  {
    rule: "global-location",
    broken: "where the resource group is",
    stack: resource("system-topic", "location", "westeurope"),
    says: [
      'system-topic › location: The location is "westeurope"; Communication Services and their topics are global. Set location to "global".',
    ],
  },
  {
    rule: "global-location",
    broken: "not said",
    stack: resource("communication-service", "location", undefined),
    says: [
      'communication-service › location: There is no location; Communication Services and their topics are global. Set location to "global".',
    ],
  },
  {
    rule: "one-topic-per-source",
    broken: "two",
    stack: stackOf(
      [],
      [
        resourceOf("system-topic", undefined, { name: "first" }),
        resourceOf("system-topic", broken(resourceInputs["system-topic"], "source", source.toUpperCase()), {
          name: "second",
        }),
      ],
    ),
    says: [
      `second › source: The system topics "first" and "second" are on one source, "${source.toUpperCase()}"; Azure allows one. Share it.`,
    ],
  },
  {
    rule: "topic-quota",
    broken: "more than it should have",
    stack: stackOf([webhookInputs, queueInputs]),
    circumstances: { parameters: { most: 1 } },
    says: [
      'support-chats › systemTopicName: The system topic "contoso-events" has 2 subscriptions; 1 is the most it should have, and 500 the most that Azure allows.',
    ],
  },
  {
    rule: "team-quota",
    broken: "more than a team may have",
    stack: stackOf([webhookInputs, queueInputs]),
    circumstances: { parameters: { most: 1 } },
    says: ['support-chats › labels: The team "support" has 2 subscriptions; 1 is the most a team may have.'],
  },
  {
    rule: "subscription-named-for-team",
    broken: "the name of nobody",
    stack: webhook("eventSubscriptionName", "Texts"),
    says: [
      'Texts › name: The name "Texts" is not like ^[a-z0-9]+(-[a-z0-9]+)*$.',
      'Texts › name: The name "Texts" does not begin with "support-", though it is a subscription of the team "support".',
    ],
  },
  {
    rule: "owner-labelled",
    broken: "no labels",
    stack: webhook("labels", undefined),
    says: [
      'support-texts › labels: The labels "team=…" and "owner=…" are missing: nobody can tell whose subscription it is.',
    ],
  },
  {
    rule: "preview-stack-expires",
    broken: "a preview without an end",
    stack: stackOf([webhookInputs]),
    circumstances: { stack: "preview-42" },
    says: [
      'support-texts › expirationTimeUtc: The stack "preview-42" is a preview, and the subscription never ends. Set expires, to 2026-12-24 at the latest.',
    ],
  },
  {
    rule: "preview-stack-expires",
    broken: "a preview that lasts too long",
    stack: webhook("expirationTimeUtc", "2027-06-30T00:00:00Z"),
    circumstances: { stack: "pr-7" },
    says: [
      'support-texts › expirationTimeUtc: The stack "pr-7" is a preview, and the subscription ends on 2027-06-30; 2026-12-24 is the latest (in 30 days).',
    ],
  },
];

describe.each(Object.entries(Object.groupBy(cases, (one) => one.rule)))("%s", (name, own) => {
  test.each(own ?? [])("$broken", ({ stack, says, circumstances }) => {
    expect(told(judge(rule(name), stack, circumstances))).toEqual(says);
  });
});

test("every rule has a case that breaks it", () => {
  const violated = new Set(cases.filter(({ says }) => says.length > 0).map((one) => one.rule));
  expect(rules.map(({ name }) => name).filter((name) => !violated.has(name))).toEqual([]);
});
