import { expect, test } from "vitest";
import { articleEvents } from "../../../src/catalog/samples.ts";
import { createCommunicationServices } from "../../../src/emulator/event-source/index.ts";
import { createStore } from "../../../src/emulator/store.ts";
import { rig, sourceId, subscribe } from "../delivery/rig.ts";

function source() {
  const { grid, store, clock } = rig();
  return { grid, store, clock, services: createCommunicationServices({ store, grid, now: clock.now }) };
}

test("the ten events of the article come from the resource that is deployed, each with an id of its own", async () => {
  const { grid, services, clock } = source();
  const events = [...articleEvents(), ...articleEvents()].map((event) => services.emit(event));
  expect(events).toHaveLength(20);
  expect(new Set(events.map(({ id }) => id)).size).toBe(20);
  expect(new Set(events.map(({ topic }) => topic))).toEqual(new Set([sourceId]));
  expect(new Set(events.map(({ eventTime }) => eventTime))).toEqual(new Set([new Date(clock.now()).toISOString()]));
  expect(grid.published()).toMatchObject(events.map((event) => ({ kind: "published", event, matched: [] })));
});

test("a retired event type is published as it was, under its old name", () => {
  const { services, store } = source();
  subscribe(store, "today", {
    filter: { includedEventTypes: ["Microsoft.Communication.ChatParticipantAddedToThreadWithUser"] },
  });
  const added = articleEvents().find(({ eventType }) => eventType.includes("ChatMemberAdded"));
  if (added === undefined) throw new Error("no such event in the article");
  expect(services.emit(added)).toMatchObject({
    eventType: "Microsoft.Communication.ChatMemberAddedToThreadWithUser",
    subject: added.subject,
    data: added.data,
  });
});

test("without a deployed resource nothing is emitted", () => {
  const { grid } = rig();
  const services = createCommunicationServices({ store: createStore(), grid, now: () => 0 });
  const [event] = articleEvents();
  expect(() => event && services.emit(event)).toThrow(
    new Error("no Communication Services resource is deployed that could emit events"),
  );
});

test("an event that Event Grid refuses is no silent loss", () => {
  const { services } = source();
  const [event] = articleEvents();
  if (event === undefined) throw new Error("no event");
  expect(() => services.emit({ ...event, id: "large", data: { text: "x".repeat(1_048_576) } })).toThrow(
    /^Event Grid refuses the event "large": the event has \d+ bytes; Event Grid takes 1048576$/,
  );
});

test("a preview is the event that would be published next, and publishes nothing", () => {
  const { grid, services } = source();
  const [first, second] = articleEvents();
  if (first === undefined || second === undefined) throw new Error("no event");
  const preview = services.preview(first);
  expect(services.preview(first)).toEqual(preview);
  expect(grid.published()).toEqual([]);
  expect(services.emit(first)).toEqual(preview);
  expect(services.preview(second).id).toBe(`${second.id}-2`);
});
