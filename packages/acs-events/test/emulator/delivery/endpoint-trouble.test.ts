import { describe, expect, test } from "vitest";
import { type VirtualClock, virtualClock } from "../../../src/emulator/delivery/clock.ts";
import { createEndpointHealth } from "../../../src/emulator/delivery/endpoint-health.ts";
import type { LastDeliveryOutcome } from "../../../src/emulator/delivery/outcome.ts";
import {
  accountId,
  answering,
  containerId,
  handler,
  keptDeadLetters,
  noJitter,
  rig,
  start,
  subscribe,
  textMessage,
} from "./rig.ts";

const minute = 60_000;
const hour = 60 * minute;

/** When each request came in, in seconds since the beginning, by the ids of its events. */
function arrivals(clock: VirtualClock, answer: (id: string, count: number) => number) {
  const seen: [string, number][] = [];
  const asked = handler(({ body }) => {
    const ids = (JSON.parse(body) as { id: string }[]).map(({ id }) => id);
    const id = ids.join("+");
    seen.push([id, (clock.now() - start) / 1_000]);
    return { status: answer(id, seen.length) };
  });
  return { seen, asked };
}

const event = (id: string) => ({ ...textMessage, id });

describe("probation", () => {
  test.each<[LastDeliveryOutcome, number | undefined]>([
    ["Busy", 10_000],
    ["TimedOut", 10_000],
    ["SocketError", 30_000],
    ["NotFound", 5 * minute],
    ["Unauthorized", 5 * minute],
    ["Forbidden", 5 * minute],
    ["ResolutionError", 5 * minute],
    ["Disabled", 5 * minute],
    ["Full", 5 * minute],
    ["InvalidAzureFunctionDestination", 10 * minute],
    ["Aborted", undefined],
    ["BadRequest", undefined],
  ])("after %s new events wait for %s ms", (outcome, duration) => {
    const health = createEndpointHealth();
    expect(health.wait(0, true)).toBeUndefined();
    health.note(outcome, 1_000);
    const until = 1_000 + (duration ?? 0);
    expect(health.wait(1_000, true)).toEqual(duration === undefined ? undefined : { until, why: "probation" });
    expect(health.wait(until, true)).toBeUndefined();
    // What failed is tried again on its own schedule.
    expect(health.wait(1_000, false)).toBeUndefined();
    health.note("Delivered", 1_000);
    expect(health.wait(1_000, true)).toBeUndefined();
  });

  test("a new event waits until it is over, and says so; the one that failed keeps its schedule", async () => {
    const clock = virtualClock({ start });
    const { seen, asked } = arrivals(clock, (_, count) => (count <= 1 ? 404 : 200));
    const { grid, store } = rig({ handler: await asked, random: noJitter, clock });
    subscribe(store, "texts", { retryPolicy: { maxDeliveryAttempts: 2 } });
    grid.publish(event("first"));
    await grid.settled();
    grid.publish(event("second"));
    await grid.settled();
    const until = new Date(start + 5 * minute).toISOString();
    expect(grid.log()[1]).toMatchObject({
      outcome: "pending",
      attempts: [],
      nextAttemptAt: until,
      reason: `the endpoint fails; probation until ${until}`,
    });
    await clock.advanceToEnd();
    expect(seen).toEqual([
      ["first", 0],
      ["first", 10],
      ["second", 300],
    ]);
    expect(grid.log()[1]).toMatchObject({ outcome: "delivered", attempts: [{ count: 0 }] });
  });

  test("an event whose time to live ends on probation is a dead letter without an attempt", async () => {
    const down = await handler(answering(404));
    const { grid, store, clock } = rig({ handler: down, random: noJitter });
    subscribe(store, "texts", {
      ...keptDeadLetters,
      retryPolicy: { eventTimeToLiveInMinutes: 4, maxDeliveryAttempts: 1 },
    });
    grid.publish(event("first"));
    await clock.advance(30_000);
    grid.publish(event("second"));
    await clock.advanceToEnd();
    expect(down.requests).toHaveLength(1);
    expect(grid.log()[1]).toMatchObject({
      outcome: "dead-lettered",
      attempts: [],
      reason: "given up when its 4 minutes were over, after 0 attempts (Probation)",
    });
  });
});

describe("delayed delivery", () => {
  test("ten failures in a row delay what follows, ever longer, up to hours; a success ends it", () => {
    const health = createEndpointHealth();
    for (let count = 0; count < 9; count += 1) health.note("Aborted", 0);
    expect(health.wait(0, false)).toBeUndefined();
    const lengths: number[] = [];
    for (let now = 0; lengths.length < 8; ) {
      health.note("Aborted", now);
      const until = health.wait(now, false)?.until ?? now;
      expect(health.wait(now, true)).toEqual({ until, why: "delayed delivery" });
      expect(health.wait(until, true)).toBeUndefined();
      // What fails while it is delayed makes it no longer.
      health.note("Aborted", now);
      expect(health.wait(now, false)?.until).toBe(until);
      lengths.push((until - now) / minute);
      now = until;
    }
    expect(lengths).toEqual([10, 20, 40, 80, 160, 240, 240, 240]);
    health.note("Delivered", 0);
    expect(health.wait(0, true)).toBeUndefined();
  });

  test("retries and new events go together when it is over", async () => {
    const clock = virtualClock({ start });
    const { seen, asked } = arrivals(clock, (_, count) => (count <= 10 ? 500 : 200));
    const { grid, store } = rig({ handler: await asked, random: noJitter, clock });
    subscribe(store, "texts");
    grid.publishTogether(Array.from({ length: 10 }, (_, index) => event(String(index))));
    await clock.advance(minute);
    grid.publish(event("new"));
    await clock.advanceToEnd();
    expect(seen.slice(0, 10).every(([, second]) => second === 0)).toBe(true);
    expect(seen.slice(10).map(([, second]) => second)).toEqual(Array(11).fill(600));
    expect(grid.log().every(({ outcome }) => outcome === "delivered")).toBe(true);
  });
});

describe("an answer that comes too late", () => {
  /** A clock on which 30 seconds are 30 real milliseconds. */
  const quick = (): VirtualClock => {
    const clock = virtualClock({ start });
    return { ...clock, realTime: (milliseconds) => milliseconds / 1_000 };
  };

  test("takes the event out of those that are tried again", async () => {
    const clock = quick();
    let answer = (): void => undefined;
    const slow = await handler(
      () => "never",
      undefined,
      (respond) => (answer = respond),
    );
    const { grid, store } = rig({ handler: slow, clock });
    subscribe(store, "texts");
    grid.publish(textMessage);
    await grid.settled();
    expect(grid.log()[0]).toMatchObject({ outcome: "retrying", attempts: [{ outcome: "TimedOut" }] });
    const ended = new Promise<void>((resolve) => {
      grid.onChange(resolve);
    });
    answer();
    await ended;
    expect(grid.log()[0]).toMatchObject({
      outcome: "delivered",
      reason: "the handler answered 200 too late, and is not asked again",
      attempts: { length: 1 },
    });
    expect(clock.scheduled()).toBe(0);
  });

  test("after three minutes changes nothing", async () => {
    const clock = quick();
    const silent = await handler(() => "never");
    const { grid, store } = rig({ handler: silent, clock, random: noJitter });
    subscribe(store, "texts", { retryPolicy: { maxDeliveryAttempts: 2 } });
    grid.publish(textMessage);
    await grid.settled();
    await clock.advanceToEnd();
    expect(grid.log()[0]).toMatchObject({ outcome: "dropped", attempts: { length: 2 } });
  });
});

describe("a dead letter that cannot be written", () => {
  test("is tried for four hours, and kept when its container comes", async () => {
    const refusing = await handler(answering(400));
    const { grid, clock, store } = rig({ handler: refusing });
    const container = store.get(containerId);
    if (container === undefined) throw new Error("no container");
    store.remove(containerId);
    subscribe(store, "texts", keptDeadLetters);
    grid.publish(textMessage);
    await clock.advance(4 * hour);
    expect(grid.log()[0]).toMatchObject({
      outcome: "dead-lettering",
      reason:
        'given up after 1 attempt: Event Grid does not retry BadRequest, and until now the dead-letter container "letters" does not exist',
    });
    store.put(container);
    await clock.advance(5 * minute);
    expect(grid.log()[0]?.outcome).toBe("dead-lettered");
  });

  test("is dropped then, and not before", async () => {
    const refusing = await handler(answering(400));
    const { grid, clock, store } = rig({ handler: refusing });
    const missing = { endpointType: "StorageBlob", resourceId: accountId, blobContainerName: "missing" };
    subscribe(store, "texts", { deadLetterDestination: missing });
    grid.publish(textMessage);
    await clock.advance(4 * hour + 5 * minute - 1);
    expect(grid.log()[0]?.outcome).toBe("dead-lettering");
    await clock.advance(5 * minute);
    expect(grid.log()[0]?.outcome).toBe("dropped");
  });
});
