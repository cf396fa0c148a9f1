import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FunctionsHost, startFunctionsHost } from "../../../src/functions-host/functions-host.ts";
import { type Bundle, buildBundle } from "../../../src/publish/bundle.ts";
import { PublishProblem } from "../../../src/publish/publish-problem.ts";
import { functionAppFile, makeHandlersProject } from "../../publish/handlers-project.ts";

async function problemOf(files: Readonly<Record<string, string>>): Promise<string> {
  const project = await makeHandlersProject(files);
  try {
    await buildBundle(project.root);
    return "none";
  } catch (error) {
    if (error instanceof PublishProblem) return `${error.id}: ${error.message}`;
    throw error;
  } finally {
    await project.remove();
  }
}

describe("a package with nothing to run is one sentence", () => {
  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      "no entry file",
      {},
      /^no-handlers: There is no handlers\/function-app\.ts, the file that registers the functions/,
    ],
    ["an entry without functions", { "function-app.ts": "export {};" }, /^no-handlers: .* registers no function/],
    [
      "an entry that throws",
      { "function-app.ts": 'throw new Error("no \\u001b[1m setting");' },
      /^bundle-fails: handlers\/function-app\.ts fails while it is loaded: no \\u001b\[1m setting \[bundle-fails\]$/,
    ],
    ["an entry that ends the process", { "function-app.ts": "process.exit(3);" }, /ended while it was loaded \(3\)/],
    [
      "a module that is not there",
      { "function-app.ts": 'import "./nowhere.ts";' },
      /^bundle-fails: handlers\/function-app\.ts could not be bundled: handlers\/function-app\.ts:1: Could not resolve/,
    ],
    [
      "a name that the platform does not take",
      {
        "function-app.ts": `import { functionApp } from "acs-events/handlers/functions";
          functionApp({ receivers: async () => ({ a: undefined as never }), queues: { "a b": "a" } });`,
      },
      /^bundle-fails: .*Invalid function name "a b"/,
    ],
  ])("%s", async (_, files, expected) => {
    expect(await problemOf(files)).toMatch(expected);
  });
});

describe("a package with handlers", () => {
  let bundle: Bundle;
  let host: FunctionsHost;
  let folder: string;
  beforeAll(async () => {
    const project = await makeHandlersProject({ "function-app.ts": functionAppFile });
    bundle = await buildBundle(project.root);
    await project.remove();
    // Away from the project: what is not in the bundle is not there.
    folder = await mkdtemp(join(tmpdir(), "bundle-"));
    for (const [name, content] of bundle.files) await writeFile(join(folder, name), content);
    host = await startFunctionsHost(join(folder, "index.mjs"));
  }, 60_000);
  afterAll(async () => {
    await host?.close();
    await rm(folder, { recursive: true });
  });

  const text = (message: string, id = "e1") => ({
    id,
    eventType: "Microsoft.Communication.SMSReceived",
    topic: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/c",
    subject: "/phonenumber/15555550100",
    eventTime: "2026-11-23T12:00:00Z",
    dataVersion: "1.0",
    data: {
      messageId: id,
      from: "15555550123",
      to: "15555550100",
      message,
      receivedTimestamp: "2026-11-23T12:00:00Z",
      segmentCount: 1,
    },
  });
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64");
  const metadata = { dequeueCount: 1, insertionTime: new Date() };

  test("registers a function for each queue, Event Grid trigger and path", () => {
    expect(bundle.functions.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "support-queue queueTrigger",
      "texts eventGridTrigger",
      "api-sms httpTrigger",
      "recover timerTrigger",
    ]);
    expect(bundle.functions[0]?.queueName).toBe("support-queue");
    expect(bundle.functions[2]?.route).toBe("api/sms");
    expect([...bundle.files.keys()]).toEqual(["index.mjs", "host.json", "package.json"]);
  });

  test("is far below 1 MB", () => {
    expect(bundle.files.get("index.mjs")?.length).toBeLessThan(600_000);
  });

  test.each([
    ["base64, as Event Grid writes it", base64(text("hello", "e2"))],
    ["plain JSON", JSON.stringify(text("hello", "e3"))],
  ])("takes a queue message in %s, once", async (_, message) => {
    const first = await host.takeMessage("support-queue", message, metadata);
    expect(first.logs.map((line) => line.message).join("\n")).toContain("handled");
    const again = await host.takeMessage("support-queue", message, metadata);
    expect(again.logs.map((line) => line.message).join("\n")).not.toContain("handled {");
  });

  test("throws where a message has to come again", async () => {
    const failing = host.takeMessage("support-queue", base64(text("fail", "e4")), metadata);
    await expect(failing).rejects.toThrow(/^The event comes again: /);
    await expect(host.takeMessage("support-queue", "no event at all", metadata)).rejects.toThrow(/comes again/);
  });

  test("says how long a message waited, in the words that the alert rule looks for", async () => {
    const insertionTime = new Date(Date.now() - 400_000);
    const { logs } = await host.takeMessage("support-queue", base64(text("hello", "e5")), {
      dequeueCount: 1,
      insertionTime,
    });
    expect(logs[0]?.message).toMatch(/^acs-events: a message of support-queue waited 4\d\d s$/);
  });

  test("takes an event of an Event Grid trigger, and fails for what has to come again", async () => {
    await host.takeEvent("texts", text("hello", "e6"));
    await expect(host.takeEvent("texts", text("fail", "e7"))).rejects.toThrow(/comes again/);
  });

  test("answers HTTP requests as the receiver does", async () => {
    const post = (body: unknown, query = "?code=s3cret-of-16-chars", method = "POST") =>
      host.request("api-sms", {
        method,
        url: `https://handlers.contoso.example/api/sms${query}`,
        headers: { "content-type": "application/json", "aeg-event-type": "Notification" },
        body: new TextEncoder().encode(JSON.stringify(body)),
      });
    expect(await post([text("hello", "e8")])).toMatchObject({ status: 200 });
    expect(await post([text("hello", "e9")], "")).toMatchObject({ status: 401 });
    const validation = { ...text("", "e10"), eventType: "Microsoft.EventGrid.SubscriptionValidationEvent" };
    const answer = await post([{ ...validation, data: { validationCode: "c0de" } }]);
    expect(JSON.parse(answer.body)).toEqual({ validationResponse: "c0de" });
  });

  test("has a timer that finishes what a request left behind", async () => {
    await host.tick("recover");
  });
});
