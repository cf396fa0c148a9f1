import { handles } from "acs-events/handlers";
import { expectCommittedPlan, planOf } from "acs-events/testing";
import { expect, test } from "vitest";
import { receivers } from "../handlers/index.ts";
import type { Services } from "../handlers/services/services.ts";
import project from "../infra/project.ts";

test("the committed plan of dev is what the team files declare", async () => {
  await expectCommittedPlan(project, "dev");
});

test("every event type that is delivered to a webhook of ours has a handler", async () => {
  // Which event types have handlers does not depend on what the handlers do.
  const { "/api/sms": sms, "/api/chat": chat } = receivers({} as Services, { local: true });
  if (sms === undefined || chat === undefined) throw new Error("a receiver has another path now");
  const { subscriptions } = await planOf(project, "dev");
  const used = new Set(subscriptions.map(({ destination }) => destination.endpoint));
  const ours = Object.entries({ "sms-handlers": sms, "chat-handlers": chat }).filter(([endpoint]) =>
    used.has(endpoint),
  );
  expect(handles(subscriptions, Object.fromEntries(ours))).toEqual([]);
});
