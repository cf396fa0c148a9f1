import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { virtualClock } from "../../../../src/emulator/delivery/clock.ts";
import { createEventGrid } from "../../../../src/emulator/delivery/event-grid.ts";
import { openState } from "../../../../src/emulator/state/kept-state.ts";
import { handler, storeWithTopic, subscribe, textMessage } from "../../../emulator/delivery/rig.ts";
import { folder } from "../../../emulator/state/folder.ts";

test.each([1, 300])(
  "a process that is killed after it accepted %i events: the next one delivers them all",
  async (many) => {
    const where = folder();
    const prepared = openState(where);
    storeWithTopic(prepared.store);
    subscribe(prepared.store, "fine", {
      destination: { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/fine" },
    });
    subscribe(prepared.store, "hangs", {
      destination: { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/hangs" },
    });
    const resources = prepared.store.all();
    prepared.close();

    let killed = false;
    const arrived = { "/fine": new Set<string>(), "/hangs": new Set<string>() };
    const mixed = await handler(({ path, body }) => {
      if (path === "/hangs" && !killed) return "never";
      for (const { id } of JSON.parse(body) as { id: string }[]) arrived[path as "/fine"].add(id);
      return { status: 200 };
    });
    const script = fileURLToPath(new URL("accepting-process.ts", import.meta.url));
    const child = spawn(process.execPath, [script, where, mixed.origin, JSON.stringify(textMessage)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const accepted: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      accepted.push(line);
      if (accepted.length === many) child.kill("SIGKILL");
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    killed = true;

    const { store, journal, close } = openState(where);
    expect(store.all()).toEqual(resources);
    const clock = virtualClock({ start: Date.now() });
    const grid = createEventGrid({
      store,
      journal,
      folder: where,
      clock,
      redirects: { "https://handlers.contoso.example": mixed.origin },
    });
    await clock.advanceToEnd();
    expect(accepted.length).toBeGreaterThanOrEqual(many);
    for (const ids of Object.values(arrived)) expect(accepted.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(grid.log().map(({ outcome }) => outcome))).toEqual(new Set(["delivered"]));
    expect(journal.unfinished()).toEqual([]);
    grid.close();
    close();
  },
);
