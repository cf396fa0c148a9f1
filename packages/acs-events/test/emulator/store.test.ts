import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createStore, type StoreChange } from "../../src/emulator/store.ts";
import { account, contosoWorld, eventSubscription, group, put, source, topicId } from "./local-world.ts";

const token = "azure-native:eventgrid:SystemTopicEventSubscription";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-store-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("finds a resource by its id, whatever the case", () => {
  const { store } = contosoWorld();
  expect(store.get(topicId.toUpperCase())?.id).toBe(topicId);
  expect(store.get(`${topicId}x`)).toBeUndefined();
});

test("gives topics and their subscriptions as event delivery needs them", () => {
  const world = contosoWorld();
  put(world, token, eventSubscription);
  put(world, token, {
    ...eventSubscription,
    eventSubscriptionName: "to-a-queue",
    destination: undefined,
    deliveryWithResourceIdentity: {
      identity: { type: "UserAssigned", userAssignedIdentity: "/identity" },
      destination: { endpointType: "StorageQueue", resourceId: account, queueName: "support" },
    },
    deadLetterWithResourceIdentity: undefined,
    retryPolicy: undefined,
    labels: undefined,
    expirationTimeUtc: "2027-01-01T00:00:00Z",
  });
  expect(world.store.systemTopics()).toEqual([
    {
      id: topicId,
      name: "contoso-events",
      source,
      topicType: "Microsoft.Communication.CommunicationServices",
      location: "global",
      principalId: expect.any(String),
      provisioningState: "Succeeded",
    },
  ]);
  expect(world.store.eventSubscriptions(topicId.toUpperCase())).toEqual([
    {
      id: `${topicId}/eventSubscriptions/support-texts`,
      name: "support-texts",
      topicId,
      destination: eventSubscription["destination"],
      filter: eventSubscription["filter"],
      deadLetter: { storageAccountId: account, container: "undelivered", identity: "SystemAssigned" },
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
      eventDeliverySchema: "EventGridSchema",
      labels: ["team=support", "owner=support@contoso.example"],
      provisioningState: "Succeeded",
    },
    {
      id: `${topicId}/eventSubscriptions/to-a-queue`,
      name: "to-a-queue",
      topicId,
      destination: { endpointType: "StorageQueue", resourceId: account, queueName: "support" },
      deliveryIdentity: "/identity",
      filter: eventSubscription["filter"],
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
      eventDeliverySchema: "EventGridSchema",
      labels: [],
      expirationTimeUtc: "2027-01-01T00:00:00Z",
      provisioningState: "Succeeded",
    },
  ]);
  expect(world.store.eventSubscriptionCount(topicId)).toBe(2);
});

test("a change keeps the place of a subscription and shows at once", () => {
  const world = contosoWorld();
  put(world, token, eventSubscription);
  put(world, token, { ...eventSubscription, eventSubscriptionName: "second" });
  put(world, token, { ...eventSubscription, labels: ["team=other"] });
  expect(world.store.eventSubscriptions(topicId).map(({ name, labels }) => [name, labels.length])).toEqual([
    ["support-texts", 1],
    ["second", 2],
  ]);
});

test("removes everything below a resource, what is deepest first, and tells", () => {
  const world = contosoWorld();
  put(world, token, eventSubscription);
  const changes: StoreChange[] = [];
  const silence = world.store.onChange((change) => changes.push(change));
  expect(world.store.remove(group)).toBe(true);
  expect(world.store.all()).toEqual([]);
  expect(world.store.systemTopics()).toEqual([]);
  expect(world.store.eventSubscriptions(topicId)).toEqual([]);
  expect(changes.map(({ kind, resource }) => `${kind} ${resource.id.replace(group, "")}`)).toEqual([
    `removed ${topicId.replace(group, "")}/eventSubscriptions/support-texts`,
    `removed ${account.replace(group, "")}/queueServices/default/queues/support`,
    `removed ${account.replace(group, "")}/blobServices/default/containers/undelivered`,
    `removed ${account.replace(group, "")}`,
    `removed ${topicId.replace(group, "")}`,
    `removed ${source.replace(group, "")}`,
    "removed ",
  ]);
  expect(world.store.remove(group)).toBe(false);
  silence();
  put(world, token, eventSubscription);
  expect(changes).toHaveLength(7);
});

test("does not take a resource whose name only begins the same way", () => {
  const world = contosoWorld();
  put(world, "azure-native:resources:ResourceGroup", { resourceGroupName: "contoso2", location: "westeurope" });
  world.store.remove(group);
  expect(world.store.all().map(({ id }) => id)).toEqual([`${group}2`]);
});

test("tells of a change with what was there before", () => {
  const world = contosoWorld();
  const first = put(world, token, eventSubscription);
  const changes: StoreChange[] = [];
  world.store.onChange((change) => changes.push(change));
  const second = put(world, token, { ...eventSubscription, labels: [] });
  expect(changes).toEqual([{ kind: "put", resource: second, previous: first }]);
});

test("keeps a notice once for each resource", () => {
  const { store } = contosoWorld();
  const notice = { id: "unknown-type", resourceId: topicId, message: "first" };
  store.notice(notice);
  store.notice({ ...notice, resourceId: topicId.toUpperCase(), message: "second" });
  store.notice({ ...notice, resourceId: source });
  expect(store.notices().map(({ message, resourceId }) => [message, resourceId])).toEqual([
    ["first", topicId],
    ["first", source],
  ]);
});

test("comes back from a file that only its owner may read", async () => {
  const world = contosoWorld();
  put(world, token, eventSubscription);
  world.store.notice({ id: "unknown-type", resourceId: topicId, message: "first" });
  const file = join(folder, "state.json");
  await world.store.save(file);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const other = createStore();
  await other.load(file);
  expect(other.all()).toEqual(world.store.all());
  expect(other.notices()).toEqual(world.store.notices());
  expect(other.eventSubscriptions(topicId)).toEqual(world.store.eventSubscriptions(topicId));
  await other.save(join(folder, "again.json"));
  expect(await readFile(join(folder, "again.json"), "utf8")).toBe(await readFile(file, "utf8"));
});

test.each([
  ["text", "not JSON"],
  ["another version", '{"schemaVersion":2,"resources":[],"notices":[]}'],
])("fails for a file that holds %s, and keeps what it has", async (_, content) => {
  const file = join(folder, "broken.json");
  await writeFile(file, content);
  const { store } = contosoWorld();
  await expect(store.load(file)).rejects.toThrow(
    `${file} does not hold the state of a local Azure; delete it to start with an empty one:`,
  );
  expect(store.get(topicId)).toBeDefined();
});
