import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { memoryDeadLetters } from "../../src/handlers/dead-letters.ts";
import { memoryInbox } from "../../src/handlers/memory-inbox.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { sqliteInbox } from "../../src/handlers/sqlite/index.ts";
import { post, text } from "./deliveries.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-"));
});
afterAll(() => rm(folder, { recursive: true }));

function slow(file: string | undefined, fails = false) {
  let time = 0;
  const now = () => time;
  const inbox = file === undefined ? memoryInbox({ now }) : sqliteInbox({ file: join(folder, file), now });
  const { promise, resolve: release } = Promise.withResolvers<void>();
  const seen: string[] = [];
  const deadLetters = memoryDeadLetters();
  const receive = receiver({
    local: true,
    inbox,
    deadLetters,
    answerWithin: 20,
    maximumAttempts: 2,
    on: {
      "Microsoft.Communication.SMSReceived": async ({ id }) => {
        await promise;
        if (fails) throw new Error("down");
        seen.push(id);
      },
    },
  });
  return {
    inbox,
    receive,
    seen,
    deadLetters,
    release,
    turn: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

test("a slow handler is answered in time with 202, goes on, and is recorded: the inbox has the event", async () => {
  const { receive, seen, release, inbox } = slow("slow.sqlite");
  expect((await receive(post([text]))).status).toBe(202);
  expect((await receive(post([text]))).status).toBe(202);
  release();
  await vi.waitFor(async () => expect((await receive(post([text]))).status).toBe(200));
  expect(seen).toEqual(["e1"]);
  await inbox.close();
});

test("if it fails after the answer, the receiver tries again by itself, and keeps the event in the end", async () => {
  const { receive, release, turn, deadLetters, inbox } = slow("failing.sqlite", true);
  expect((await receive(post([text]))).status).toBe(202);
  release();
  await vi.waitFor(async () => {
    turn(10_000);
    expect(await receive.recover()).toBe(1);
  });
  expect(deadLetters.kept).toMatchObject([
    { because: "too-many-attempts", eventId: "e1", reason: "failed 2 times; the last time: down" },
  ]);
  turn(3_600_000);
  expect(await receive.recover()).toBe(0);
  await inbox.close();
});

test("with an inbox that a crash would empty, a slow handler is answered with 503: the sender keeps the event", async () => {
  const { receive, seen, release } = slow(undefined);
  const answer = await receive(post([text]));
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
  release();
  await vi.waitFor(async () => expect((await receive(post([text]))).status).toBe(200));
  expect(seen).toEqual(["e1"]);
});

test("a drain waits, and aborts what does not end", async () => {
  const aborted: boolean[] = [];
  const receive = receiver({
    local: true,
    answerWithin: 10,
    on: {
      "Microsoft.Communication.SMSReceived": (_, { signal }) =>
        new Promise<void>((resolve) => {
          signal.addEventListener("abort", () => {
            aborted.push(true);
            resolve();
          });
        }),
    },
  });
  await receive(post([text]));
  expect(await receive.drain(10)).toBe(false);
  expect(aborted).toEqual([true]);
});
