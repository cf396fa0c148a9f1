import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import type { LocalQueue } from "../../../src/emulator/delivery/local-queues.ts";
import { type HandlersBundle, startHandlersBundle } from "../../../src/rehearsal/handlers-bundle.ts";
import { text } from "../../handlers/deliveries.ts";
import { makeHandlersProject } from "../../publish/handlers-project.ts";

/** As in Azure: an inbox in a table, by the identity of the app. */
const functionApp = `
import { blobDeadLetters, PermanentFailure, receiver, sharedSecret } from "acs-events/handlers";
import { functionApp, invocationLogger, managedIdentity } from "acs-events/handlers/functions";
import { tableInbox } from "acs-events/handlers/table";

functionApp({
  receivers: async () => {
    const { ACS_EVENTS_TABLE_URL: endpoint, ACS_EVENTS_SECRETS, GREETING } = process.env;
    const connection = { endpoint, credential: managedIdentity() };
    const deadLetters = blobDeadLetters({ ...connection, url: process.env.ACS_EVENTS_UNDELIVERED_URL });
    const settings = { inbox: await tableInbox({ table: "inbox", connection }), deadLetters, log: invocationLogger };
    const accepted = [new URLSearchParams(JSON.parse(ACS_EVENTS_SECRETS).hook.query).get("code")];
    const on = {
      "Microsoft.Communication.SMSReceived": async ({ id }, context) => {
        if (id === "never") throw new PermanentFailure("not this one");
        if (id === "fail") throw new Error("cannot");
        context.log.info({}, GREETING + " " + id);
      },
    };
    return {
      texts: receiver({ ...settings, name: "texts", queueOnly: true, on }),
      hook: receiver({ ...settings, name: "hook", authentication: sharedSecret({ in: "query", name: "code", accepted }), on }),
    };
  },
  queues: { "support-queue": "texts" },
  serviceBusQueues: { "large-queue": "texts" },
  eventGrid: { calls: "texts" },
  http: { "/api/hook": "hook" },
});
`;

const secret = "code=local-stand-in-of-a-secret";
let folder: string;
let project: Awaited<ReturnType<typeof makeHandlersProject>>;
let app: HandlersBundle;
const lines: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-"));
  project = await makeHandlersProject({ "function-app.ts": functionApp });
  await writeFile(join(project.root, "handlers/local.settings.json"), '{ "Values": { "GREETING": "hello" } }');
  const secrets = { hook: { query: secret } };
  app = await startHandlersBundle({ root: project.root, folder, secrets, tell: (line) => void lines.push(line) });
});
afterAll(async () => {
  await app?.close();
  await project?.remove();
  await rm(folder, { recursive: true });
});

/** A queue of the local Azure with these events in it. */
function gridWith(name: string, events: readonly unknown[], kind: LocalQueue["kind"] = "storage-queue") {
  const messages = events.map((body, sequenceNumber) => ({ enqueuedTime: "", properties: {}, body, sequenceNumber }));
  const queue = { kind, resourceId: "", name, file: "", written: messages.length, messages } as const;
  return { queues: () => [queue], takeMessage: () => messages.shift() };
}

test("takes messages from the queue, each once, and gives up what fails; the inbox is in a table", async () => {
  await app.takeFrom(gridWith("queues1/support-queue", [text, { ...text, id: "e2" }, text, { ...text, id: "fail" }]));
  await app.takeFrom(gridWith("queues1/another-queue", [{ ...text, id: "e3" }]));
  const type = "Microsoft.Communication.SMSReceived";
  expect(lines.filter((line) => /hello|handled$|poison/.test(line))).toEqual([
    "support-queue: hello e1 {}",
    `support-queue: ${type} handled`,
    "support-queue: hello e2 {}",
    `support-queue: ${type} handled`,
    `support-queue: ${type} handled`,
    "support-queue: a message failed 10 times and goes to support-queue-poison: The event comes again: cannot",
  ]);
});

test("takes messages of a Service Bus queue, which are plain JSON", async () => {
  lines.length = 0;
  const events = [{ ...text, id: "e7" }, text, { ...text, id: "fail" }];
  await app.takeFrom(gridWith("bus/large-queue", events, "service-bus-queue"));
  await app.takeFrom(gridWith("queues1/large-queue", events));
  expect(lines.filter((line) => /hello|handled$|dead-letter queue/.test(line))).toEqual([
    "large-queue: hello e7 {}",
    "large-queue: Microsoft.Communication.SMSReceived handled",
    "large-queue: Microsoft.Communication.SMSReceived handled",
    expect.stringMatching(/ failed 10 times and goes to the dead-letter queue of large-queue: /),
  ]);
});

test("keeps what can never be handled in the container, and is done with it", async () => {
  lines.length = 0;
  await app.takeFrom(gridWith("queues1/support-queue", [{ ...text, id: "never" }]));
  expect(lines.map((line) => line.replace(/ \{.*/, ""))).toEqual([
    "support-queue: a handler failed",
    "support-queue: kept as a dead letter",
    "support-queue: Microsoft.Communication.SMSReceived handled",
  ]);
});

test("answers at the addresses of HTTP and Event Grid triggers", async () => {
  const post = (path: string, event: unknown, type = "Notification") =>
    fetch(`${app.url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "aeg-event-type": type },
      body: JSON.stringify([event]),
    });
  expect((await post(`/api/hook?${secret}`, { ...text, id: "e4" })).status).toBe(200);
  expect((await post("/api/hook", { ...text, id: "e5" })).status).toBe(401);
  const trigger = "/runtime/webhooks/EventGrid?functionName=calls";
  expect((await post(trigger, { ...text, id: "e6" })).status).toBe(202);
  expect((await post(trigger, { ...text, id: "fail" })).status).toBe(500);
  const validation = await post(trigger, { data: { validationCode: "c0de" } }, "SubscriptionValidation");
  expect(await validation.json()).toEqual({ validationResponse: "c0de" });
  expect((await post("/runtime/webhooks/EventGrid?functionName=other", text)).status).toBe(404);
  expect(lines).toContain("calls: hello e6 {}");
});

test("timers of every minute are set off, and a package that has ended leaves messages where they are", async () => {
  const own = await makeHandlersProject({
    "function-app.ts": `
      import { app } from "@azure/functions";
      const tick = (name) => (_, context) => context.log(name + " ticked");
      app.timer("minute", { schedule: "0 * * * * *", handler: tick("minute") });
      app.timer("night", { schedule: "0 0 3 * * *", handler: tick("night") });
      app.storageQueue("support-queue", { queueName: "support-queue", connection: "X", handler: () => process.exit(7) });
    `,
  });
  onTestFinished(own.remove);
  const said: string[] = [];
  const tell = (line: string): void => void said.push(line);
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const second = await startHandlersBundle({ root: own.root, folder: join(folder, "timers"), secrets: {}, tell });
  onTestFinished(second.close);
  vi.advanceTimersByTime(60_000);
  await vi.waitFor(() => expect(said).toEqual(["minute: minute ticked"]));

  const grid = gridWith("queues1/support-queue", [text, { ...text, id: "e2" }, { ...text, id: "e3" }]);
  await second.takeFrom(grid);
  expect(second.isRunning()).toBe(false);
  expect(grid.takeMessage()).toMatchObject({ body: { id: "e2" } });
});

test("a package that fails while it is loaded, and settings that are not JSON, are a sentence", async () => {
  const failing = await makeHandlersProject({ "function-app.ts": 'throw new Error("no setting");' });
  const started = startHandlersBundle({ root: failing.root, folder: join(folder, "2"), secrets: {}, tell: () => {} });
  await expect(started).rejects.toThrow("handlers/function-app.ts fails while it is loaded: no setting");
  await failing.remove();
  const wrong = await makeHandlersProject({ "function-app.ts": functionApp });
  await writeFile(join(wrong.root, "handlers/local.settings.json"), "{ Values }");
  const refused = startHandlersBundle({ root: wrong.root, folder: join(folder, "3"), secrets: {}, tell: () => {} });
  await expect(refused).rejects.toThrow("handlers/local.settings.json cannot be used: it is not JSON.");
  await wrong.remove();
});
