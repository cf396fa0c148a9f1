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

test("who received what, what was kept out and why, old names, what the handlers did, and what was made up", () => {
  // Colours depend on where the tests run.
  expect(stripVTControlCharacters(renderRehearsal(result))).toBe(`Events
#  event type                       subject                                       delivered to
1  SMSReceived                      /phonenumber/15555555555                      ✓ support-texts, ✗ crm-texts dead-lettered (the handler answered 503)
2  SMSReceived                      /phonenumber/12065550100                      nobody
3  ChatMemberAddedToThreadWithUser  thread/19:a@thread.v2/…s:b/recipient/8:acs:c  nobody: an old name
4  CallEnded                        call/a                                        nobody

Subscriptions
subscription   received  kept out
crm-texts      0         0         1 did not arrive
old-calls      0         1         pending, none found: too long
support-texts  1         1

No subscription lists these event types
  CallEnded

Kept out by a filter
subscription   event type   subject                   why
support-texts  SMSReceived  /phonenumber/12065550100  wants subjects that begin with /phonenumber/1555

Old names, as first published: Azure refuses a subscription to them; subscribe to
  ChatMemberAddedToThreadWithUser → ChatParticipantAddedToThreadWithUser

What the handlers did
  work-items: Answer 15555555555: Hello

Notes
  acs-events:endpoints.sms.url is not set: \`pulumi up\` leaves its subscriptions out; here a local handler stood in
  acs-events:secrets.crm.query is encrypted; a stand-in was used
  crm: no handler of this project is at /hooks/in; a stand-in accepted its events. Name one with --handler crm=http://127.0.0.1:PORT/hooks/in
  the local Azure does not know azure-native:web:WebApp

4 events emitted, 1 delivery, 3 events that nobody received, 1 that did not arrive`);
});
