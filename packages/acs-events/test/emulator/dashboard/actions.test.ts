import { expect, test } from "vitest";
import type { EventsView } from "../../../src/emulator/dashboard/views.ts";
import { answering, handler, keptDeadLetters, subscribe, textMessage } from "../delivery/rig.ts";
import { dashboardRig } from "./rig.ts";

const endpoint = "https://handlers.contoso.example/api/sms";

test("the clock is turned by a time, or past all that waits", async () => {
  const { order, send, state, fate } = await dashboardRig(
    ({ store }) => {
      subscribe(store, "all");
    },
    await handler(answering(500, 500, 200)),
  );
  await send(textMessage, "?waits=stay");
  expect((await state()).clock).toEqual({
    waiting: 1,
    nextAt: expect.stringContaining("T05:06:17"),
    passesWaits: true,
  });
  expect(await (await order("clock", { turn: 11_000 })).json()).toMatchObject({ waiting: 1 });
  expect((await fate(0)).deliveries).toMatchObject([
    { kind: "under-way", attempts: [{ status: 500 }, { status: 500 }] },
  ]);
  await order("clock", { turn: "past-all-waits" });
  expect((await fate(0)).deliveries).toMatchObject([{ kind: "delivered", summary: "delivered at attempt 3" }]);
  for (const turn of [0, -1, 1.5, "back", 1e12, undefined]) expect((await order("clock", { turn })).status).toBe(400);
});

test("a handler fails as long as it is asked to, without being asked itself", async () => {
  const asked = await handler(answering(200));
  const { order, send, state, fate } = await dashboardRig(({ store }) => {
    subscribe(store, "all", { ...keptDeadLetters, retryPolicy: { maxDeliveryAttempts: 2 } });
  }, asked);
  await order("faults", { endpoint, fault: "answer-500" });
  expect((await state()).faults).toEqual({ [endpoint]: "answer-500" });
  await send(textMessage);
  expect((await fate(0)).deliveries).toMatchObject([
    {
      kind: "lost",
      attempts: [{ status: 500, detail: "the handler answered 500, as was asked for" }, { status: 500 }],
    },
  ]);
  expect(asked.requests).toHaveLength(0);
  await order("faults", { endpoint, fault: "none" });
  expect((await state()).faults).toEqual({});
  await send(textMessage);
  expect(asked.requests).toHaveLength(1);
  expect((await order("faults", { endpoint: "https://else.example/", fault: "hang" })).status).toBe(404);
  expect((await order("faults", { endpoint, fault: "explode" })).status).toBe(400);
});

test("what was given up is delivered again to its subscription alone, once it can be", async () => {
  const asked = await handler(answering(400, 200, 200));
  const { order, send, state, fate, url, store } = await dashboardRig(({ store }) => {
    subscribe(store, "first");
    subscribe(store, "second");
    subscribe(store, "others", { filter: { includedEventTypes: ["All"], subjectBeginsWith: "/x" } });
  }, asked);
  await send(textMessage);
  const lost = async () => (await (await fetch(`${url}/events?only=lost`)).json()) as EventsView;
  expect((await lost()).events).toMatchObject([
    { deliveries: [{ subscription: "first", kind: "lost" }, { kind: "delivered" }] },
  ]);
  const again = { position: 0, subscription: "first" };
  expect(await (await order("deliver-again", { ...again, passWaits: true })).json()).toEqual({
    kind: "sent",
    position: 1,
  });
  expect(await fate(1)).toMatchObject({
    again: 0,
    deliveries: [{ subscription: "first", kind: "delivered" }],
    keptOut: [],
    passedOver: [],
    unlisted: [],
  });
  expect((await state()).events.map(({ keptOut }) => keptOut)).toEqual([0, 1]);
  expect((await lost()).events[0]?.deliveries[0]).toMatchObject({ deliveredAgain: 1 });
  expect(asked.requests).toHaveLength(3);
  const refusal = async (wrong: unknown) => (await order("deliver-again", wrong)).text();
  expect(await refusal({ ...again, position: 9 })).toContain("does not keep this event");
  expect(await refusal({ ...again, subscription: "others" })).toContain('was not for the subscription "others"');
  store.remove(store.systemTopics().flatMap(({ id }) => store.eventSubscriptions(id))[0]?.id ?? "");
  expect(await refusal(again)).toContain('no subscription "first" any more');
});

test("the list is narrowed to a subscription, also to what its filter filtered out", async () => {
  const { url, services } = await dashboardRig(({ store }) => {
    subscribe(store, "texts", {
      filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], subjectBeginsWith: "/phonenumber/1206" },
    });
    subscribe(store, "calls", { filter: { includedEventTypes: ["Microsoft.Communication.IncomingCall"] } });
  });
  for (let count = 0; count < 3; count += 1) services.emit(textMessage);
  const about = async (query: string) => {
    const { events, older } = (await (await fetch(`${url}/events?${query}`)).json()) as EventsView;
    return [events.map(({ position }) => position), older];
  };
  expect(await about("about=texts")).toEqual([[2, 1, 0], 0]);
  expect(await about("about=texts&limit=2")).toEqual([[2, 1], 1]);
  expect(await about("about=calls")).toEqual([[], 0]);
  expect((await fetch(`${url}/events?only=some`)).status).toBe(400);
});
