import { broken, queueInputs, resourceInputs, resourceOf, source, stackOf, webhookInputs } from "../compliant.ts";
import { type Case, resource, webhook } from "./case.ts";

/** Policies by which Azure takes it, and people find their way. */
export const order: readonly Case[] = [
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
    rule: "subscription-named-for-team",
    broken: "not at all: azureName keeps the name that Azure had",
    stack: stackOf([
      broken(broken(webhookInputs, "eventSubscriptionName", "Legacy"), "labels", [
        "team=support",
        "owner=support@contoso.example",
        "name=support-legacy",
      ]),
    ]),
    says: [],
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
      'support-texts › expirationTimeUtc: The stack "preview-42" is a preview, and the subscription never ends. Set acs-events:expires in its configuration, to 2026-12-24 at the latest.',
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
