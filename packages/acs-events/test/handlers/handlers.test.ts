import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EventType } from "../../src/catalog/event-types.ts";
import { articleEvents, samplesOf } from "../../src/catalog/samples.ts";
import { type HttpServer, startHttpServer } from "../../src/handlers/http-server.ts";
import { localReceivers } from "../sample-project/handlers/index.ts";

/** The handlers of the sample project behind a real server on this machine, and what they write. */
let folder: string;
let server: HttpServer;
const told: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-"));
  const receivers = localReceivers({ folder, tell: (line) => void told.push(line) });
  server = await startHttpServer({ receivers });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const published = (type: EventType): unknown =>
  samplesOf(type).find(({ envelope, origin }) => envelope === "eventgrid" && origin === "docs")?.payload;
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify([body]),
  });

test("it listens on this machine alone", () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

test("a text is filed, becomes a work item, and is pushed", async () => {
  expect((await post("/api/sms", published("Microsoft.Communication.SMSReceived"))).status).toBe(200);
  expect([...told].sort()).toEqual([
    "database: text of 15555555555 filed",
    "push-notifications: New text from 15555555555 to 15555555555",
    "work-items: Answer 15555555555: Great to connect with Azure Communication Services events",
  ]);
  const [item] = (await readFile(join(folder, "work-items.jsonl"), "utf8")).trim().split("\n");
  expect(JSON.parse(item ?? "")).toMatchObject({ customer: "15555555555", number: "15555555555" });
});

test("the article's text of 2020, with capitals, is handled like one of today", async () => {
  told.length = 0;
  const article = articleEvents().find(({ eventType }) => eventType === "Microsoft.Communication.SMSReceived");
  expect((await post("/api/sms", article)).status).toBe(200);
  expect(told).toContain("work-items: Answer 15555555555: Great to connect with ACS events");
});

test("a message of a thread is read by moderation", async () => {
  told.length = 0;
  expect((await post("/api/chat", published("Microsoft.Communication.ChatMessageReceivedInThread"))).status).toBe(200);
  expect(told).toEqual([expect.stringMatching(/^moderation: message in .+ passed$/)]);
});

test("a message with a watched word is laid before a moderator", async () => {
  told.length = 0;
  const event = published("Microsoft.Communication.ChatMessageReceivedInThread") as { data: Record<string, unknown> };
  const data = { ...event.data, threadId: "19:1@thread.v2", messageBody: "Tell me your password" };
  expect((await post("/api/chat", { ...event, id: "watched", data })).status).toBe(200);
  expect(told).toEqual(["moderation: message in 19:1@thread.v2 for review"]);
});

test("a payload that is none is refused for good, and the answer says what is missing", async () => {
  told.length = 0;
  const event = published("Microsoft.Communication.SMSReceived") as Record<string, unknown>;
  const response = await post("/api/sms", { ...event, id: "bad", data: { from: 7, to: "1", message: "x" } });
  expect({ status: response.status, body: await response.text() }).toEqual({
    status: 400,
    body: "the payload is not that of Microsoft.Communication.SMSReceived: messageId is missing; it must be text; from is a number; it must be text",
  });
  expect(told).toEqual([]);
});

test("another path says what there is", async () => {
  const response = await post("/api/nothing", {});
  expect([response.status, await response.text()]).toEqual([
    404,
    "there is no receiver here; there are /api/sms, /api/chat",
  ]);
});
