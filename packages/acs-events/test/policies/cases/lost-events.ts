import { broken, compliantStack, queueAccount, resourceOf, stackOf, webhookInputs } from "../compliant.ts";
import { type Case, queue, sms, webhook } from "./case.ts";

/** Policies by which events are not lost. */
export const lostEvents: readonly Case[] = [
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
];
