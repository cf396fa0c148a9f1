import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { expect, test } from "vitest";
import { skipOutputs } from "../../src/engine/rehearsal-stack.ts";
import { changesOf, type OwnProgram, previewed, withOwnProgram } from "./own-program.ts";

/** What the engine does, and to how many resources nothing. */
async function up(stack: OwnProgram["stack"]): Promise<{ changes: Record<string, string>; same: number }> {
  const events: EngineEvent[] = [];
  await stack.up({ onEvent: (event) => events.push(event) });
  const same = events.filter(({ resourcePreEvent }) => resourcePreEvent?.metadata.op === "same");
  return { changes: changesOf(events), same: same.length };
}

test("a stack that version 0.1 deployed: components are made around what is there, and nothing else happens", async () => {
  await withOwnProgram({ name: "version-0.1", inThisProcess: true }, async ({ stack, become, emulator }) => {
    skipOutputs(stack);
    const made = Object.values((await up(stack)).changes);
    const deployed = emulator.store.all().map(({ id }) => id);
    expect(new Set(made)).toEqual(new Set(["create"]));
    expect(made.length).toBeGreaterThan(20);

    await become("everything");
    expect(await up(stack)).toEqual({
      changes: {
        "AcsEvents acs-events": "create",
        "EventSubscriptions subscriptions": "create",
        "DestroyGuard destroy-guard": "create",
      },
      // The stack itself is one of those that were created.
      same: made.length,
    });
    expect(emulator.store.all().map(({ id }) => id)).toEqual(deployed);
    expect((await previewed(stack)).changes).toEqual({});
  });
});
