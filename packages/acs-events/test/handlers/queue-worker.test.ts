import { expect, onTestFinished, test, vi } from "vitest";
import { memoryDeadLetters } from "../../src/handlers/dead-letters.ts";
import type { Handler } from "../../src/handlers/handler.ts";
import { memoryQueue } from "../../src/handlers/memory-queue.ts";
import { queueWorker } from "../../src/handlers/queue-worker.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { asCloudEvent, text } from "./deliveries.ts";

type Sms = Handler<"Microsoft.Communication.SMSReceived">;

function working(handle: Sms, maximumDeliveries = 2) {
  let time = 0;
  const queue = memoryQueue("texts", 30_000, () => time);
  const deadLetters = memoryDeadLetters();
  const receive = receiver({ queueOnly: true, deadLetters, on: { "Microsoft.Communication.SMSReceived": handle } });
  const worker = queueWorker({ queue, receiver: receive, maximumDeliveries });
  const ended = worker.run();
  onTestFinished(async () => {
    await worker.stop();
    await ended;
  });
  return {
    queue,
    worker,
    deadLetters,
    turn: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64");

test("base64 and plain bodies in both schemas are handled, and a duplicate once", async () => {
  const seen: string[] = [];
  const { queue } = working(({ id }) => void seen.push(id));
  for (const message of [
    base64(text),
    JSON.stringify({ ...text, id: "e2" }),
    base64({ ...asCloudEvent, id: "e3" }),
    base64(text),
  ]) {
    queue.send(message);
  }
  await vi.waitFor(async () => expect(await queue.length()).toBe(0));
  expect(seen.sort()).toEqual(["e1", "e2", "e3"]);
});

test("a message that fails too often is poison, with the reason; one that is not an event at once", async () => {
  const { queue, turn } = working(() => {
    throw new Error("database down");
  });
  queue.send(base64(text));
  queue.send("not an event");
  await vi.waitFor(() => expect(queue.poisoned).toHaveLength(1));
  turn(60_000);
  await vi.waitFor(() => expect(queue.poisoned).toHaveLength(2));
  expect(queue.poisoned).toEqual([
    { text: "not an event", reason: "the body is not JSON" },
    { text: base64(text), reason: "failed 2 times; the last time: database down" },
  ]);
});

test("a payload that can never be handled is kept by the receiver, and the message removed", async () => {
  const { queue, deadLetters } = working(() => {});
  queue.send(base64({ ...text, data: {} }));
  await vi.waitFor(async () => expect(await queue.length()).toBe(0));
  expect(deadLetters.kept).toMatchObject([{ because: "invalid-payload", eventId: "e1" }]);
});

test("stop waits for what runs and takes nothing more", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const seen: string[] = [];
  const { queue, worker } = working(async ({ id }) => {
    await promise;
    seen.push(id);
  });
  queue.send(base64(text));
  await vi.waitFor(() => expect(worker.inWork).toBe(1));
  const stopped = worker.stop();
  queue.send(base64({ ...text, id: "e2" }));
  resolve();
  await stopped;
  expect(seen).toEqual(["e1"]);
  expect(await queue.length()).toBe(1);
});

test("a handler that ignores its signal does not keep the worker from stopping", async () => {
  const queue = memoryQueue();
  const receive = receiver({
    queueOnly: true,
    on: { "Microsoft.Communication.SMSReceived": () => new Promise<void>(() => {}) },
  });
  const worker = queueWorker({ queue, receiver: receive, drainWithin: 10 });
  const ended = worker.run();
  queue.send(base64(text));
  await vi.waitFor(() => expect(worker.inWork).toBe(1));
  await worker.stop();
  await ended;
  expect(await queue.length()).toBe(1);
});
