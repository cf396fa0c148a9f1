import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createLocalQueues } from "../../../src/emulator/delivery/local-queues.ts";
import { accountId, rig, subscribe, textMessage } from "./rig.ts";

const namespaceId = accountId.replace(
  "Microsoft.Storage/storageAccounts/undelivered",
  "Microsoft.ServiceBus/namespaces/bus",
);
const hubsId = accountId.replace("Microsoft.Storage/storageAccounts/undelivered", "Microsoft.EventHub/namespaces/hubs");

test.each([
  [
    "StorageQueue",
    { resourceId: accountId, queueName: "texts" },
    "storage-queue",
    `${accountId}/queueServices/default/queues/texts`,
    "undelivered/texts",
  ],
  [
    "ServiceBusQueue",
    { resourceId: `${namespaceId}/queues/texts` },
    "service-bus-queue",
    `${namespaceId}/queues/texts`,
    "bus/texts",
  ],
  [
    "ServiceBusTopic",
    { resourceId: `${namespaceId}/topics/texts` },
    "service-bus-topic",
    `${namespaceId}/topics/texts`,
    "bus/texts",
  ],
  ["EventHub", { resourceId: `${hubsId}/eventhubs/texts` }, "event-hub", `${hubsId}/eventhubs/texts`, "hubs/texts"],
])("a %s is kept in a file and in memory", async (endpointType, where, kind, resourceId, name) => {
  const { grid, store, folder } = rig();
  const mappings = [{ type: "Dynamic", name: "X-From", sourceField: "data.From" }];
  subscribe(store, "support-texts", {
    destination: { endpointType, ...where, deliveryAttributeMappings: mappings },
  });
  store.put({ id: resourceId, token: "azure-native:any:Queue", inputs: {}, outputs: {} });
  grid.publish(textMessage);
  grid.publish({ ...textMessage, id: "2" });
  await grid.settled();
  expect(grid.log()).toMatchObject([{ outcome: "delivered" }, { outcome: "delivered" }]);
  expect(grid.log()[0]?.attempts[0]).toMatchObject({ detail: "the local stand-in took it", endpoint: resourceId });

  const [queue, ...others] = grid.queues();
  if (queue === undefined) throw new Error("no queue");
  expect(others).toEqual([]);
  expect(queue).toMatchObject({ kind, resourceId, name });
  expect(relative(folder, queue.file)).toBe(`queues/${kind}/${name}.jsonl`);
  const properties = {
    "aeg-event-type": "Notification",
    "aeg-subscription-name": "SUPPORT-TEXTS",
    "aeg-delivery-count": "0",
    "aeg-metadata-version": "1",
    "aeg-data-version": "1.0",
    "aeg-output-event-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
    "x-from": "15555555555",
  };
  const message = (body: object) => ({
    enqueuedTime: "2026-03-04T05:06:07.000Z",
    properties: kind === "storage-queue" ? {} : properties,
    body,
  });
  const messages = [message(textMessage), message({ ...textMessage, id: "2" })];
  expect(queue.messages).toEqual(messages.map((one, sequenceNumber) => ({ ...one, sequenceNumber })));
  const lines = readFileSync(queue.file, "utf8").trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(messages);

  expect(grid.takeMessage(kind, name)).toMatchObject({ sequenceNumber: 0 });
  expect(grid.takeMessage(kind, name)).toMatchObject({ sequenceNumber: 1 });
  expect(grid.takeMessage(kind, name)).toBeUndefined();
  expect(grid.takeMessage("other", name)).toBeUndefined();
  expect(grid.queues()).toMatchObject([{ written: 2, messages: [] }]);
});

test("of very many messages the newest are kept in memory, and all in the file, also by the next process", () => {
  const where = mkdtempSync(join(tmpdir(), "local-queues-"));
  onTestFinished(() => rmSync(where, { recursive: true }));
  const destination = { kind: "event-hub" as const, resourceId: `${hubsId}/eventhubs/texts`, attributes: [] };
  const first = createLocalQueues(where);
  for (let id = 0; id < 1_500; id += 1) first.enqueue(destination, { enqueuedTime: "", properties: {}, body: { id } });
  const [queue] = first.all();
  expect([queue?.written, queue?.messages.length, queue?.messages[0]]).toMatchObject([
    1_500,
    1_000,
    { sequenceNumber: 500 },
  ]);
  // The process was killed while it wrote a line.
  appendFileSync(queue?.file ?? "", '{"enqueuedTime":');
  const second = createLocalQueues(where);
  second.enqueue(destination, { enqueuedTime: "", properties: {}, body: { id: "new" } });
  expect(second.all()[0]?.messages.at(-1)).toMatchObject({ sequenceNumber: 1_501, body: { id: "new" } });
  expect(second.all()[0]?.messages.at(-2)).toMatchObject({ sequenceNumber: 1_499 });
});

test("a queue that is not there fails as Azure's would, and is tried again", async () => {
  const { grid, store } = rig();
  subscribe(store, "support-texts", {
    destination: { endpointType: "StorageQueue", resourceId: accountId, queueName: "missing" },
  });
  grid.publish(textMessage);
  await grid.settled();
  expect(grid.log()[0]).toMatchObject({
    outcome: "retrying",
    attempts: [{ outcome: "NotFound", detail: `there is no ${accountId}/queueServices/default/queues/missing` }],
  });
  expect(grid.queues()).toEqual([]);
});

test("a name in an id cannot lead out of the folder", async () => {
  const { grid, store, folder } = rig();
  const resourceId = "/subscriptions/1/resourceGroups/others/providers/Microsoft.Storage/storageAccounts/..";
  subscribe(store, "support-texts", {
    destination: { endpointType: "StorageQueue", resourceId, queueName: "..\\..\\x" },
  });
  grid.publish(textMessage);
  await grid.settled();
  expect(relative(folder, grid.queues()[0]?.file ?? "")).toBe("queues/storage-queue/_/.._.._x.jsonl");
});
