import { expect, test } from "vitest";
import { answering, handler, subscribe, textMessage } from "../delivery/rig.ts";
import { dashboardRig } from "./rig.ts";

/** Reads the stream of changes: `next` resolves when the page would ask again, with false when there will be no more. */
async function listen(url: string): Promise<{ readonly next: () => Promise<boolean> }> {
  const { body, headers } = await fetch(`${url}/changes`);
  expect(headers.get("content-type")).toBe("text/event-stream");
  if (body === null) throw new Error("there is no stream");
  const reader = body.getReader();
  return {
    async next() {
      try {
        const { done, value } = await reader.read();
        if (!done)
          expect(new TextDecoder().decode(value)).toMatch(/^(?:event: changed\ndata: \n(?:retry: 1000\n)?\n)+$/);
        return !done;
      } catch {
        return false;
      }
    },
  };
}

test("an open page hears at once, of a subscription that is deployed and of an event that is sent", async () => {
  const { url, store, send, state } = await dashboardRig(
    ({ store }) => {
      subscribe(store, "all");
    },
    await handler(answering(200)),
  );
  const { next } = await listen(url);
  expect(await next()).toBe(true);
  subscribe(store, "another");
  expect(await next()).toBe(true);
  expect((await state()).subscriptions.map(({ name }) => name)).toEqual(["all", "another"]);
  const sent = send(textMessage);
  expect(await next()).toBe(true);
  expect(await (await sent).json()).toEqual({ kind: "sent", position: 0 });
  expect((await state()).events).toMatchObject([{ deliveries: [{ kind: "delivered" }, { kind: "delivered" }] }]);
});

test("an open page hears of events and retries that it did not ask for itself", async () => {
  const { url, grid, store, clock } = await dashboardRig(() => undefined, await handler(answering(500, 200)));
  const { next } = await listen(url);
  expect(await next()).toBe(true);
  subscribe(store, "all");
  expect(await next()).toBe(true);
  grid.publish(textMessage);
  expect(await next()).toBe(true);
  await grid.settled();
  await clock.advanceToEnd();
  expect(await next()).toBe(true);
  expect(grid.log()).toMatchObject([{ outcome: "delivered", attempts: [{ status: 500 }, { status: 200 }] }]);
});

test("very many changes are told a few times", async () => {
  const { url, grid } = await dashboardRig(() => undefined);
  const { next } = await listen(url);
  expect(await next()).toBe(true);
  let told = 0;
  const reading = (async () => {
    while (await next()) told += 1;
  })();
  for (let count = 0; count < 500; count += 1) grid.publish(textMessage);
  await new Promise((resolve) => setTimeout(resolve, 250));
  void reading;
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThan(5);
});

test("closing ends open pages and waits for none of them", async () => {
  const { url, dashboard } = await dashboardRig(() => undefined);
  const { next } = await listen(url);
  expect(await next()).toBe(true);
  await dashboard.close();
  expect(await next()).toBe(false);
  await expect(fetch(url)).rejects.toThrow();
});

test("what cannot be published is refused, as it is when it is tried", async () => {
  const { send, tryEvent, grid } = await dashboardRig(() => undefined);
  const written = { ...textMessage, id: 7 };
  const answer = await send(written);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toEqual(await tryEvent(written));
  expect(grid.published()).toEqual([]);
});
