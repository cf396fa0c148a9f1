import { readFile } from "node:fs/promises";
import { type EventType, handles } from "acs-events/handlers";
import { expectCommittedPlan, planOf } from "acs-events/testing";
import { expect, test } from "vitest";
import { queues, receivers } from "../handlers/index.ts";
import type { Services } from "../handlers/services/services.ts";
import project from "../infra/project.ts";

test("the committed plan of dev is what the team files declare", async () => {
  await expectCommittedPlan(project, "dev");
});

/** What comes into the queues of the function app and needs no handler: the app counts it and removes it. */
const nothingToDo: readonly EventType[] = [
  "Microsoft.Communication.SMSDeliveryReportReceived",
  "Microsoft.Communication.ChatThreadCreatedWithUser",
  "Microsoft.Communication.ChatThreadWithUserDeleted",
  "Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
  "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser",
];

test("every event type that is delivered to a webhook or a queue of ours has a handler", async () => {
  // Which event types have handlers does not depend on what the handlers do.
  const made = receivers({} as Services, { local: true });
  // Without a function app, somebody else takes from the queues.
  const stack = await readFile(new URL("../Pulumi.dev.yaml", import.meta.url), "utf8");
  const hasApp = /^ +"?acs-events:handlers"?:/m.test(stack);
  const endpoints = { "sms-handlers": "/api/sms", "chat-handlers": "/api/chat", ...(hasApp ? queues : {}) };
  const { subscriptions } = await planOf(project, "dev");
  const used = new Set(subscriptions.map(({ destination }) => destination.endpoint));
  const ours = Object.entries(endpoints).flatMap(([endpoint, path]) => {
    const receiver = made[path];
    if (receiver === undefined) throw new Error(`no receiver is at ${path} any more`);
    return used.has(endpoint) ? [[endpoint, { eventTypes: [...receiver.eventTypes, ...nothingToDo] }] as const] : [];
  });
  expect(handles(subscriptions, Object.fromEntries(ours))).toEqual([]);
});
