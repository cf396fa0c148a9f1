import { describe, expect, test } from "vitest";
import { answering, handler, rig, subscribe, textMessage } from "./rig.ts";

describe("batches", () => {
  const events = Array.from({ length: 5 }, (_, index) => ({ ...textMessage, id: `${index}` }));
  const batched = (settings: object) => ({
    destination: { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/", ...settings },
  });
  const sizes = (requests: readonly { readonly body: string }[]) =>
    requests.map(({ body }) => (JSON.parse(body) as unknown[]).length).sort();

  test("are off by default", async () => {
    const fine = await handler(answering(200));
    const { grid, store } = rig({ handler: fine });
    subscribe(store, "support-texts", batched({}));
    grid.publishTogether(events);
    await grid.settled();
    expect(sizes(fine.requests)).toEqual([1, 1, 1, 1, 1]);
  });

  test("hold what is published one by one in the same moment, and what comes while others are under way", async () => {
    const answers: (() => void)[] = [];
    const slow = await handler(
      () => "never",
      undefined,
      (answer) => answers.push(answer),
    );
    const { grid, store } = rig({ handler: slow });
    subscribe(store, "support-texts", batched({ maxEventsPerBatch: 100 }));
    for (const event of events) grid.publish(event);
    const arrive = async (count: number) => {
      while (slow.requests.length < count) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    await arrive(1);
    for (let count = 2; count <= 4; count += 1) {
      grid.publish({ ...textMessage, id: `alone-${count}` });
      await arrive(count);
    }
    for (const event of events) {
      grid.publish(event);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(slow.requests).toHaveLength(4);
    for (const answer of answers.splice(0)) answer();
    await arrive(5);
    for (const answer of answers) answer();
    await grid.settled();
    expect(slow.requests.map(({ body }) => (JSON.parse(body) as unknown[]).length)).toEqual([5, 1, 1, 1, 5]);
  });

  test("hold as many events as the subscription takes", async () => {
    const fine = await handler(answering(200));
    const { grid, store } = rig({ handler: fine });
    subscribe(store, "support-texts", batched({ maxEventsPerBatch: 3 }));
    grid.publishTogether(events);
    await grid.settled();
    expect(sizes(fine.requests)).toEqual([2, 3]);
    expect(grid.log().map(({ attempts }) => attempts[0]?.batchSize)).toEqual([3, 3, 3, 2, 2]);
  });

  test("keep to the preferred size, but a larger event goes alone", async () => {
    const fine = await handler(answering(200));
    const { grid, store } = rig({ handler: fine });
    subscribe(store, "support-texts", batched({ maxEventsPerBatch: 100, preferredBatchSizeInKilobytes: 1 }));
    const large = { ...textMessage, id: "large", data: { text: "x".repeat(2_000) } };
    grid.publishTogether([events[0], large, events[1], events[2]]);
    await grid.settled();
    const ids = fine.requests.map(({ body }) => (JSON.parse(body) as { id: string }[]).map(({ id }) => id).join());
    expect(ids.sort()).toEqual(["0", "1", "2", "large"].sort());
  });

  test("arrive whole or not at all", async () => {
    const recovering = await handler(answering(500, 200));
    const { grid, clock, store } = rig({ handler: recovering });
    subscribe(store, "support-texts", batched({ maxEventsPerBatch: 10 }));
    grid.publishTogether(events);
    await grid.settled();
    expect(grid.log().map(({ outcome }) => outcome)).toEqual(Array(5).fill("retrying"));
    await clock.advance(60_000);
    expect(sizes(recovering.requests)).toEqual([5, 5]);
    expect(grid.log().map(({ outcome }) => outcome)).toEqual(Array(5).fill("delivered"));
  });
});
