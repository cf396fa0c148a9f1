import { eventTypeNames } from "../../../src/catalog/event-types.ts";
import { broken, queueInputs, stackOf, webhookInputs } from "../compliant.ts";
import { type Case, ofSales, queue, report, sms, webhook } from "./case.ts";

/** Policies by which filters say what is meant. */
export const filters: readonly Case[] = [
  {
    rule: "event-types-listed",
    broken: "all of them",
    stack: webhook("filter.includedEventTypes", ["All"]),
    says: [
      "support-texts › filter.includedEventTypes: It takes the events of every type that Communication Services has. List the event types that its handler deals with.",
    ],
  },
  {
    rule: "event-types-listed",
    broken: "none listed, which is all to Azure",
    stack: webhook("filter.includedEventTypes", undefined),
    says: [
      "support-texts › filter.includedEventTypes: It takes the events of every type that Communication Services has. List the event types that its handler deals with.",
    ],
  },
  {
    rule: "event-types-listed",
    broken: "every current type by name, as a plan writes all of them",
    stack: webhook("filter.includedEventTypes", [...eventTypeNames].sort()),
    says: [
      "support-texts › filter.includedEventTypes: It takes the events of every type that Communication Services has. List the event types that its handler deals with.",
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
      'support-texts › filter.subjectBeginsWith: It receives Microsoft.Communication.SMSReceived of every team. The team sales subscribes to such events too. To receive only its own, set subjectBeginsWith to "/phonenumber/…".',
      'sales-texts › filter.subjectBeginsWith: It receives Microsoft.Communication.SMSReceived of every team, since all of their subjects begin with "/phoneNumber/". The team support subscribes to such events too. To receive only its own, set subjectBeginsWith to "/phonenumber/…".',
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
      'support-one › filter: Whatever it matches, "support-texts" matches as well, to https://handlers.contoso.example/api/sms: every event comes twice. Remove it, or let it deliver elsewhere.',
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
      'support-zero › filter: Some events come twice to https://handlers.contoso.example/api/sms, since "support-texts" matches them as well: for example Microsoft.Communication.SMSReceived with the subject "/phonenumber/15555555550". Let the two filters exclude each other.',
    ],
  },
];
