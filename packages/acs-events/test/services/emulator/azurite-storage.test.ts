import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BlobServiceClient } from "@azure/storage-blob";
import { QueueServiceClient } from "@azure/storage-queue";
import { expect, onTestFinished, test } from "vitest";
import { createAzuriteStorage } from "../../../src/emulator/storage/azurite-storage.ts";
import { createStore } from "../../../src/emulator/store.ts";
import {
  accountId,
  answering,
  handler,
  keptDeadLetters,
  rig,
  subscribe,
  textMessage,
} from "../../emulator/delivery/rig.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "local-azure-storage-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true, maxRetries: 3 }));
  return made;
}

test("a client of Azure Storage finds messages and dead letters as they are in Azure", async () => {
  const refusing = await handler(answering(400));
  const store = createStore();
  const storage = createAzuriteStorage({ folder: folder(), store });
  onTestFinished(() => storage.close());
  const { grid, store: resources, clock } = rig({ handler: refusing, storage });
  const queue = { endpointType: "StorageQueue", resourceId: accountId, queueName: "texts" };
  resources.put({
    id: `${accountId}/queueServices/default/queues/texts`,
    token: "azure-native:storage:Queue",
    inputs: {},
    outputs: {},
  });
  subscribe(resources, "kept", { destination: queue });
  subscribe(resources, "short", { destination: { ...queue, queueMessageTimeToLiveInSeconds: 60 } });
  subscribe(resources, "refused", keptDeadLetters);
  grid.publish(textMessage);
  await clock.advanceToEnd();
  expect(grid.log()).toMatchObject([
    { outcome: "delivered", attempts: [{ detail: "the queue in Azurite took it" }] },
    { outcome: "delivered" },
    { outcome: "dead-lettered" },
  ]);

  const connection = storage.connectionString("undelivered") ?? "";
  const client = QueueServiceClient.fromConnectionString(connection).getQueueClient("texts");
  const { peekedMessageItems } = await client.peekMessages({ numberOfMessages: 10 });
  expect(
    peekedMessageItems.map(({ messageText }) => JSON.parse(Buffer.from(messageText, "base64").toString())),
  ).toEqual([textMessage, textMessage]);
  const lives = peekedMessageItems.map(
    ({ insertedOn, expiresOn }) => (expiresOn.getTime() - insertedOn.getTime()) / 1_000,
  );
  expect(lives.sort((a, b) => a - b)).toEqual([60, 7 * 24 * 3_600]);

  const container = BlobServiceClient.fromConnectionString(connection).getContainerClient("letters");
  const names: string[] = [];
  for await (const { name } of container.listBlobsFlat()) names.push(name);
  expect(names).toEqual([expect.stringMatching(/^REFUSED\/2026\/3\/4\/5\/[0-9a-f-]{36}\.json$/)]);
  const [name = ""] = names;
  expect(grid.log()[2]?.deadLetter).toBe(container.getBlobClient(name).url);
  const letter = await container.getBlobClient(name).downloadToBuffer();
  expect(JSON.parse(letter.toString())).toMatchObject([{ id: textMessage.id, lastDeliveryOutcome: "BadRequest" }]);
});

test("an account that comes later is there too, on the same ports, and nothing is lost", async () => {
  const store = createStore();
  const storage = createAzuriteStorage({ folder: folder(), store });
  onTestFinished(() => storage.close());
  await Promise.all([
    storage.send({ account: "first", name: "texts" }, "b25l"),
    storage.send({ account: "first", name: "texts" }, "dHdv"),
  ]);
  const before = storage.connectionString("first");
  await storage.send({ account: "second", name: "texts" }, "dGhyZWU=");
  expect(storage.connectionString("first")).toBe(before);
  const texts = async (account: string) => {
    const client = QueueServiceClient.fromConnectionString(storage.connectionString(account) ?? "").getQueueClient(
      "texts",
    );
    const { peekedMessageItems } = await client.peekMessages({ numberOfMessages: 10 });
    return peekedMessageItems.map(({ messageText }) => messageText).sort();
  };
  expect(await texts("first")).toEqual(["b25l", "dHdv"]);
  expect(await texts("second")).toEqual(["dGhyZWU="]);
});

test("Azurite ends when the process that started it is killed", async () => {
  const module = new URL("../../../src/emulator/storage/azurite.ts", import.meta.url).href;
  const script = `import { startAzurite } from "${module}"; console.log((await startAzurite({ accounts: ["a"] })).blob); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  const url = String(said).trim();
  expect((await fetch(url)).status).toBe(400);
  child.kill("SIGKILL");
  await once(child, "exit");
  const isGone = () =>
    fetch(url).then(
      () => false,
      () => true,
    );
  while (!(await isGone())) await new Promise((resolve) => setTimeout(resolve, 20));
});
