import { expect, test } from "vitest";
import { memoryInbox } from "../../../src/handlers/memory-inbox.ts";
import { inboxSuite } from "./suite.ts";

inboxSuite({
  name: "memory",
  durable: false,
  async start(now) {
    const inbox = memoryInbox({ now });
    return { open: async () => inbox, close: async () => {} };
  },
});

test("the latest events are remembered, at least so many; older ones are forgotten", async () => {
  const inbox = memoryInbox({ size: 2 });
  const key = (id: string) => ({ handler: "h", source: "s", id });
  for (const id of ["a", "b", "c", "d"]) {
    const [claim] = await inbox.claim([key(id)], 1_000);
    if (claim?.kind === "claimed") await inbox.complete([{ lease: claim.lease, messages: [] }]);
  }
  const claims = await inbox.claim(["a", "b", "c", "d"].map(key), 1_000);
  expect(claims.map(({ kind }) => kind)).toEqual(["claimed", "claimed", "done", "done"]);
});
