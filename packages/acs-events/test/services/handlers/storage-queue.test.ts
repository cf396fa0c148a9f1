import { QueueClient } from "@azure/storage-queue";
import { beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { queueWorker } from "../../../src/handlers/queue-worker.ts";
import { receiver } from "../../../src/handlers/receiver.ts";
import { storageQueue } from "../../../src/handlers/storage-queue/index.ts";
import { type Azurite, startAzurite } from "../../azurite.ts";
import { asCloudEvent, text } from "../../handlers/deliveries.ts";

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64");
const clientOf = (name: string) => new QueueClient(azurite.connectionString, name);

async function queueNamed(name: string): Promise<QueueClient> {
  const client = clientOf(name);
  await client.create();
  return client;
}

test("base64 and plain messages in both schemas are handled and removed", async () => {
  const client = await queueNamed("texts");
  for (const one of [
    base64(text),
    JSON.stringify({ ...text, id: "e2" }),
    base64({ ...asCloudEvent, id: "e3" }),
    base64(text),
  ]) {
    await client.sendMessage(one);
  }
  const seen: string[] = [];
  const queue = storageQueue({ queue: "texts", connection: { connectionString: azurite.connectionString } });
  const receive = receiver({
    queueOnly: true,
    on: { "Microsoft.Communication.SMSReceived": ({ id }) => void seen.push(id) },
  });
  const worker = queueWorker({ queue, receiver: receive });
  const ended = worker.run();
  await vi.waitFor(async () => expect(await queue.length()).toBe(0), { timeout: 20_000 });
  await worker.stop();
  await ended;
  expect(seen.sort()).toEqual(["e1", "e2", "e3"]);
});

test("a message that fails too often goes into the poison queue with the reason and the original text", async () => {
  const client = await queueNamed("failing");
  await client.sendMessage(base64(text));
  const queue = storageQueue({
    queue: "failing",
    connection: { connectionString: azurite.connectionString },
    visibilitySeconds: 1,
  });
  const receive = receiver({
    queueOnly: true,
    on: {
      "Microsoft.Communication.SMSReceived": () => {
        throw new Error("database down");
      },
    },
  });
  const worker = queueWorker({ queue, receiver: receive, maximumDeliveries: 2 });
  const ended = worker.run();
  onTestFinished(async () => {
    await worker.stop();
    await ended;
  });
  const poison = clientOf("failing-poison");
  const peeked = await vi.waitFor(
    async () => {
      const { peekedMessageItems } = await poison.peekMessages();
      expect(peekedMessageItems).toHaveLength(1);
      return peekedMessageItems[0]?.messageText ?? "";
    },
    { timeout: 20_000, interval: 200 },
  );
  expect(JSON.parse(peeked)).toMatchObject({
    reason: expect.stringMatching(/^failed 2 times; .*database down$/),
    deliveryCount: 2,
    body: base64(text),
  });
});

test("a message is renewed while its handler runs: nobody else gets it, and it can be removed", async () => {
  const client = await queueNamed("slow");
  await client.sendMessage(base64(text));
  const queue = storageQueue({
    queue: "slow",
    connection: { connectionString: azurite.connectionString },
    visibilitySeconds: 1,
  });
  const [message] = await queue.receive(1, new AbortController().signal);
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await message?.renew();
    expect((await client.receiveMessages()).receivedMessageItems).toEqual([]);
  }
  await message?.remove();
  expect(await queue.length()).toBe(0);
});

test("several workers share a queue: every event is handled once", async () => {
  const client = await queueNamed("shared");
  const ids = Array.from({ length: 120 }, (_, index) => `e${index}`);
  await Promise.all(ids.map((id) => client.sendMessage(base64({ ...text, id }))));
  const seen: string[] = [];
  const workers = [1, 2, 3].map(() =>
    queueWorker({
      queue: storageQueue({ queue: "shared", connection: { connectionString: azurite.connectionString } }),
      receiver: receiver({
        queueOnly: true,
        on: { "Microsoft.Communication.SMSReceived": ({ id }) => void seen.push(id) },
      }),
      concurrency: 8,
    }),
  );
  const ended = workers.map((worker) => worker.run());
  await vi.waitFor(async () => expect((await client.getProperties()).approximateMessagesCount).toBe(0), {
    timeout: 30_000,
  });
  await Promise.all(workers.map((worker) => worker.stop()));
  await Promise.all(ended);
  expect([...seen].sort()).toEqual([...ids].sort());
});

test("a queue that does not exist, and an invalid name or connection, are said in a sentence", async () => {
  const connection = { connectionString: azurite.connectionString };
  const receive = receiver({ queueOnly: true, on: { "Microsoft.Communication.SMSReceived": () => {} } });
  const worker = queueWorker({ queue: storageQueue({ queue: "nowhere", connection }), receiver: receive });
  await expect(worker.run()).rejects.toThrow(
    'The queue "nowhere" does not exist. Deploy the stack that makes it, or correct the name.',
  );
  expect(() => storageQueue({ queue: "Not_A_Queue", connection, visibilitySeconds: 0 })).toThrow(
    /^Invalid queue name "Not_A_Queue".*\nInvalid visibilitySeconds 0/,
  );
  expect(() => storageQueue({ queue: "texts", connection: { connectionString: "nonsense" } })).toThrow(
    /^Invalid connection to the queue service: .*A connection string is DefaultEndpointsProtocol=https;/,
  );
});

test("a text as large as a message can be still goes into the poison queue, without the reason", async () => {
  const client = await queueNamed("large");
  await client.sendMessage("x".repeat(65_536));
  const queue = storageQueue({ queue: "large", connection: { connectionString: azurite.connectionString } });
  const [message] = await queue.receive(1, new AbortController().signal);
  await message?.poison("not an event");
  const { peekedMessageItems } = await clientOf("large-poison").peekMessages();
  expect(peekedMessageItems[0]?.messageText).toHaveLength(65_536);
});
