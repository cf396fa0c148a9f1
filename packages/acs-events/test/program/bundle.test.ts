import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { articleEvents } from "../../src/catalog/samples.ts";
import { workingTree } from "../../src/project/project.ts";
import { rehearsedEvents } from "../../src/rehearsal/events.ts";
import { rehearse } from "../../src/rehearsal/rehearse.ts";
import type { News } from "../../src/rehearsal/watch/news.ts";
import { startSession } from "../../src/rehearsal/watch/session.ts";
import { acsEventsProcess } from "../cli/command-line.ts";
import { temporarySample } from "../sample-project.ts";
import { engine } from "./engine-under-test.ts";

/** A queue trigger and an Event Grid trigger of one receiver each; `greeting` changes in the course of a test. */
const functionApp = (greeting: string): string => `
import { receiver } from "acs-events/handlers";
import { functionApp, invocationLogger, managedIdentity } from "acs-events/handlers/functions";
import { tableInbox } from "acs-events/handlers/table";

functionApp({
  receivers: async () => {
    const connection = { endpoint: process.env.ACS_EVENTS_TABLE_URL ?? "", credential: managedIdentity() };
    const inbox = await tableInbox({ table: "inbox", connection });
    const on = (name: string) => ({
      "Microsoft.Communication.SMSReceived": (event: { subject: string }) =>
        invocationLogger.info({}, "${greeting} " + name + " " + event.subject),
    });
    return {
      queued: receiver({ name: "queued", inbox, queueOnly: true, on: on("queued") }),
      actions: receiver({ name: "actions", inbox, queueOnly: true, on: on("actions") }),
    };
  },
  queues: { "support-queue": "queued" },
  eventGrid: { "sms-actions": "actions" },
});
`;

let root: string;
const edit = async (file: string, change: (text: string) => string): Promise<void> =>
  writeFile(join(root, file), change(await readFile(join(root, file), "utf8")));

beforeAll(async () => {
  root = await temporarySample();
  await edit("Pulumi.dev.yaml", (text) =>
    text
      .replace("config:\n", "config:\n  acs-events:handlers: { kind: function-app }\n")
      .replace("    sms-handlers:\n", "    sms-actions: { kind: azure-function, create: true }\n    sms-handlers:\n"),
  );
  await edit("infra/teams/support.ts", (text) => text.replace('"sms-handlers"', '"sms-actions"'));
  await writeFile(join(root, "handlers/function-app.ts"), functionApp("hello"));
});

afterAll(() => rm(root, { recursive: true }));

test("a rehearsal publishes the package and deploys what waited for it; both triggers are called", async () => {
  const phases: string[] = [];
  const { result, close } = await rehearse({
    project: workingTree(root),
    stack: "dev",
    engine: engine(),
    events: rehearsedEvents(),
    azure: { bundleOf: root },
    progress: (step) => {
      if (step.kind === "phase") phases.push(step.text);
    },
  });
  onTestFinished(close);
  expect(phases).toContain("The package is published; its functions have subscriptions that waited");
  const actions = result.events.flatMap(({ deliveries }) =>
    deliveries.filter(({ subscription }) => subscription === "support-sms-actions").map(({ outcome }) => outcome),
  );
  expect(new Set(actions)).toEqual(new Set(["delivered"]));
  expect(result.effects).toContain("support-queue: hello queued /phonenumber/15555555555 {}");
  expect(result.effects).toContain("sms-actions: hello actions /phonenumber/12065550100 {}");
  // Webhooks that this package does not have.
  expect(result.unhandled.map(({ endpoint }) => endpoint)).toEqual(["sms-handlers", "chat-handlers"]);
});

test("dev runs the package, builds it anew when a handler is saved, and keeps its inbox", async () => {
  const heard: News[] = [];
  const listeners = new Set<() => void>();
  const news = (one: News): void => {
    heard.push(one);
    for (const look of listeners) look();
  };
  const until = (holds: (news: News) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!heard.some(holds)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  const told = (line: string): Promise<void> => until((one) => one.kind === "line" && one.line === line);
  const lines = (): readonly string[] => heard.flatMap((one) => (one.kind === "line" ? [one.line] : []));
  const session = await startSession({ root, stack: "dev", environment: "dev", fresh: false, bundle: true, news });
  onTestFinished(session.close);
  expect(await session.settled()).toBe(true);
  expect(heard.filter(({ kind }) => kind === "mistake")).toEqual([]);

  const file = join(root, "event.json");
  await writeFile(file, JSON.stringify(articleEvents().find(({ eventType }) => eventType.endsWith(".SMSReceived"))));
  const send = (): ReturnType<typeof acsEventsProcess> => acsEventsProcess(["send", "event", file], "", root);
  expect((await send()).status).toBe(0);
  await told("support-queue: hello queued /phonenumber/15555555555 {}");
  await told("sms-actions: hello actions /phonenumber/15555555555 {}");

  await writeFile(join(root, "handlers/function-app.ts"), functionApp("good morning"));
  await until((one) => one.kind === "saved");
  expect(await session.settled()).toBe(true);
  // The same event again: the receivers know it from before.
  expect((await send()).status).toBe(0);
  expect((await acsEventsProcess(["send", "sms", "--to", "+15551230000", "Hello"], "", root)).status).toBe(0);
  await told("support-queue: good morning queued /phonenumber/15551230000 {}");
  await told("sms-actions: good morning actions /phonenumber/15551230000 {}");
  expect(lines().filter((line) => line.includes("good morning") && line.includes("15555555555"))).toEqual([]);
});
