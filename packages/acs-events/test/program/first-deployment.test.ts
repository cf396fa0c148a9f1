import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { deriveStack } from "../../src/rehearsal/derived-stack.ts";
import { repository, withDevStack } from "./engine-under-test.ts";

/*
 * The first real deployment and the last: what the engine does to an Azure that takes one write to a topic at a time.
 */

const stackFile = async (): Promise<string> => deriveStack(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8")).text;

test("subscriptions of one topic are created and deleted one at a time", async () => {
  await withDevStack(
    await stackFile(),
    async ({ stack, emulator }) => {
      await stack.up();
      const [topic] = emulator.store.systemTopics();
      expect(emulator.store.eventSubscriptionCount(topic?.id ?? "")).toBeGreaterThan(2);
      await stack.destroy();
      expect(emulator.store.all()).toEqual([]);
    },
    { behaviour: { conflicts: true } },
  );
});
