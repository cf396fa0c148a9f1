import { describe, expect, test } from "vitest";
import type { PublishResult } from "../../../src/emulator/delivery/delivery-record.ts";
import { answering, handler, rig, sourceId, start, subscribe, textMessage, topicId } from "./rig.ts";

const cloudEvent = {
  specversion: "1.0",
  id: "1",
  source: sourceId,
  type: "Microsoft.Communication.SMSReceived",
  subject: "/phonenumber/15551230000",
  data: {},
};

test("an event goes to every subscription whose filter matches it, and to no other", async () => {
  const fine = await handler(answering(200));
  const { grid, store } = rig({ handler: fine });
  const only = (name: string, filter: object) => subscribe(store, name, { filter });
  only("area-code", {
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "/phonenumber/1555",
  });
  only("as-in-the-article", { subjectBeginsWith: "phonenumber/1555" });
  only("another-number", { subjectBeginsWith: "/phonenumber/1206" });
  only("another-type", { includedEventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived"] });
  only("every-type", {});
  const result = grid.publish(textMessage);
  expect(result).toEqual({
    kind: "published",
    event: textMessage,
    publishedAt: new Date(start).toISOString(),
    topics: ["contoso-events"],
    matched: ["area-code", "every-type"],
    passedOver: [],
  });
  await grid.settled();
  expect(grid.log().map(({ subscription, outcome }) => [subscription, outcome])).toEqual([
    ["area-code", "delivered"],
    ["every-type", "delivered"],
  ]);
  expect(fine.requests).toHaveLength(2);
  expect(grid.published()).toEqual([result]);
});

test("an event that nobody subscribed to is written down as such", async () => {
  const { grid } = rig();
  expect(grid.publish(textMessage)).toMatchObject({ topics: ["contoso-events"], matched: [] });
  await grid.settled();
  expect(grid.log()).toEqual([]);
  expect(grid.published()).toHaveLength(1);
});

test("only the topic of its source carries an event, however its id is written", () => {
  const { grid, store } = rig();
  subscribe(store, "support-texts");
  const publish = (topic: string) => grid.publish({ ...textMessage, topic });
  expect(publish(sourceId.toLowerCase())).toMatchObject({ topics: ["contoso-events"] });
  expect(publish(`${sourceId}2`)).toMatchObject({ topics: [], matched: [] });
});

test("a topic whose source is not known carries the events of every source", () => {
  const { grid, store } = rig();
  const topic = store.get(topicId);
  if (topic === undefined) throw new Error("no topic");
  store.put({ ...topic, outputs: { ...topic.outputs, source: "" }, adopted: true });
  expect(grid.publish({ ...textMessage, topic: "/somewhere" })).toMatchObject({ topics: ["contoso-events"] });
});

test("a filter matches the event, and the subscription does not get it: with the reason", async () => {
  const fine = await handler(answering(200));
  const { grid, store } = rig({ handler: fine });
  subscribe(store, "expired", { expirationTimeUtc: "2026-03-04T05:06:07Z" });
  subscribe(store, "not-yet", { expirationTimeUtc: "2026-03-04T05:06:08Z" });
  subscribe(store, "failed", {}, "Failed");
  subscribe(store, "unreadable", { filter: { subjectBeginsWith: 1 } });
  subscribe(store, "expired-and-not-matching", {
    expirationTimeUtc: "2020-01-01T00:00:00Z",
    filter: { subjectBeginsWith: "thread/" },
  });
  expect(grid.publish(textMessage)).toMatchObject({
    matched: ["not-yet"],
    passedOver: [
      { subscription: "expired", reason: "it expired at 2026-03-04T05:06:07Z" },
      { subscription: "failed", reason: "its provisioning state is Failed" },
      {
        subscription: "unreadable",
        reason: expect.stringMatching(/^its filter cannot be read: subjectBeginsWith is /),
      },
    ],
  });
  expect(grid.publish(cloudEvent)).toMatchObject({
    matched: [],
    passedOver: expect.arrayContaining([
      {
        subscription: "not-yet",
        reason: "the event was published as a CloudEvent, which Event Grid does not deliver in its own schema",
      },
    ]),
  });
  await grid.settled();
});

test("the delivery schema decides what the keys of an advanced filter are called", async () => {
  const { grid, store } = rig();
  const filter = (key: string) => ({
    advancedFilters: [{ operatorType: "StringIn", key, values: ["Microsoft.Communication.SMSReceived"] }],
  });
  subscribe(store, "own-schema", { filter: filter("eventType") });
  subscribe(store, "own-schema-wrong-key", { filter: filter("type") });
  subscribe(store, "cloud-events", { filter: filter("type"), eventDeliverySchema: "CloudEventSchemaV1_0" });
  subscribe(store, "cloud-events-wrong-key", {
    filter: filter("eventType"),
    eventDeliverySchema: "CloudEventSchemaV1_0",
  });
  expect(grid.publish(textMessage)).toMatchObject({ matched: ["own-schema", "cloud-events"] });
  await grid.settled();
});

test("a subscription that changes is matched anew", async () => {
  const { grid, store } = rig();
  const matched = () => (grid.publish(textMessage) as PublishResult & { kind: "published" }).matched;
  const id = subscribe(store, "support-texts");
  expect(matched()).toEqual(["support-texts"]);
  subscribe(store, "support-texts", { filter: { subjectBeginsWith: "thread/" } });
  expect(matched()).toEqual([]);
  subscribe(store, "support-texts");
  expect(matched()).toEqual(["support-texts"]);
  store.remove(id);
  expect(matched()).toEqual([]);
  await grid.settled();
});

describe("what is not an event is refused", () => {
  test.each([
    ["nothing", undefined, 400, "this cannot be written as JSON"],
    [
      "a number",
      1,
      400,
      "this is not an event in the Event Grid schema: Invalid input: expected object, received number",
    ],
    [
      "an event without id and with an impossible time",
      { ...textMessage, id: "", eventTime: "soon" },
      400,
      "this is not an event in the Event Grid schema: id: Too small: expected string to have >=1 characters; eventTime: not a date and time",
    ],
    [
      "a CloudEvent of another version",
      { ...cloudEvent, specversion: "0.1" },
      400,
      'this is not an event in CloudEvents 1.0: specversion: Invalid input: expected "1.0"',
    ],
    [
      "an event that is too large",
      { ...textMessage, data: { text: "ü".repeat(524_288) } },
      413,
      expect.stringMatching(/^the event has 1048\d{3} bytes; Event Grid takes 1048576$/),
    ],
  ])("%s", (_, event, status, reason) => {
    const { grid, store } = rig();
    subscribe(store, "support-texts");
    expect(grid.publish(event)).toEqual({ kind: "refused", event, status, reason });
    expect(grid.log()).toEqual([]);
  });
});

describe("an array is taken as a whole or not at all", () => {
  const event = (length: number) => ({ ...textMessage, data: { text: "x".repeat(length) } });
  const own = JSON.stringify(event(0)).length;
  // Three events, two commas, two brackets.
  const room = 1_048_576 - 4 - 3 * own;
  test.each([
    ["of a megabyte", [event(1), event(2), event(room - 3)], undefined],
    [
      "of a byte more",
      [event(1), event(2), event(room - 2)],
      { status: 413, reason: "the array has 1048577 bytes; Event Grid takes 1048576" },
    ],
    [
      "of 5,001 events",
      Array(5_001).fill({ ...textMessage, data: {} }),
      { status: 413, reason: "the array has 5001 events; Event Grid takes 5000 at a time" },
    ],
    [
      "with one that is not an event",
      [textMessage, 1],
      {
        status: 400,
        reason:
          "event 2 of 2: this is not an event in the Event Grid schema: Invalid input: expected object, received number",
      },
    ],
    ["without events", [], undefined],
  ])("%s", async (_, candidates, refusal) => {
    const { grid } = rig();
    const result = grid.publishArray(candidates);
    expect(result).toMatchObject(refusal === undefined ? { kind: "published" } : { kind: "refused", ...refusal });
    expect(grid.publishedCount()).toBe(refusal === undefined ? candidates.length : 0);
  });
});

test("an event may have exactly a megabyte, with the brackets of its array", () => {
  const { grid } = rig();
  const withText = (length: number) => ({ ...textMessage, data: { text: "x".repeat(length) } });
  const rest = 1_048_576 - JSON.stringify([withText(0)]).length;
  expect(grid.publish(withText(rest)).kind).toBe("published");
  expect(grid.publish(withText(rest + 1))).toMatchObject({ status: 413 });
});

test("nothing is contacted that the table does not name, and no secret is told", async () => {
  const fine = await handler(answering(200));
  const { grid, clock, store, lines } = rig({ handler: fine });
  const endpoints = [
    { endpointType: "WebHook", endpointUrl: "https://elsewhere.contoso.example/api?code=s3cret" },
    {
      endpointType: "AzureFunction",
      resourceId: "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Web/sites/crm/functions/inbound",
    },
    { endpointType: "HybridConnection", resourceId: "/somewhere" },
  ];
  for (const [index, destination] of endpoints.entries()) subscribe(store, `endpoint-${index}`, { destination });
  subscribe(store, "redirecting");
  grid.publish(textMessage);
  await clock.advanceToEnd();
  const log = grid.log();
  expect(log.map(({ outcome }) => outcome)).toEqual(["not-contacted", "not-contacted", "not-contacted", "delivered"]);
  expect(log.map(({ reason }) => reason)).toEqual([
    expect.stringMatching(/ for elsewhere\.contoso\.example; add "https:\/\/elsewhere\.contoso\.example" /),
    expect.stringMatching(
      / for the function \/subscriptions\/0\/.*; add its id or "https:\/\/crm\.azurewebsites\.net" /,
    ),
    "the local Azure does not know the destination HybridConnection; it knows WebHook, AzureFunction, StorageQueue, ServiceBusQueue, ServiceBusTopic, EventHub",
    undefined,
  ]);
  expect(fine.requests).toHaveLength(1);
  expect(JSON.stringify([log, lines, grid.published()])).not.toContain("s3cret");
});

test("a redirect that a handler answers with is not followed", async () => {
  const target = await handler(answering(200));
  const leading = await handler(() => ({ status: 307, headers: { location: target.origin } }));
  const { grid, store } = rig({ handler: leading });
  subscribe(store, "support-texts");
  grid.publish(textMessage);
  await grid.settled();
  expect(grid.log()[0]).toMatchObject({ outcome: "retrying", attempts: [{ status: 307 }] });
  expect(target.requests).toEqual([]);
});

test("a function gets its events where the Functions runtime takes them", async () => {
  const runtime = await handler(answering(202));
  const { grid, store } = rig({ redirects: { "https://crm.azurewebsites.net": runtime.origin } });
  const resourceId = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Web/sites/crm/functions/inbound";
  subscribe(store, "support-texts", { destination: { endpointType: "AzureFunction", resourceId } });
  grid.publish(textMessage);
  await grid.settled();
  expect(runtime.requests[0]?.path).toBe("/runtime/webhooks/EventGrid?functionName=inbound");
  expect(grid.log()[0]).toMatchObject({ outcome: "delivered", attempts: [{ endpoint: resourceId }] });
});

describe("when a subscription is deleted", () => {
  test("its webhook is told, once, whatever it answers", async () => {
    const down = await handler(answering(500));
    const { grid, clock, store } = rig({ handler: down });
    const id = subscribe(store, "support-texts");
    store.remove(id);
    await clock.advanceToEnd();
    await grid.settled();
    expect(down.requests).toHaveLength(1);
    expect(down.requests[0]?.headers).toMatchObject({
      "aeg-event-type": "SubscriptionDeletion",
      "aeg-subscription-name": "SUPPORT-TEXTS",
    });
    expect(JSON.parse(down.requests[0]?.body ?? "")).toMatchObject([
      {
        topic: topicId,
        subject: "",
        eventType: "Microsoft.EventGrid.SubscriptionDeletedEvent",
        data: { eventSubscriptionId: id },
      },
    ]);
    expect(grid.log()).toEqual([]);
  });

  test("a webhook that never agreed, a queue, and one that nobody stands for are not told", async () => {
    const fine = await handler(answering(200));
    const { grid, store } = rig({ handler: fine });
    const elsewhere = { endpointType: "WebHook", endpointUrl: "https://elsewhere.contoso.example/" };
    const queue = { endpointType: "StorageQueue", resourceId: "/a", queueName: "q" };
    store.remove(subscribe(store, "failed", {}, "Failed"));
    store.remove(subscribe(store, "elsewhere", { destination: elsewhere }));
    store.remove(subscribe(store, "queue", { destination: queue }));
    await grid.settled();
    expect(fine.requests).toEqual([]);
  });
});
