import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { articleEvents } from "../../src/catalog/samples.ts";
import { rehearsedEvents } from "../../src/rehearsal/events.ts";
import { rehearse } from "../../src/rehearsal/rehearse.ts";
import { acsEventsProcess } from "../cli/command-line.ts";
import { acsEventsProgram, sampleProject } from "../sample-project.ts";
import { engine, projectOfItsOwn, trackedFiles } from "./engine-under-test.ts";

test("the article's ten events: 1555 texts reach the 1555 subscription, other numbers do not, old names reach nobody", async () => {
  const before = await trackedFiles();
  const { result, close } = await rehearse({
    project: sampleProject,
    stack: "dev",
    engine: engine(),
    events: rehearsedEvents(),
    progress: () => {},
  });
  await close();

  const to = (number: string) =>
    result.events
      .filter(({ event, from }) => from !== "other form of its numbers" && event.subject === `/phonenumber/${number}`)
      .map(({ event, deliveries }) => [
        event.eventType.replace("Microsoft.Communication.", ""),
        deliveries.map(({ subscription, outcome }) => `${subscription}: ${outcome}`),
      ]);
  expect(to("15555555555")).toEqual([
    ["SMSDeliveryReportReceived", ["support-inbound-sms: delivered"]],
    ["SMSReceived", ["support-inbound-sms: delivered", "support-sms-actions: delivered"]],
  ]);
  expect(to("12065550100")).toEqual([
    ["SMSDeliveryReportReceived", []],
    ["SMSReceived", ["support-sms-actions: delivered"]],
  ]);
  const article = result.events.filter(({ from }) => from === "article");
  expect(article.map(({ event }) => event.eventType)).toEqual(articleEvents().map(({ eventType }) => eventType));
  expect(
    article
      .filter(({ replacedBy }) => replacedBy !== undefined)
      .map(({ event, replacedBy, deliveries }) => [event.eventType, replacedBy, deliveries]),
  ).toEqual([
    [
      "Microsoft.Communication.ChatMemberAddedToThreadWithUser",
      "Microsoft.Communication.ChatParticipantAddedToThreadWithUser",
      [],
    ],
    [
      "Microsoft.Communication.ChatMemberRemovedFromThreadWithUser",
      "Microsoft.Communication.ChatParticipantRemovedFromThreadWithUser",
      [],
    ],
  ]);
  expect(result.effects.some((line) => line.startsWith("work-items: Answer 15555555555"))).toBe(true);
  expect(result.notices).toEqual([]);
  expect(await trackedFiles()).toBe(before);
});

test("npx acs-events rehearse: exit status 0, its events are recorded, and no folder is left behind", async () => {
  const { folder, leftBehind } = await projectOfItsOwn();
  const { status, stdout, stderr } = await acsEventsProcess(["rehearse", "--record", "today.ndjson"], "", folder);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("20 events emitted, 13 deliveries");
  const recorded = (await readFile(join(folder, "today.ndjson"), "utf8")).trimEnd().split("\n");
  expect(recorded).toHaveLength(20);
  expect(JSON.parse(recorded[0] ?? "")).toMatchObject({
    topic: expect.stringMatching(/\/providers\/Microsoft\.Communication\/communicationServices\//i),
    eventType: articleEvents()[0]?.eventType,
    subject: articleEvents()[0]?.subject,
  });
  expect(leftBehind()).toEqual([]);
});

test("Ctrl-C while the engine works leaves nothing behind", async () => {
  const { folder, leftBehind } = await projectOfItsOwn();
  const child = spawn(process.execPath, [acsEventsProgram, "rehearse"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  // The first resource is there: the engine is in the middle of its work.
  await new Promise<void>((resolve) => {
    child.stdout.on("data", (text: Buffer) => text.includes("ResourceGroup") && resolve());
  });
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(leftBehind()).toEqual([]);
});
