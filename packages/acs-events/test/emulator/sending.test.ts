import { expect, test } from "vitest";
import { createCommunicationServices } from "../../src/emulator/event-source/index.ts";
import { createSender } from "../../src/emulator/sending.ts";
import { rig, textMessage } from "./delivery/rig.ts";

test("an event that is nested too deeply is refused with a sentence", async () => {
  const { grid, store, clock } = rig();
  const source = createCommunicationServices({ store, grid, now: clock.now });
  const depth = 100_000;
  const deep: unknown = JSON.parse("[".repeat(depth) + "]".repeat(depth));
  const sender = createSender(() => source);
  const sent = sender.send([{ ...textMessage, id: "deep", data: deep }]);
  expect(await sent).toMatchObject([{ id: "deep", refused: "its payload is nested too deeply to be read" }]);
  expect(grid.publishedCount()).toBe(0);
});
