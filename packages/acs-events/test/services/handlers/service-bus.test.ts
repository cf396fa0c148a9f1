import { setTimeout as wait } from "node:timers/promises";
import { ServiceBusClient } from "@azure/service-bus";
import { expect, onTestFinished, test } from "vitest";
import { HandlersProblem } from "../../../src/handlers/handler.ts";
import type { QueueMessage } from "../../../src/handlers/queue.ts";
import { queueWorker } from "../../../src/handlers/queue-worker.ts";
import { receiver } from "../../../src/handlers/receiver.ts";
import { serviceBusQueue } from "../../../src/handlers/service-bus/index.ts";
import { startAmqpBroker } from "../../amqp-broker.ts";
import { text } from "../../handlers/deliveries.ts";

/*
 * The client of Azure against a small AMQP 1.0 server: messages are locked, and what is done with them goes over the wire.
 */

const subscription = { "aeg-subscription-name": "SUPPORT-SMS" };

async function queueWith(...messages: readonly { readonly id: string; readonly body: unknown }[]) {
  const broker = await startAmqpBroker("texts");
  onTestFinished(broker.close);
  const { connectionString } = broker;
  const client = new ServiceBusClient(connectionString);
  onTestFinished(() => client.close());
  const sender = client.createSender("texts");
  for (const { id, body } of messages) {
    await sender.sendMessages({ messageId: id, body, applicationProperties: subscription });
  }
  return { broker, queue: serviceBusQueue({ queue: "texts", connection: { connectionString } }) };
}

test("a message is completed when it is handled, abandoned when it fails, dead-lettered with the reason", async () => {
  const { broker, queue } = await queueWith(
    { id: "m1", body: text },
    { id: "m2", body: { ...text, id: "down once" } },
    { id: "m3", body: Buffer.from("not an event") },
    { id: "m4", body: { ...text, id: "down always" } },
  );
  const seen: unknown[] = [];
  const worker = queueWorker({
    queue,
    maximumDeliveries: 2,
    receiver: receiver({
      queueOnly: true,
      on: {
        "Microsoft.Communication.SMSReceived": ({ id }, context) => {
          seen.push([id, context.subscription]);
          if (id === "down always" || (id === "down once" && context.attempt === 1)) throw new Error("database down");
        },
      },
    }),
  });
  const running = worker.run();
  while (broker.completed.length < 2 || broker.deadLettered.length < 2) await wait(5);
  await worker.stop();
  await running;
  expect(seen).toHaveLength(5);
  expect(seen).toContainEqual(["e1", "SUPPORT-SMS"]);
  expect([...broker.completed].sort()).toEqual(["m1", "m2"]);
  expect([...broker.deadLettered].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))).toEqual([
    { id: "m3", reason: "acs-events", description: "the body is not JSON" },
    { id: "m4", reason: "acs-events", description: expect.stringMatching(/^failed 2 times; .*database down$/) },
  ]);
  expect(Object.fromEntries(broker.handed)).toEqual({ m1: 1, m2: 2, m3: 1, m4: 2 });
});

test("neighbours that end in the same moment each have their own outcome", async () => {
  const { broker, queue } = await queueWith(...["m1", "m2", "m3", "m4"].map((id) => ({ id, body: text })));
  onTestFinished(() => queue.close());
  const messages = new Map<string, QueueMessage>();
  while (messages.size < 4) {
    for (const one of await queue.receive(4, new AbortController().signal)) messages.set(one.id, one);
  }
  await Promise.all([
    messages.get("m1")?.poison("bad"),
    messages.get("m2")?.remove(),
    messages.get("m3")?.poison("worse"),
    messages.get("m4")?.remove(),
  ]);
  expect([...broker.completed].sort()).toEqual(["m2", "m4"]);
  expect(broker.deadLettered).toEqual([
    { id: "m1", reason: "acs-events", description: "bad" },
    { id: "m3", reason: "acs-events", description: "worse" },
  ]);
});

test("the lock is renewed while a handler works: nobody else is handed the message", async () => {
  const { broker, queue } = await queueWith({ id: "slow", body: text });
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const worker = queueWorker({
    queue,
    receiver: receiver({ queueOnly: true, on: { "Microsoft.Communication.SMSReceived": () => mayEnd } }),
  });
  const running = worker.run();
  // A lock that is renewed four times has lasted longer than one that is not renewed.
  while (broker.renewed() < 4) await wait(5);
  end();
  while (broker.completed.length === 0) await wait(5);
  await worker.stop();
  await running;
  expect(Object.fromEntries(broker.handed)).toEqual({ slow: 1 });
});

test("a worker that stops gives back what waits for another try", async () => {
  const { broker, queue } = await queueWith({ id: "m1", body: text });
  let failed = 0;
  const worker = queueWorker({
    queue,
    receiver: receiver({
      queueOnly: true,
      on: {
        "Microsoft.Communication.SMSReceived": () => {
          failed += 1;
          throw new Error("database down");
        },
      },
    }),
  });
  const running = worker.run();
  while (failed === 0) await wait(5);
  await worker.stop();
  await running;
  const next = serviceBusQueue({ queue: "texts", connection: { connectionString: broker.connectionString } });
  onTestFinished(() => next.close());
  const [message] = await next.receive(1, new AbortController().signal);
  expect([message?.id, message?.deliveryCount]).toEqual(["m1", failed + 1]);
  await message?.remove();
  while (broker.completed.length === 0) await wait(5);
});

test("a queue that is not there is a sentence when the worker starts", async () => {
  const { broker } = await queueWith();
  const queue = serviceBusQueue({ queue: "nowhere", connection: { connectionString: broker.connectionString } });
  onTestFinished(() => queue.close());
  const worker = queueWorker({ queue, receiver: receiver({ queueOnly: true, on: {} }) });
  const problem = await worker.run().catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(HandlersProblem);
  expect(String(problem)).toMatch(/Cannot reach the Service Bus queue "nowhere": .*could not be found/);
});
