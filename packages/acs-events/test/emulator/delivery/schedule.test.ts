import { expect, test } from "vitest";
import { answering, handler, noJitter, rig, seeded, start, subscribe, textMessage } from "./rig.ts";

/** When the attempts of the only delivery began, in seconds after it was published. */
function attemptTimes(grid: ReturnType<typeof rig>["grid"]): readonly number[] {
  return (grid.log()[0]?.attempts ?? []).map(({ startedAt }) => (Date.parse(startedAt) - start) / 1000);
}

test("a day of retries: 11 attempts, and the event is given up when the next one falls due", async () => {
  const down = await handler(answering(500));
  const { grid, clock, store } = rig({ handler: down, random: noJitter });
  subscribe(store, "support-texts");
  grid.publish(textMessage);
  await clock.advance(24 * 3_600_000);
  expect(attemptTimes(grid)).toEqual([0, 10, 40, 100, 400, 1_000, 2_800, 6_400, 17_200, 38_800, 82_000]);
  expect(down.requests.map(({ headers }) => headers["aeg-delivery-count"])).toEqual(
    Array.from({ length: 11 }, (_, count) => String(count)),
  );
  expect(new Set(down.requests.map(({ headers }) => headers["aeg-output-event-id"])).size).toBe(1);
  expect(grid.log()[0]).toMatchObject({ outcome: "retrying", nextAttemptAt: "2026-03-05T15:52:47.000Z" });
  await clock.advanceToEnd();
  expect(down.requests).toHaveLength(11);
  expect(grid.log()[0]).toMatchObject({
    outcome: "dropped",
    reason:
      "given up when its 1440 minutes were over, after 11 attempts (Aborted), and the subscription has no dead-letter destination",
  });
  expect(clock.now()).toBe(start + 125_200_000);
});

test("30 minutes to live are 6 attempts, as the documentation has it", async () => {
  const down = await handler(answering(500));
  const { grid, clock, store } = rig({ handler: down, random: seeded(7) });
  subscribe(store, "support-texts", { retryPolicy: { eventTimeToLiveInMinutes: 30, maxDeliveryAttempts: 10 } });
  grid.publish(textMessage);
  await clock.advanceToEnd();
  expect(down.requests).toHaveLength(6);
  expect(grid.log()[0]?.reason).toMatch(/^given up when its 30 minutes were over, after 6 attempts \(Aborted\)/);
});

test("with jitter there are 11 attempts in a day all the same", async () => {
  const down = await handler(answering(500));
  const { grid, clock, store } = rig({ handler: down, random: () => 0.999 });
  subscribe(store, "support-texts");
  grid.publish(textMessage);
  await clock.advanceToEnd();
  expect(down.requests).toHaveLength(11);
});

test.each([1, 3])("%i attempts are allowed", async (maxDeliveryAttempts) => {
  const down = await handler(answering(500));
  const { grid, clock, store } = rig({ handler: down });
  subscribe(store, "support-texts", { retryPolicy: { maxDeliveryAttempts } });
  grid.publish(textMessage);
  await clock.advanceToEnd();
  expect(down.requests).toHaveLength(maxDeliveryAttempts);
  expect(grid.log()[0]).toMatchObject({
    outcome: "dropped",
    reason: `given up after ${maxDeliveryAttempts === 1 ? "1 attempt" : "3 attempts"} (Aborted), and the subscription has no dead-letter destination`,
  });
});

test("a handler that recovers gets the event", async () => {
  const recovering = await handler(answering(503, 404, 202));
  const { grid, clock, store, lines } = rig({ handler: recovering, random: noJitter });
  subscribe(store, "support-texts");
  grid.publish(textMessage);
  await grid.settled();
  expect(grid.log()[0]).toMatchObject({ outcome: "retrying", nextAttemptAt: "2026-03-04T05:06:37.000Z" });
  await clock.advance(3_600_000);
  expect(grid.log()[0]).toEqual({
    event: textMessage,
    subscription: "support-texts",
    subscriptionId: expect.stringMatching(/\/eventSubscriptions\/support-texts$/),
    outcome: "delivered",
    attempts: [
      attempt(0, "2026-03-04T05:06:07.000Z", "Busy", 503),
      attempt(1, "2026-03-04T05:06:37.000Z", "NotFound", 404),
      attempt(2, "2026-03-04T05:07:07.000Z", "Delivered", 202),
    ],
  });
  expect(lines).toEqual([
    `2026-03-04T05:06:07.000Z ${textMessage.id} to support-texts, attempt 1: the handler answered 503`,
    `2026-03-04T05:06:37.000Z ${textMessage.id} to support-texts, attempt 2: the handler answered 404`,
    `2026-03-04T05:07:07.000Z ${textMessage.id} to support-texts, attempt 3: the handler answered 202`,
  ]);
});

function attempt(count: number, startedAt: string, outcome: string, status: number) {
  return {
    count,
    startedAt,
    durationMs: 0,
    outcome,
    status,
    detail: `the handler answered ${status}`,
    endpoint: "https://handlers.contoso.example/api/sms",
    batchSize: 1,
  };
}

test("a handler that does not answer has its 30 seconds, and the next attempt counts from their end", async () => {
  const silent = await handler(() => "never");
  const { grid, clock, store } = rig({ handler: silent, random: noJitter, patience: 30 });
  subscribe(store, "support-texts", { retryPolicy: { maxDeliveryAttempts: 2 } });
  grid.publish(textMessage);
  await clock.advance(60_000);
  expect(grid.log()[0]?.attempts).toMatchObject([
    { startedAt: "2026-03-04T05:06:07.000Z", durationMs: 30_000, outcome: "TimedOut" },
    { startedAt: "2026-03-04T05:06:47.000Z", durationMs: 30_000, outcome: "TimedOut" },
  ]);
  expect(grid.log()[0]?.attempts[0]?.detail).toMatch(/ within 30 s$/);
});

test("a handler that is gone is a socket error", async () => {
  const rude = await handler(() => "hang up");
  const { grid, store } = rig({ handler: rude });
  subscribe(store, "support-texts");
  grid.publish(textMessage);
  await grid.settled();
  expect(grid.log()[0]?.attempts).toMatchObject([
    { outcome: "SocketError", detail: "the handler could not be reached (ECONNRESET)" },
  ]);
});

test("a subscription that is deleted, expires or changes meanwhile: what counts is what it is by then", async () => {
  const down = await handler(({ path }) => ({ status: path === "/new" ? 200 : 500 }));
  const { grid, clock, store } = rig({ handler: down, random: noJitter });
  const deleted = subscribe(store, "deleted");
  subscribe(store, "changed");
  subscribe(store, "expiring", { expirationTimeUtc: "2026-03-04T05:06:10Z" });
  grid.publish(textMessage);
  await grid.settled();
  store.remove(deleted);
  subscribe(store, "changed", {
    destination: { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/new" },
  });
  await clock.advanceToEnd();
  expect(grid.log().map(({ subscription, outcome, reason }) => [subscription, outcome, reason])).toEqual([
    ["deleted", "dropped", "the event subscription was deleted"],
    ["changed", "delivered", undefined],
    ["expiring", "dropped", "the event subscription expired"],
  ]);
});

test("nothing that is scheduled runs after closing", async () => {
  const down = await handler(answering(500));
  const { grid, clock, store } = rig({ handler: down });
  subscribe(store, "support-texts");
  grid.publish(textMessage);
  await grid.settled();
  grid.close();
  expect(clock.scheduled()).toBe(0);
});
