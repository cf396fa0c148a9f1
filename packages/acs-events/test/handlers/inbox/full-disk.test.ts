import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type HandlerContext, HandlersProblem } from "../../../src/handlers/handler.ts";
import { memoryQueue } from "../../../src/handlers/memory-queue.ts";
import { queueWorker } from "../../../src/handlers/queue-worker.ts";
import { receiver } from "../../../src/handlers/receiver.ts";
import { sqliteInbox } from "../../../src/handlers/sqlite/index.ts";
import { post, text } from "../deliveries.ts";
import { recordingLogger } from "../recording-logger.ts";

/** SQLite answers a file that may not grow as it answers a full disk: SQLITE_FULL. */
const small = 80_000;

let file: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "acs-events-"));
  file = join(folder, "inbox.sqlite");
  onTestFinished(() => rm(folder, { recursive: true }));
});

function receiverWith(maximumBytes: number | undefined, time = 0) {
  const inbox = sqliteInbox({ file, now: () => time, ...(maximumBytes === undefined ? {} : { maximumBytes }) });
  const log = recordingLogger();
  const handled: string[] = [];
  const on = { "Microsoft.Communication.SMSReceived": ({ id }: { id: string }) => void handled.push(id) };
  return { inbox, log, handled, receive: receiver({ inbox, log, local: true, on }) };
}

const event = (number: number) => ({ ...text, id: `${number}`.padEnd(200, "-") });

/** Posts events until nothing more fits; the status by the number of the event. */
async function fill(receive: (request: Request) => Promise<Response>): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>();
  for (let refused = 0; refused < 5; ) {
    const { status } = await receive(post([event(statuses.size)]));
    statuses.set(statuses.size, status);
    refused = status === 503 ? refused + 1 : 0;
  }
  return statuses;
}

describe("the disk of an inbox is full", () => {
  test("the answer asks for another delivery; with room again, everything is handled", async () => {
    const full = receiverWith(small);
    const statuses = await fill(full.receive);
    expect(new Set([...statuses.values()].filter((status) => status !== 200 && status !== 500))).toEqual(
      new Set([503]),
    );
    expect(new Set(full.log.lines)).toEqual(
      new Set([`the inbox failed: the disk of ${file} is full: make room. Until then events are delivered again`]),
    );
    await full.inbox.close();

    const roomy = receiverWith(undefined, 3_600_000);
    const refused = [...statuses].filter(([, status]) => status !== 200);
    for (const [number] of refused) expect((await roomy.receive(post([event(number)]))).status).toBe(200);
    const all = [...full.handled, ...roomy.handled];
    expect(new Set(all).size).toBe(statuses.size);
    // 500: it was handled, and there was no room for the record.
    expect(all.length - statuses.size).toBe(refused.filter(([, status]) => status === 500).length);
    await roomy.inbox.close();
  });

  test("what was handled and cannot be recorded is answered 500: neither the record nor its message is there", async () => {
    const run = async (maximumBytes: number | undefined, time: number) => {
      const inbox = sqliteInbox({ file, now: () => time, ...(maximumBytes === undefined ? {} : { maximumBytes }) });
      const on = {
        "Microsoft.Communication.SMSReceived": (_: unknown, { outbox }: HandlerContext) =>
          outbox.add({ kind: "push", body: "x".repeat(400_000) }),
      };
      const { status } = await receiver({ inbox, local: true, on })(post([text]));
      const messages = await inbox.outbox.take(10, 1_000);
      await inbox.close();
      return { status, messages: messages.length };
    };
    expect(await run(small, 0)).toEqual({ status: 500, messages: 0 });
    expect(await run(undefined, 3_600_000)).toEqual({ status: 200, messages: 1 });
    expect(await run(undefined, 3_600_000)).toEqual({ status: 200, messages: 0 });
  });

  test("an event that cannot be kept as a dead letter is answered 500", async () => {
    const { receive, inbox } = receiverWith(small);
    const bad = { ...text, data: { ...text.data, message: { nested: "x".repeat(400_000) } } };
    expect((await receive(post([bad]))).status).toBe(500);
    expect(await inbox.deadLetters.list(10)).toEqual([]);
    await inbox.close();
  });

  test("a message of a queue is not poison for it, however often it comes", async () => {
    const { receive, inbox, handled } = receiverWith(small);
    const { size } = await fill(receive);
    const queue = memoryQueue("full");
    const outcomes: number[] = [];
    const counted = {
      ...queue,
      receive: async (maximum: number, signal: AbortSignal) =>
        (await queue.receive(maximum, signal)).map((message) => ({
          ...message,
          giveBack: async () => {
            outcomes.push(message.deliveryCount);
            await message.giveBack(0);
            if (outcomes.length === 4) void worker.stop();
          },
        })),
    };
    const worker = queueWorker({ queue: counted, receiver: receive, maximumDeliveries: 2 });
    queue.send(JSON.stringify(event(size - 1)));
    const before = handled.length;
    await worker.run();
    expect(outcomes.slice(0, 4)).toEqual([1, 2, 3, 4]);
    expect(queue.poisoned).toEqual([]);
    expect(handled.length).toBe(before);
    await inbox.close();
  });

  test("an inbox that cannot be made is one sentence", () => {
    expect(() => sqliteInbox({ file, maximumBytes: 1 })).toThrow(
      new HandlersProblem([
        `Cannot open the inbox ${file}: the disk of ${file} is full: make room. Until then events are delivered again`,
      ]),
    );
  });
});
