import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { silentLogger } from "acs-events/handlers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import webPush, { WebPushError } from "web-push";
import { localReceivers } from "../handlers/local.ts";
import { azureBoards } from "../handlers/services/azure-boards.ts";
import { azureServices } from "../handlers/services/azure-services.ts";
import { tableTexts } from "../handlers/services/table-texts.ts";
import { webPushNotifications } from "../handlers/services/web-push.ts";

const text = {
  id: "Incoming_1",
  eventType: "Microsoft.Communication.SMSReceived",
  topic: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/contoso",
  subject: "/phonenumber/15555550100",
  eventTime: "2026-11-23T12:00:00Z",
  dataVersion: "1.0",
  metadataVersion: "1",
  data: {
    messageId: "Incoming_1",
    from: "15555550123",
    to: "15555550100",
    message: " Where is my order? ",
    receivedTimestamp: "2026-11-23T11:59:59Z",
    segmentCount: 1,
  },
};

describe("a text that comes in", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "handlers-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test("becomes a row, a work item and a notification, each once, though it is delivered twice", async () => {
    const told: string[] = [];
    const receiver = localReceivers({ folder, tell: (line) => told.push(line) })["/api/sms"];
    const deliver = () =>
      receiver?.(
        new Request("http://127.0.0.1/api/sms", {
          method: "POST",
          headers: { "content-type": "application/json", "aeg-event-type": "Notification" },
          body: JSON.stringify([text]),
        }),
      );
    expect((await deliver())?.status).toBe(200);
    expect((await deliver())?.status).toBe(200);
    const database = new DatabaseSync(join(folder, "texts.sqlite"));
    expect(database.prepare("SELECT id, sender, message, receivedAt FROM texts").all()).toEqual([
      { id: "Incoming_1", sender: "15555550123", message: " Where is my order? ", receivedAt: "2026-11-23T11:59:59Z" },
    ]);
    database.close();
    const items = (await readFile(join(folder, "work-items.jsonl"), "utf8")).trim().split("\n");
    expect(items.map((line) => JSON.parse(line))).toEqual([
      { eventId: "Incoming_1", title: "Answer 15555550123: Where is my order?" },
    ]);
    expect(told.sort()).toEqual([
      "database: text of 15555550123 filed",
      "push-notifications: New text from 15555550123 to 15555550100",
      "work-items: Answer 15555550123: Where is my order?",
    ]);
  });
});

describe("Azure Boards", () => {
  interface Asked {
    readonly path: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: unknown;
  }
  let asked: Asked[];
  let found: { id: number }[];
  let answer: { status: number; type: string } | undefined;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      asked.push({ path: decodeURI(request.url ?? ""), headers: request.headers, body: JSON.parse(body) });
      const isQuery = request.url?.includes("/wiql") === true;
      response.writeHead(answer?.status ?? 200, { "content-type": answer?.type ?? "application/json; charset=utf-8" });
      response.end(JSON.stringify(isQuery ? { workItems: found } : { id: 7 }));
    });
  });
  let project: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    project = `http://127.0.0.1:${(server.address() as AddressInfo).port}/contoso/support`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    asked = [];
    found = [];
    answer = undefined;
  });
  const boards = () => azureBoards({ project, type: "Issue", token: async () => "t0ken" });
  const item = { eventId: "Incoming_1", title: `Answer\n15555550123: ${"x".repeat(300)}` };

  test("gets a work item with a tag of the event, by a patch", async () => {
    await boards().create(item);
    const [query, creation] = asked;
    expect(query?.path).toBe("/contoso/support/_apis/wit/wiql?api-version=7.1");
    expect(creation?.path).toBe("/contoso/support/_apis/wit/workitems/$Issue?api-version=7.1");
    expect(creation?.headers).toMatchObject({
      "content-type": "application/json-patch+json",
      authorization: "Bearer t0ken",
    });
    const [title, tags] = (creation?.body ?? []) as { op: string; path: string; value: string }[];
    expect(title).toMatchObject({
      op: "add",
      path: "/fields/System.Title",
      value: /^Answer 15555550123: x+…$/.exec(title?.value ?? "")?.[0],
    });
    expect(title?.value).toHaveLength(255);
    expect(tags?.path).toBe("/fields/System.Tags");
    expect(query?.body).toEqual({ query: expect.stringContaining(`CONTAINS '${tags?.value}'`) });
  });

  test("gets no second one for the same event", async () => {
    found = [{ id: 7 }];
    await boards().create(item);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["a page to sign in", { status: 203, type: "text/html" }, "Error"],
    ["a way to sign in", { status: 302, type: "text/html" }, "Error"],
    ["trouble", { status: 503, type: "text/plain" }, "Error"],
    ["a field that it does not know", { status: 400, type: "application/json" }, "PermanentFailure"],
  ])("%s is a failure, and no success", async (_, given, name) => {
    answer = given;
    await expect(boards().create(item)).rejects.toMatchObject({ name });
  });
});

describe("web push", () => {
  const { publicKey, privateKey } = webPush.generateVAPIDKeys();
  const browser = (name: string) => ({
    endpoint: `https://push.example/${name}`,
    // A browser's key pair; the tests decrypt nothing.
    keys: { p256dh: publicKey, auth: Buffer.alloc(16, 1).toString("base64url") },
  });
  const refusal = (status: number) => new WebPushError("no", status, {}, "", "https://push.example/b");

  test("tells every browser, with a topic by which a repetition replaces the first", async () => {
    const topics: (string | undefined)[] = [];
    const push = webPushNotifications({
      subject: "mailto:support@contoso.example",
      publicKey,
      privateKey,
      subscriptions: [browser("a"), browser("b")],
      log: silentLogger,
      send: async (subscription, payload, options) => {
        // What web-push would send is made in earnest: encrypted, signed, and with a topic that it takes.
        const details = webPush.generateRequestDetails(subscription, payload ?? undefined, options);
        topics.push(String(details.headers["Topic"]));
        return { statusCode: 201, body: "", headers: {} };
      },
    });
    await push.send("Incoming_1", "New text");
    await push.send("Incoming_1", "New text");
    expect(topics).toHaveLength(4);
    expect(new Set(topics).size).toBe(1);
    expect(topics[0]).toMatch(/^[-\w]{32}$/);
  });

  test("omits a browser that unsubscribed, and fails where another could not be told", async () => {
    const told: string[] = [];
    let status = 410;
    const push = webPushNotifications({
      subject: "mailto:support@contoso.example",
      publicKey,
      privateKey,
      subscriptions: [browser("a"), browser("b")],
      log: silentLogger,
      send: async ({ endpoint }) => {
        if (endpoint.endsWith("/b")) throw refusal(status);
        told.push(endpoint);
        return { statusCode: 201, body: "", headers: {} };
      },
    });
    await push.send("1", "New text");
    status = 503;
    await push.send("2", "New text");
    expect(told).toHaveLength(2);
    const other = webPushNotifications({
      subject: "mailto:support@contoso.example",
      publicKey,
      privateKey,
      subscriptions: [browser("b")],
      log: silentLogger,
      send: () => Promise.reject(refusal(429)),
    });
    await expect(other.send("3", "New text")).rejects.toThrow(/not every browser was told/);
  });
});

test("a table row has a key that a table takes, whatever the id", async () => {
  const rows: Record<string, unknown>[] = [];
  const texts = tableTexts({
    upsertEntity: async (row) => {
      rows.push(row);
      return { date: new Date(), etag: "", version: "", requestId: "", clientRequestId: "" };
    },
  });
  await texts.save({ id: "a/b?#\\", from: "+1/555", to: "1", message: "m", receivedAt: "t" });
  expect(rows[0]).toMatchObject({
    partitionKey: "+1_555",
    rowKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    id: "a/b?#\\",
  });
});

test("settings that are missing are named, all of them", async () => {
  const credential = { getToken: () => Promise.resolve(null) };
  await expect(azureServices(credential, silentLogger, { BOARDS_PROJECT: "contoso" })).rejects.toThrow(
    /ACS_EVENTS_TABLE_URL[\s\S]*BOARDS_PROJECT|BOARDS_PROJECT[\s\S]*ACS_EVENTS_TABLE_URL/,
  );
});
