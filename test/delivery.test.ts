import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planOf, sampleOf, startLocalAzure, type TestAzure } from "acs-events/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { localReceivers } from "../handlers/local.ts";
import project from "../infra/project.ts";

/* Events on their way through Event Grid: the plan, the filters and the handlers together, on a clock that stands still. */
let azure: TestAzure;
let folder: string;
const told: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "delivery-"));
  const { "/api/sms": sms, "/api/chat": chat } = localReceivers({ folder, tell: (line) => told.push(line) });
  if (sms === undefined || chat === undefined) throw new Error("a receiver has another path");
  azure = await startLocalAzure({ handlers: { "sms-handlers": sms, "chat-handlers": chat } });
  await azure.deploy(await planOf(project, "dev"));
});

afterAll(async () => {
  await azure.close();
  await rm(folder, { recursive: true });
});

test("a text message becomes a work item, wherever it was sent to", async () => {
  azure.emit(sampleOf("Microsoft.Communication.SMSReceived", { subject: "/phonenumber/12065550100" }));
  await azure.settled();
  expect(azure.deliveries().map(({ outcome }) => outcome)).toContain("delivered");
  // The receiver acknowledges an event as soon as it has it; its handlers go on by themselves.
  await expect.poll(() => told.some((line) => line.startsWith("work-items: Answer"))).toBe(true);
});
