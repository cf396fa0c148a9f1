import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { QueueClient, StorageSharedKeyCredential } from "@azure/storage-queue";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { counter } from "../../../src/dead-letters/count.ts";
import type { DeadLetter } from "../../../src/dead-letters/dead-letter.ts";
import { folderStore } from "../../../src/dead-letters/folder-store.ts";
import { queueTarget } from "../../../src/dead-letters/queue-target.ts";
import { receiverTarget } from "../../../src/dead-letters/receiver-target.ts";
import { type Replayed, type ReplayTarget, replay, type Sent } from "../../../src/dead-letters/replay.ts";
import { claimReplay, readMark } from "../../../src/dead-letters/replay-mark.ts";
import type { DeadLetterStore } from "../../../src/dead-letters/store.ts";
import { storedDeadLetters } from "../../../src/dead-letters/stored-dead-letters.ts";
import { type Azurite, startAzurite } from "../../azurite.ts";
import {
  actions,
  cloudEvent,
  cloudEventDeadLetter,
  eventGridDeadLetter,
  eventGridEvent,
  texts,
} from "../../dead-letters/sample-dead-letters.ts";

const now = () => new Date("2026-11-25T08:00:00Z");
let folder: string;
let store: DeadLetterStore;
let deadLetters: readonly DeadLetter[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "replay-"));
  for (const [path, content] of [
    [texts, [eventGridDeadLetter, cloudEventDeadLetter]],
    [actions, [eventGridDeadLetter]],
  ] as const) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), JSON.stringify(content));
  }
  store = await folderStore(folder);
  const found: DeadLetter[] = [];
  for await (const item of storedDeadLetters(store, {})) if (item.kind === "dead-letter") found.push(item.deadLetter);
  deadLetters = found;
});
afterEach(() => rm(folder, { recursive: true }));

function replayTo(target: ReplayTarget, { again = false } = {}): Promise<readonly Replayed[]> {
  return replay(deadLetters, { store, target, now, again, onReplayed: () => {} });
}

describe("each dead letter is replayed once", () => {
  const target = (answer: (deadLetter: DeadLetter) => Sent): ReplayTarget & { readonly sent: string[] } => {
    const sent: string[] = [];
    return {
      name: "somewhere",
      sent,
      send: async (deadLetter) => {
        sent.push(deadLetter.key);
        return answer(deadLetter);
      },
    };
  };

  test("whatever was taken is marked and not sent again", async () => {
    const first = target(() => ({ kind: "taken" }));
    expect((await replayTo(first)).map(({ outcome }) => outcome)).toEqual(["replayed", "replayed", "replayed"]);
    const second = target(() => ({ kind: "taken" }));
    expect(await replayTo(second)).toEqual(
      deadLetters.map(({ key }) => ({ key, outcome: "replayed-before", at: now().toISOString(), to: "somewhere" })),
    );
    expect(second.sent).toEqual([]);
  });

  test("two replays at the same moment send each once", async () => {
    const shared = target(() => ({ kind: "taken" }));
    await Promise.all([replayTo(shared), replayTo(shared), replayTo(shared)]);
    expect(shared.sent.toSorted()).toEqual(deadLetters.map(({ key }) => key).toSorted());
  });

  test("what was refused may be replayed again", async () => {
    const refusing = target(() => ({ kind: "refused", detail: "500" }));
    expect((await replayTo(refusing)).map(({ outcome }) => outcome)).toEqual(["refused", "refused", "refused"]);
    expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".replayed"))).toEqual([]);
    expect((await replayTo(target(() => ({ kind: "taken" }))))[0]?.outcome).toBe("replayed");
  });

  test("what may have arrived, or whose replay was cut off, is not sent again unless asked", async () => {
    expect((await replayTo(target(() => ({ kind: "unknown", detail: "no answer" }))))[0]).toMatchObject({
      outcome: "unknown",
      detail: "no answer",
    });
    const second = target(() => ({ kind: "taken" }));
    expect((await replayTo(second))[0]).toMatchObject({ outcome: "unfinished-before", to: "somewhere" });
    expect(second.sent).toEqual([]);
    expect((await replayTo(second, { again: true }))[0]).toMatchObject({ outcome: "replayed" });
  });

  test("a target that cannot be used at all leaves no mark", async () => {
    const broken: ReplayTarget = { name: "nowhere", send: () => Promise.reject(new Error("no such queue")) };
    await expect(replayTo(broken)).rejects.toThrow("no such queue");
    const [first] = deadLetters;
    expect(await readMark(store, first?.key ?? "")).toBeUndefined();
  });

  test("a mark that was cut off while it was written counts as a replay that began", async () => {
    await writeFile(join(folder, `${texts}.0.replayed`), '{"state"');
    expect(await claimReplay(store, `${texts}#0`, "here", now)).toMatchObject({ state: "started" });
  });
});

describe("a receiver", () => {
  interface Request {
    readonly headers: IncomingHttpHeaders;
    readonly body: unknown;
  }
  let requests: Request[];
  let status: number;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      requests.push({ headers: request.headers, body: JSON.parse(body) });
      if (status === 0) request.socket.destroy();
      else response.writeHead(status).end();
    });
  });
  let url: URL;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/sms?code=s3cret`);
  });
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  beforeEach(() => {
    requests = [];
    status = 200;
  });

  test("gets what Event Grid would have sent, with the key of the dead letter", async () => {
    const replayed = await replayTo(receiverTarget(url));
    expect(replayed.every(({ outcome }) => outcome === "replayed")).toBe(true);
    const byKey = new Map(requests.map((one) => [String(one.headers["acs-events-replay"]), one]));
    expect(byKey.get(`${texts}#0`)).toMatchObject({
      body: [eventGridEvent],
      headers: {
        "content-type": "application/json; charset=utf-8",
        "aeg-event-type": "Notification",
        "aeg-subscription-name": "SUPPORT-INBOUND-SMS",
      },
    });
    expect(byKey.get(`${texts}#1`)).toMatchObject({
      body: cloudEvent,
      headers: { "content-type": "application/cloudevents+json; charset=utf-8" },
    });
  });

  test("that refuses or does not answer is told apart, and no secret is said", async () => {
    status = 500;
    expect((await replayTo(receiverTarget(url)))[0]).toMatchObject({
      outcome: "refused",
      detail: "the receiver answered 500",
    });
    status = 0;
    expect((await replayTo(receiverTarget(url)))[0]).toMatchObject({ outcome: "unknown" });
    expect(receiverTarget(url).name).not.toContain("s3cret");
    expect(await readMark(store, `${texts}#0`)).toMatchObject({ to: `${url.origin}/api/sms` });
  });

  test("that nobody runs has certainly not taken anything", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    await new Promise((resolve) => other.close(resolve));
    const replayed = await replayTo(receiverTarget(new URL(`http://127.0.0.1:${port}/api/sms`)));
    expect(replayed[0]).toMatchObject({ outcome: "refused" });
  });
});

describe("a queue", () => {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite();
  }, 60_000);
  const noLogin = () => Promise.reject(new Error("nobody should need a login here"));

  test("gets one event a message, in base64", async () => {
    const url = `${azurite.queue}/support`;
    const queue = new QueueClient(url, new StorageSharedKeyCredential(azurite.account, azurite.key));
    await queue.create();
    await replayTo(await queueTarget(new URL(url), noLogin));
    const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
    const bodies = receivedMessageItems.map(({ messageText }) =>
      JSON.parse(Buffer.from(messageText, "base64").toString()),
    );
    expect(bodies).toHaveLength(3);
    expect(bodies).toContainEqual(cloudEvent);
    expect(bodies).toContainEqual(eventGridEvent);

    const long: DeadLetter = { ...(deadLetters[0] as DeadLetter), event: { data: "x".repeat(50_000) } };
    expect(await (await queueTarget(new URL(url), noLogin)).send(long)).toEqual({
      kind: "refused",
      detail: "the event has 49 KiB and a message of a storage queue holds 48; replay it to a receiver",
    });
  });

  test("that is gone is one sentence, and nothing is marked", async () => {
    const target = await queueTarget(new URL(`${azurite.queue}/gone`), noLogin);
    await expect(replayTo(target)).rejects.toThrow(/^There is no queue http.*\/gone\. Deploy the stack that makes it/);
    expect(await readMark(store, `${texts}#0`)).toBeUndefined();
  });
});

test("counts by subscription, reason and outcome, the most frequent first", () => {
  const { add, counts } = counter();
  for (const one of [...deadLetters, ...deadLetters.slice(2)]) add(one);
  expect(counts()).toEqual([
    {
      subscription: "SUPPORT-SMS-ACTIONS",
      reason: "MaxDeliveryAttemptsExceeded",
      lastDeliveryOutcome: "NotFound",
      count: 2,
    },
    {
      subscription: "SUPPORT-INBOUND-SMS",
      reason: "MaxDeliveryAttemptsExceeded",
      lastDeliveryOutcome: "NotFound",
      count: 1,
    },
    {
      subscription: "SUPPORT-INBOUND-SMS",
      reason: "UndeliverableDueToHttpBadRequest",
      lastDeliveryOutcome: "BadRequest",
      count: 1,
    },
  ]);
});
