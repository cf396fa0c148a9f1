import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { type OwnProgram, withOwnProgram } from "./own-program.ts";

/** What the engine does with event subscriptions, in its order. */
async function steps(stack: OwnProgram["stack"]): Promise<string[]> {
  const events: EngineEvent[] = [];
  await stack.up({ onEvent: (event) => events.push(event) });
  return events.flatMap(({ resOutputsEvent: event }) => {
    if (event === undefined || !event.metadata.type.endsWith(":SystemTopicEventSubscription")) return [];
    return event.metadata.op === "same" ? [] : [`${event.metadata.op} ${event.metadata.urn.split("::").at(-1)}`];
  });
}

test("the engine creates a renamed subscription before it deletes the old one; under one name it deletes first", async () => {
  await withOwnProgram({ name: "own-topic" }, async ({ stack, emulator, edit }) => {
    await stack.up();
    const names = () =>
      emulator.store
        .systemTopics()
        .flatMap(({ id }) => emulator.store.eventSubscriptions(id))
        .map(({ name }) => name)
        .sort();

    await edit('subscription("seattle"', 'subscription("boston"');
    expect(await steps(stack)).toEqual(["create texts-boston", "delete texts-seattle"]);
    expect(names()).toEqual(["boston", "reports"]);

    await edit('subscription("boston", {', 'subscription("boston", {\n      deliverySchema: "CloudEventSchemaV1_0",');
    expect(await steps(stack)).toEqual([
      "delete-replaced texts-boston",
      "replace texts-boston",
      "create-replacement texts-boston",
    ]);
    expect(names()).toEqual(["boston", "reports"]);
  });
});
