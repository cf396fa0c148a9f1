/** Events a second of the queue worker with the inbox in a table, against Azurite, and what Azurite does without us. */
import { TableClient } from "@azure/data-tables";
import { type DequeuedMessageItem, QueueClient } from "@azure/storage-queue";
import { queueWorker, receiver } from "../../src/handlers/index.ts";
import { storageQueue } from "../../src/handlers/storage-queue/index.ts";
import { tableInbox } from "../../src/handlers/table/index.ts";
import { startAzurite } from "../../test/azurite.ts";
import { median, report } from "../case.ts";
import { textMessage } from "./load.ts";

const count = 1_000;
const concurrency = 64;
const azurite = await startAzurite();
const { connectionString } = azurite;
let number = 0;

async function fill(name: string): Promise<QueueClient> {
  const client = new QueueClient(connectionString, name);
  await client.createIfNotExists();
  const messages = Array.from({ length: count }, () =>
    Buffer.from(JSON.stringify(textMessage(number++))).toString("base64"),
  );
  const send = async (): Promise<void> => {
    for (let message = messages.pop(); message !== undefined; message = messages.pop())
      await client.sendMessage(message);
  };
  await Promise.all(Array.from({ length: 32 }, send));
  return client;
}

/** Event by event: a row that is inserted, the same row changed, the message deleted. Nothing is checked or repeated. */
async function without(turn: number): Promise<number> {
  const queue = await fill(`bare-${turn}`);
  const table = TableClient.fromConnectionString(connectionString, `bare${turn}`, { allowInsecureConnection: true });
  await table.createTable();
  return emptied(queue, async ({ messageId, popReceipt, messageText }) => {
    const { id } = JSON.parse(Buffer.from(messageText, "base64").toString("utf8")) as { readonly id: string };
    const row = { partitionKey: id.slice(-2), rowKey: id };
    await table.createEntity({ ...row, state: "leased" });
    await table.updateEntity({ ...row, state: "done" }, "Replace");
    await queue.deleteMessage(messageId, popReceipt);
  });
}

/** Messages received and deleted, which no worker can do without: what Azurite gives at most. */
async function limit(turn: number): Promise<number> {
  const queue = await fill(`limit-${turn}`);
  return emptied(queue, ({ messageId, popReceipt }) => queue.deleteMessage(messageId, popReceipt));
}

/** Messages a second, by two who take 32 at a time until there are none. */
async function emptied(
  queue: Awaited<ReturnType<typeof fill>>,
  handle: (message: DequeuedMessageItem) => Promise<unknown>,
): Promise<number> {
  let done = 0;
  const started = performance.now();
  const work = async (): Promise<void> => {
    for (;;) {
      const { receivedMessageItems } = await queue.receiveMessages({ numberOfMessages: 32 });
      if (receivedMessageItems.length === 0) return;
      await Promise.all(receivedMessageItems.map(handle));
      done += receivedMessageItems.length;
    }
  };
  await Promise.all([work(), work()]);
  return done / ((performance.now() - started) / 1_000);
}

async function withWorker(turn: number): Promise<number> {
  await fill(`worker-${turn}`);
  const inbox = await tableInbox({ table: `worker${turn}`, connection: { connectionString } });
  let done = 0;
  let all = (): void => {};
  const handledAll = new Promise<void>((resolve) => {
    all = resolve;
  });
  const receive = receiver({
    queueOnly: true,
    inbox,
    on: {
      "Microsoft.Communication.SMSReceived": () => {
        done += 1;
        if (done === count) all();
      },
    },
  });
  const queue = storageQueue({ queue: `worker-${turn}`, connection: { connectionString } });
  const worker = queueWorker({ queue, receiver: receive, concurrency });
  const started = performance.now();
  const ended = worker.run();
  await handledAll;
  // What is in work is recorded and removed before `stop` returns.
  await worker.stop();
  await ended;
  return count / ((performance.now() - started) / 1_000);
}

const bare: number[] = [];
const most: number[] = [];
const ours: number[] = [];
for (let turn = 0; turn < 3; turn += 1) {
  bare.push(await without(turn));
  most.push(await limit(turn));
  ours.push(await withWorker(turn));
}
const rate = median(ours.slice(1));
const shareOf = (others: readonly number[]): number =>
  median(ours.slice(1).map((one, index) => one / (others[index + 1] ?? 1)));
const share = shareOf(most);
report([
  {
    work: "queue worker: inbox in a table, Azurite",
    result: `${Math.round(rate)} events/s, ${share.toFixed(2)} of Azurite's limit (messages received and deleted, without a table); ${shareOf(bare).toFixed(1)} times what it does with an insert, an update and a delete an event`,
    goal: "500 events/s or 0.6 of the limit",
    reached: rate >= 500 || share >= 0.6,
  },
]);
