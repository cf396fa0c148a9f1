import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { openMessagingEmulators } from "../../../src/emulator/messaging/emulators.ts";
import { queueWorker } from "../../../src/handlers/queue-worker.ts";
import { receiver } from "../../../src/handlers/receiver.ts";
import { serviceBusQueue } from "../../../src/handlers/service-bus/index.ts";
import { startAmqpBroker } from "../../amqp-broker.ts";
import { rig, subscribe, textMessage } from "../../emulator/delivery/rig.ts";

const providers = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/others/providers";
const queue = (name: string) => `${providers}/Microsoft.ServiceBus/namespaces/bus/queues/${name}`;
const topic = (name: string) => `${providers}/Microsoft.ServiceBus/namespaces/bus/topics/${name}`;
const hub = (name: string) => `${providers}/Microsoft.EventHub/namespaces/hubs/eventhubs/${name}`;

async function brokerAndGrid(...names: readonly string[]) {
  const broker = await startAmqpBroker(...names);
  onTestFinished(broker.close);
  const { connectionString } = broker;
  const messaging = await openMessagingEmulators({ serviceBus: connectionString, eventHubs: connectionString });
  onTestFinished(messaging.close);
  return { broker, ...rig({ messaging }) };
}

test("Azure's clients bring events to queues, topics and hubs, with what Event Grid says of them", async () => {
  const { broker, grid, store } = await brokerAndGrid("texts", "all", "stream");
  const mapping = { type: "Dynamic", name: "X-From", sourceField: "data.From" };
  const to = (endpointType: string, resourceId: string, ...deliveryAttributeMappings: readonly object[]) => ({
    destination: { endpointType, resourceId, deliveryAttributeMappings },
  });
  subscribe(store, "to-queue", to("ServiceBusQueue", queue("texts"), mapping));
  subscribe(store, "to-topic", to("ServiceBusTopic", topic("all"), { ...mapping, name: "SessionId" }));
  subscribe(store, "to-hub", to("EventHub", hub("stream"), mapping));
  grid.publish(textMessage);
  await grid.settled();

  expect(grid.log()).toMatchObject(
    ["to-queue", "to-topic", "to-hub"].map((subscription) => ({
      subscription,
      outcome: "delivered",
      attempts: [{ detail: "the emulator took it" }],
    })),
  );
  const said = { "aeg-event-type": "Notification", "aeg-delivery-count": "0", "aeg-data-version": "1.0" };
  const byAddress = new Map(broker.sent.map((message) => [message.address, message]));
  const guid = expect.stringMatching(/^[0-9a-f-]{36}$/);
  const properties = { ...said, "x-from": "15555555555", "aeg-subscription-name": "TO-QUEUE" };
  expect(byAddress.get("texts")).toMatchObject({ id: guid, body: textMessage, properties });
  expect(byAddress.get("all")).toMatchObject({ id: guid, body: textMessage, groupId: "15555555555", properties: said });
  expect(byAddress.get("stream")).toMatchObject({
    body: textMessage,
    properties: { ...said, "x-from": "15555555555" },
  });
  // They can be read over HTTP all the same.
  const kept = grid.queues().map(({ name, written }) => `${name} ${written}`);
  expect(kept.sort()).toEqual(["bus/all 1", "bus/texts 1", "hubs/stream 1"]);
});

test("the worker of the project takes them from there", async () => {
  const { broker, grid, store } = await brokerAndGrid("texts");
  subscribe(store, "support-texts", { destination: { endpointType: "ServiceBusQueue", resourceId: queue("texts") } });
  grid.publish(textMessage);
  await grid.settled();
  const heard: unknown[] = [];
  const worker = queueWorker({
    queue: serviceBusQueue({ queue: "texts", connection: { connectionString: broker.connectionString } }),
    receiver: receiver({
      queueOnly: true,
      on: { "Microsoft.Communication.SMSReceived": ({ data }) => void heard.push(data.from) },
    }),
  });
  const running = worker.run();
  while (broker.completed.length === 0) await wait(5);
  await worker.stop();
  await running;
  expect(heard).toEqual(["15555555555"]);
  expect(broker.completed).toEqual([broker.sent[0]?.id]);
});

test("what the emulator does not have is tried again, as in Azure", async () => {
  const { grid, store, clock } = await brokerAndGrid("texts");
  subscribe(store, "nowhere", { destination: { endpointType: "ServiceBusQueue", resourceId: queue("missing") } });
  subscribe(store, "no-hub", { destination: { endpointType: "EventHub", resourceId: hub("missing") } });
  grid.publish(textMessage);
  await grid.settled();
  for (const record of grid.log()) {
    expect(record).toMatchObject({ outcome: "retrying", attempts: [{ outcome: "NotFound", status: 404 }] });
    expect(Date.parse(record.nextAttemptAt ?? "") - clock.now()).toBeGreaterThanOrEqual(5 * 60_000);
  }
  expect(grid.queues()).toEqual([]);
});

test("an emulator that is not there fails the attempt, not the local Azure", async () => {
  const { broker, grid, store } = await brokerAndGrid("texts");
  await broker.close();
  subscribe(store, "late", { destination: { endpointType: "ServiceBusQueue", resourceId: queue("texts") } });
  subscribe(store, "later", { destination: { endpointType: "EventHub", resourceId: hub("texts") } });
  grid.publish(textMessage);
  await grid.settled();
  expect(grid.log()).toMatchObject([
    { outcome: "retrying", attempts: [{ outcome: "SocketError" }] },
    { outcome: "retrying", attempts: [{ outcome: "SocketError" }] },
  ]);
});
