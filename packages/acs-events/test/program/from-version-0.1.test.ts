import { expect, test } from "vitest";
import { previewed, withOwnProgram } from "./own-program.ts";

test("a stack that version 0.1 deployed: components are made around what is there, and nothing else happens", async () => {
  await withOwnProgram({ name: "version-0.1" }, async ({ stack, become, emulator }) => {
    const { summary } = await stack.up();
    const resources = summary.resourceChanges?.create ?? 0;
    const deployed = emulator.store.all().map(({ id }) => id);
    expect(resources).toBeGreaterThan(20);

    await become("everything");
    const { changes, same } = await previewed(stack);
    expect(changes).toEqual({
      "AcsEvents acs-events": "create",
      "EventSubscriptions subscriptions": "create",
      "DestroyGuard destroy-guard": "create",
    });
    // The stack itself is one of those that were created.
    expect(same).toBe(resources);

    await stack.up();
    expect(emulator.store.all().map(({ id }) => id)).toEqual(deployed);
    expect((await previewed(stack)).changes).toEqual({});
  });
});
