import { expect, test } from "vitest";
import { answering, handler, rig, seeded, subscribe, textMessage } from "./rig.ts";

const events = Array.from({ length: 60 }, (_, index) => ({ ...textMessage, id: String(index) }));

/** The ids in the order in which a handler got them. */
async function order(disorder: object | undefined, seed = 1): Promise<readonly string[]> {
  const fine = await handler(answering(200));
  const { grid, store, clock } = rig({ handler: fine, random: seeded(seed), disorder });
  subscribe(store, "texts");
  grid.publishTogether(events);
  await clock.advanceToEnd();
  expect(grid.log().every(({ outcome }) => outcome === "delivered")).toBe(true);
  return fine.requests.flatMap(({ body }) => (JSON.parse(body) as { id: string }[]).map(({ id }) => id));
}

const all = events.map(({ id }) => id);
const sorted = (ids: readonly string[]): string[] => [...new Set(ids)].sort((a, b) => Number(a) - Number(b));

test("without it every event arrives once", async () => {
  const seen = await order(undefined);
  expect([...seen].sort((a, b) => Number(a) - Number(b))).toEqual(all);
});

test("duplicates: some arrive twice, and the record says so", async () => {
  const seen = await order({ duplicates: 0.25 });
  expect(sorted(seen)).toEqual(all);
  const twice = seen.length - all.length;
  expect(twice).toBeGreaterThan(3);
  expect(twice).toBeLessThan(30);
  expect(await order({ duplicates: 1 })).toHaveLength(120);
});

test("shuffle: events overtake each other, in the same order for the same seed", async () => {
  const seen = await order({ shuffle: true });
  expect(sorted(seen)).toEqual(all);
  expect(seen).not.toEqual(all);
  expect(await order({ shuffle: true })).toEqual(seen);
  expect(await order({ shuffle: true }, 2)).not.toEqual(seen);
});

test("a duplicate is the same delivery: its count and its id do not change", async () => {
  const fine = await handler(answering(200));
  const { grid, store, clock } = rig({ handler: fine, disorder: { duplicates: 1 } });
  subscribe(store, "texts");
  grid.publish(textMessage);
  await clock.advanceToEnd();
  const [first, second] = fine.requests;
  for (const name of ["aeg-output-event-id", "aeg-delivery-count"]) {
    expect(second?.headers[name]).toBe(first?.headers[name]);
  }
  expect(second?.body).toBe(first?.body);
  expect(grid.log()[0]).toMatchObject({ outcome: "delivered", attempts: { length: 2 } });
});
