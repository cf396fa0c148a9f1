import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { expect, onTestFinished, test, vi } from "vitest";
import { queueWorker } from "../../src/handlers/queue-worker.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { type MessageReceiver, queueOfReceiver } from "../../src/handlers/service-bus/service-bus-queue.ts";
import { text } from "./deliveries.ts";

/** A stand-in for the client's receiver: messages in, and what was done with them out. */
function standIn(messages: readonly Partial<ServiceBusReceivedMessage>[]) {
  const waiting = [...messages];
  const done: string[] = [];
  const note =
    (what: string) =>
    async (message: ServiceBusReceivedMessage): Promise<void> =>
      void done.push(`${what} ${String(message.messageId)}`);
  const stand = {
    async receiveMessages(maximum: number) {
      if (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return waiting.splice(0, maximum);
    },
    peekMessages: async () => [],
    renewMessageLock: note("renew"),
    completeMessage: note("complete"),
    abandonMessage: note("abandon"),
    deadLetterMessage: async (message: ServiceBusReceivedMessage, options?: { deadLetterErrorDescription?: string }) =>
      void done.push(`dead-letter ${String(message.messageId)}: ${options?.deadLetterErrorDescription}`),
    async close() {},
  };
  // What the queue uses of a receiver; the client's own type has more.
  return { receiver: stand as unknown as MessageReceiver, done };
}

const message = (messageId: string, body: unknown, deliveryCount = 0): Partial<ServiceBusReceivedMessage> => ({
  messageId,
  body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  deliveryCount,
  lockedUntilUtc: new Date(Date.now() + 30_000),
  applicationProperties: { "aeg-subscription-name": "SUPPORT-SMS" },
});

test("messages of Service Bus are handled, given back, or dead-lettered with the reason", async () => {
  const { receiver: source, done } = standIn([
    message("m1", text),
    message("m2", { ...text, id: "down" }),
    message("m3", "not an event"),
    message("m4", { ...text, id: "down again" }, 4),
  ]);
  const seen: unknown[] = [];
  const worker = queueWorker({
    queue: queueOfReceiver("texts", source, async () => {}),
    receiver: receiver({
      queueOnly: true,
      on: {
        "Microsoft.Communication.SMSReceived": ({ id }, { subscription }) => {
          if (id.startsWith("down")) throw new Error("database down");
          seen.push([id, subscription]);
        },
      },
    }),
  });
  const ended = worker.run();
  onTestFinished(() => ended);
  await vi.waitFor(() => expect(done).toHaveLength(3));
  await worker.stop();
  expect(seen).toEqual([["e1", "SUPPORT-SMS"]]);
  expect(done.sort()).toEqual([
    // It waited for its time; the stop gave it back.
    "abandon m2",
    "complete m1",
    "dead-letter m3: the body is not JSON",
    "dead-letter m4: failed 5 times; the last time: database down",
  ]);
});
