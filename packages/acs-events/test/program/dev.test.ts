import { execFile } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { QueueServiceClient } from "@azure/storage-queue";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStack, skipOutputs } from "../../src/engine/rehearsal-stack.ts";
import type { News } from "../../src/rehearsal/watch/news.ts";
import { type Session, startSession } from "../../src/rehearsal/watch/session.ts";
import { changeSubscription } from "../../src/testing/change-subscription.ts";
import { acsEventsProgram, temporarySample } from "../sample-project.ts";
import { engine } from "./engine-under-test.ts";

let root: string;
let session: Session;
const heard: News[] = [];
const listeners = new Set<(news: News) => void>();
const options = () => ({
  root,
  stack: "dev",
  environment: "dev",
  fresh: false,
  news: (news: News) => {
    heard.push(news);
    for (const listener of listeners) listener(news);
  },
});

/** Resolves with the next news of this kind. */
function next<K extends News["kind"]>(kind: K): Promise<Extract<News, { kind: K }>> {
  return new Promise((resolve) => {
    const listener = (news: News): void => {
      if (news.kind !== kind) return;
      listeners.delete(listener);
      resolve(news as Extract<News, { kind: K }>);
    };
    listeners.add(listener);
  });
}

const subscriptions = (): readonly string[] =>
  session.azure.store
    .systemTopics()
    .flatMap(({ id }) => session.azure.store.eventSubscriptions(id))
    .map(({ name }) => name)
    .sort();

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const path = join(root, file);
  await writeFile(path, change(await readFile(path, "utf8")));
}

async function run(...args: readonly string[]): Promise<string> {
  const env = { ...process.env, NO_COLOR: "1" };
  const { stdout } = await promisify(execFile)(process.execPath, [acsEventsProgram, ...args], { cwd: root, env });
  return stdout;
}

const send = (...args: readonly string[]): Promise<string> => run("send", ...args);

beforeAll(async () => {
  root = await temporarySample();
  session = await startSession(options());
});

afterAll(async () => {
  await session.close();
  await rm(root, { recursive: true });
});

test("the project is deployed, and what is sent to it from another process reaches its handlers", async () => {
  expect(await session.settled()).toBe(true);
  expect(subscriptions()).toEqual([
    "moderation-membership",
    "moderation-messages",
    "support-inbound-sms",
    "support-sms-actions",
  ]);
  expect(await send("sms", "--to", "+15551230000", "Hello\u001b[31m")).toBe(`SMSReceived /phonenumber/15551230000
  ✓ support-inbound-sms: the local stand-in took it
  ✓ support-sms-actions: the handler answered 200
`);
  expect(heard.some((news) => news.kind === "line" && news.line.startsWith("work-items: Answer"))).toBe(true);
});

test("what somebody changes in the local Azure is found by a refresh and by drift", async () => {
  const { armUrl, providerPort, store } = session.azure;
  const [topic] = store.systemTopics();
  await changeSubscription(armUrl, `${topic?.id}/eventSubscriptions/support-inbound-sms`, {
    filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: "/phonenumber/1425" },
  });
  const folder = join(root, ".acs-events", "dev", "dev", "engine");
  const scratch = { folder, state: join(folder, "state"), home: join(folder, "home") };
  const stack = await openStack({ repository: root, stack: "dev", engine: engine(), scratch, providerPort });
  const changes: Record<string, number>[] = [];
  await skipOutputs(stack).refresh({
    onEvent: ({ summaryEvent }) => {
      if (summaryEvent !== undefined) changes.push(summaryEvent.resourceChanges);
    },
  });
  expect(changes).toEqual([expect.objectContaining({ update: 1 })]);

  const list = await fetch(`${armUrl}${topic?.id}/eventSubscriptions?api-version=2022-06-15`);
  await writeFile(join(root, "deployed.json"), await list.text());
  const found = await run("drift", "deployed.json", "--format", "json").catch(
    (error: { stdout: string }) => error.stdout,
  );
  const { differences } = JSON.parse(found) as { differences: { subscription: string; kind: string }[] };
  expect(differences.map(({ subscription, kind }) => [subscription, kind])).toEqual([
    ["support-inbound-sms", "different"],
  ]);
});

test("a saved team file is deployed, and what it means is told", async () => {
  const [planned, deployed] = [next("planned"), next("deployed")];
  await edit("infra/teams/support.ts", (text) => text.replace('"inbound-sms"', '"inbound-texts"'));
  expect((await planned).review?.changes.map(({ subscription, kind }) => [subscription, kind])).toEqual([
    ["support-inbound-sms", "removed"],
    ["support-inbound-texts", "added"],
  ]);
  expect((await deployed).changed).toBe(2);
  await session.settled();
  expect(subscriptions()).toContain("support-inbound-texts");
  expect(subscriptions()).not.toContain("support-inbound-sms");
});

test("a mistake in a team file, and one in a handler, are told; what was there goes on", async () => {
  const before = subscriptions();
  const mistake = next("mistake");
  await edit("infra/teams/support.ts", (text) => `${text}\nexport const broken: = 1;\n`);
  expect(await mistake).toMatchObject({ of: "program", problem: expect.stringContaining("infra/teams/support.ts") });
  const ofHandlers = next("mistake");
  await edit("handlers/index.ts", (text) => `${text}\nthrow new Error("no database");\n`);
  expect(await ofHandlers).toMatchObject({ of: "handlers", problem: expect.stringContaining("no database") });
  await session.settled();
  expect(subscriptions()).toEqual(before);
  expect(await send("sms", "--to", "+15551230000", "Hello")).toContain(
    "✓ support-sms-actions: the handler answered 200",
  );

  const deployed = next("deployed");
  await edit("infra/teams/support.ts", (text) => text.replace("\nexport const broken: = 1;\n", ""));
  expect((await deployed).changed).toBe(0);
  await session.settled();
});

test("the policy pack judges in the engine what no plan says", async () => {
  const refused = next("mistake");
  await edit("policies/config/dev.json", () => '{ "data-location-allowed": { "locations": ["Germany"] } }');
  expect(await refused).toMatchObject({
    of: "deployment",
    problem: expect.stringMatching(/^Not deployed: .* data-location-allowed .*"Europe"; allowed: Germany\.$/),
  });
  expect(await session.settled()).toBe(false);
  const deployed = next("deployed");
  await edit("policies/config/dev.json", () => "{}");
  expect((await deployed).changed).toBe(0);
  expect(await session.settled()).toBe(true);
});

test("a second one in the folder is refused; the next one goes on with resources and events", async () => {
  await expect(startSession(options())).rejects.toThrow("is in use: another local Azure runs in this folder");
  const published = session.azure.grid.publishedCount();
  const before = subscriptions();
  const { armUrl } = session.azure;
  await session.close();
  await expect(send("sms", "--to", "+15551230000", "Hello")).rejects.toThrow("No local Azure runs here");

  session = await startSession({ ...options(), azurite: true });
  expect(session.azure.armUrl).toBe(armUrl);
  expect(session.azure.grid.publishedCount()).toBe(published);
  expect(subscriptions()).toEqual(before);
  expect(await session.settled()).toBe(true);
  expect(heard.findLast(({ kind }) => kind === "deployed")).toMatchObject({ changed: 0 });
});

test("with --azurite, a client of Azure Storage finds what is sent to a queue", async () => {
  expect(await send("sms", "--to", "+15551230000", "Where is my order?")).toContain(
    "✓ support-inbound-texts: the queue in Azurite took it",
  );
  const { storage, store } = session.azure;
  const [queue] = store.ofToken("azure-native:storage:Queue").filter(({ id }) => id.includes("support"));
  const [, account = "", name = ""] = /storageAccounts\/([^/]+)\/.*\/([^/]+)$/.exec(queue?.id ?? "") ?? [];
  const service = QueueServiceClient.fromConnectionString(storage?.connectionString(account) ?? "");
  const { peekedMessageItems } = await service.getQueueClient(name).peekMessages({ numberOfMessages: 32 });
  const messages = peekedMessageItems.map(({ messageText }) => Buffer.from(messageText, "base64").toString());
  expect(messages.map((text) => JSON.parse(text).data.message)).toEqual(["Where is my order?"]);
});
