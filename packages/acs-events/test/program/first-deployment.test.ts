import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { deriveStack } from "../../src/rehearsal/derived-stack.ts";
import { repository, type UnderTest, withDevStack } from "./engine-under-test.ts";

/*
 * The first real deployment and the last: what the engine does to an Azure that takes one write to a topic at a time.
 */

const stackFile = async (): Promise<string> =>
  deriveStack(await readFile(join(repository, "Pulumi.dev.yaml"), "utf8")).text;

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

/** What the engine would do, by resource, without what stays as it is. */
async function previewed(stack: UnderTest["stack"]): Promise<string[]> {
  const steps: string[] = [];
  await stack.preview({
    onEvent: ({ resourcePreEvent }: EngineEvent) => {
      const { op = "same", urn = "" } = resourcePreEvent?.metadata ?? {};
      if (op !== "same") steps.push(`${op} ${urn.slice(urn.lastIndexOf(":") + 1)}`);
    },
  });
  return steps;
}

test("a change of the topic does not show the roles of its identity as replaced", async () => {
  await withDevStack(await stackFile(), async ({ stack, emulator }) => {
    await stack.up();
    const [topic] = emulator.store.ofToken("azure-native:eventgrid:SystemTopic");
    if (topic === undefined) throw new Error("there is no topic");
    // Somebody tags it by hand, and the program takes that back.
    emulator.store.put({ ...topic, outputs: { ...topic.outputs, tags: { by: "hand" } } });
    await stack.refresh();
    expect(await previewed(stack)).toEqual(["update system-topic"]);
    expect((await stack.up()).summary.resourceChanges).toMatchObject({ update: 1 });
  });
});
