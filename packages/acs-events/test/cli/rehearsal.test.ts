import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import type { EventGridEvent } from "../../src/catalog/event.ts";
import { renderRehearsal } from "../../src/cli/render/rehearsal.ts";
import type { EmittedEvent, RehearsalResult } from "../../src/rehearsal/result.ts";

const event = (eventType: string, subject: string): EventGridEvent => ({
  id: "1",
  eventType: `Microsoft.Communication.${eventType}`,
  subject,
  eventTime: "2026-01-01T00:00:00Z",
  data: {},
});

const emitted = (type: string, subject: string, fate: Partial<EmittedEvent>): EmittedEvent => ({
  event: event(type, subject),
  from: "article",
  deliveries: [],
  misses: [],
  ...fate,
});

const result: RehearsalResult = {
  stack: "dev",
  standIns: [
    { path: "acs-events:endpoints.sms.url", why: "pending webhook" },
    { path: "acs-events:secrets.crm.query", why: "secret" },
  ],
  unhandled: [{ endpoint: "crm", path: "/hooks/in", nameable: true }],
  resources: 4,
  notices: ["the local Azure does not know azure-native:web:WebApp"],
  problems: [],
  effects: ["work-items: Answer 15555555555: Hello"],
  events: [
    emitted("SMSReceived", "/phonenumber/15555555555", {
      deliveries: [
        { subscription: "support-texts", outcome: "delivered" },
        { subscription: "crm-texts", outcome: "dead-lettered", detail: "the handler answered 503" },
      ],
    }),
    emitted("SMSReceived", "/phonenumber/12065550100", {
      misses: [{ subscription: "support-texts", reason: "wants subjects that begin with /phonenumber/1555" }],
    }),
    emitted("ChatMemberAddedToThreadWithUser", "thread/19:a@thread.v2/memberAdded/8:acs:b/recipient/8:acs:c", {
      replacedBy: "Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
    }),
    emitted("CallEnded", "call/a", {}),
  ],
  subscriptions: [
    { subscription: "crm-texts", received: 0, keptOut: 0, notArrived: 1, pending: false },
    { subscription: "old-calls", received: 0, keptOut: 1, notArrived: 0, pending: true, why: "none found: too long" },
    { subscription: "support-texts", received: 1, keptOut: 1, notArrived: 0, pending: false },
  ],
};

test("who received what, what was filtered out and why, old names, what the handlers did, and what was made up", () => {
  // Colours depend on where the tests run.
  expect(stripVTControlCharacters(renderRehearsal(result))).toMatchInlineSnapshot(`
    "Events
    #  event type                     subject                        delivered to
    1  SMSReceived                    /phonenumber/15555555555       ✓ support-texts
                                                                     ✗ crm-texts
    2  SMSReceived                    /phonenumber/12065550100       –
    3  ChatMemberAdde…ThreadWithUser  thread/19:a@th…ipient/8:acs:c  – (an old name)
    4  CallEnded                      call/a                         –

    Subscriptions
    subscription   received  filtered out  not delivered
    crm-texts      0         0             1
    old-calls      0         1             0              pending
    support-texts  1         1             0
      old-calls received nothing (none found: too long).

    Not delivered
      Event 1 for crm-texts, dead-lettered: the handler answered 503

    Filtered out
      support-texts
        event 2, SMSReceived: wants subjects that begin with /phonenumber/1555

    Event types that no subscription lists
      CallEnded

    Old names: no event has them today
      ChatMemberAddedToThreadWithUser is ChatParticipantAddedToThreadWithUser today.

    What the handlers did
      work-items: Answer 15555555555: Hello

    Notes
      acs-events:endpoints.sms.url is not set, so its subscriptions are pending:
      \`pulumi up\` omits them. Here a local handler received its events.
      acs-events:secrets.crm.query is encrypted. The rehearsal used a stand-in.
      crm: this project has no handler at /hooks/in. A stand-in accepted its events.
      Name one with --handler crm=http://127.0.0.1:PORT/hooks/in
      the local Azure does not know azure-native:web:WebApp

    4 events emitted, 1 delivery. 1 delivery failed. 3 events were for no
    subscription here, which is not an error."
  `);
});

test("no line is wider than 80 columns, however long names and reasons are", () => {
  const long = "moderation-of-everything-that-is-written-in-the-chat-of-a-team";
  const [first = emitted("SMSReceived", "", {})] = result.events;
  const crowded = {
    ...result,
    events: [
      { ...first, deliveries: first.deliveries.map((one) => ({ ...one, subscription: long })) },
      emitted("ChatParticipantRemovedFromThreadWithUser", `thread/${"19:a".repeat(30)}`, {
        misses: [{ subscription: long, reason: "the sender is not one of these: ".repeat(9) }],
      }),
    ],
    subscriptions: result.subscriptions.map((one) => ({ ...one, subscription: long, why: "no event ".repeat(20) })),
  };
  const lines = stripVTControlCharacters(renderRehearsal(crowded)).split("\n");
  // The only word that cannot be broken is the flag for a handler of one's own.
  expect(lines.filter((line) => line.length > 80 && !line.includes("--handler"))).toEqual([]);
});
