import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { QueueClient } from "@azure/storage-queue";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { random } from "../../../../bench/random.ts";
import { sqliteInbox } from "../../../../src/handlers/sqlite/index.ts";
import { tableInbox } from "../../../../src/handlers/table/index.ts";
import { type Azurite, startAzurite } from "../../../azurite.ts";
import { text } from "../../../handlers/deliveries.ts";
import { type Killable, startKillable } from "./killable.ts";
import type { ChildSettings, Effect } from "./settings.ts";

const concurrency = 16;
const relayConcurrency = 4;

export interface CrashRun {
  readonly mode: ChildSettings["mode"];
  readonly store: "sqlite" | "table";
  readonly deliveries: number;
}

/** Four fifths of them different events, the others duplicates, in no order. */
function deliveriesOf(
  deliveries: number,
  seed: number,
): { readonly ids: readonly string[]; readonly order: readonly string[] } {
  const { below, pick } = random(seed);
  const ids = Array.from({ length: (deliveries * 4) / 5 }, (_, index) => `event-${index}`);
  const duplicates = Array.from({ length: deliveries - ids.length }, () => pick(ids));
  const order: string[] = [];
  for (const id of [...ids, ...duplicates]) order.splice(below(order.length + 1), 0, id);
  return { ids, order };
}

const effectsIn = (settings: ChildSettings, name: Effect): readonly string[] =>
  readFileSync(join(settings.folder, name), "utf8").trim().split("\n");

/** Kills the process again and again while deliveries are under way; what comes back is the last one, alive. */
async function killInTurn(
  settings: ChildSettings,
  { deliveries, kills }: { readonly deliveries: number; readonly kills: number },
  current: () => Killable,
  replace: (next: Killable) => void,
): Promise<void> {
  for (let turn = 1; turn <= kills; turn += 1) {
    const goal = Math.floor((deliveries * 4 * turn) / (5 * (kills + 2)));
    while (plainEffects(settings) < goal) await pause(20);
    await current().kill();
    replace(await startKillable(settings));
  }
}

function plainEffects(settings: ChildSettings): number {
  try {
    return effectsIn(settings, "plain").length;
  } catch {
    return 0;
  }
}

/** Delivers as Event Grid does: again until it is answered with success. */
async function deliver(order: readonly string[], url: () => string | undefined): Promise<void> {
  const waiting = [...order];
  const sender = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const status = await fetch(`${url()}/api/sms`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify([{ ...text, id }]),
      }).then(
        (response) => response.status,
        () => 0,
      );
      if (status !== 200) {
        waiting.unshift(id);
        await pause(50);
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
}

/** Delivers to processes that are killed, in each of these ways, and compares what they did with what they promise. */
export function testCrashes(runs: readonly CrashRun[], kills: number): void {
  const all = runs.reduce((sum, { deliveries }) => sum + deliveries, 0);
  describe.concurrent(`${all} deliveries to processes that are killed ${kills} times`, () => {
    let azurite: Azurite;
    let folder: string;
    beforeAll(async () => {
      azurite = await startAzurite();
      folder = await mkdtemp(join(tmpdir(), "acs-events-"));
    });
    afterAll(async () => {
      await rm(folder, { recursive: true });
    });
    test.each(runs)(
      "nothing lost, nothing twice beyond the window: $mode, $store, $deliveries",
      async (run) => {
        await crash(run, kills, azurite.connectionString, folder);
        // A dozen processes are started one after the other, which takes its time where others use the machine.
      },
      600_000,
    );
  });
}

async function crash(
  { mode, store, deliveries }: CrashRun,
  kills: number,
  connectionString: string,
  folder: string,
): Promise<void> {
  const name = `${mode}${store}`;
  const settings: ChildSettings = {
    mode,
    inbox: store === "sqlite" ? { file: join(folder, `${name}.sqlite`) } : { table: name },
    connectionString,
    queue: name,
    folder: await mkdtemp(join(folder, `${name}-`)),
    concurrency,
    relayConcurrency,
  };
  const { ids, order } = deliveriesOf(deliveries, deliveries);
  const queue = new QueueClient(connectionString, name);
  await queue.createIfNotExists();
  let process = await startKillable(settings);
  try {
    const killed = killInTurn(
      settings,
      { deliveries, kills },
      () => process,
      (next) => {
        process = next;
      },
    );
    if (mode === "server") {
      await deliver(order, () => process.url);
    } else {
      for (let start = 0; start < order.length; start += 16) {
        const messages = order.slice(start, start + 16).map((id) => Buffer.from(JSON.stringify({ ...text, id })));
        await Promise.all(messages.map((message) => queue.sendMessage(message.toString("base64"))));
      }
      await killed;
      while (((await queue.getProperties()).approximateMessagesCount ?? 0) > 0) await pause(200);
    }
    await killed;
    const sentIds = () => new Set(effectsIn(settings, "sent").map((line) => line.split(" ")[0]));
    while (sentIds().size < ids.length) await pause(200);
    const inbox =
      store === "sqlite"
        ? sqliteInbox({ file: join(folder, `${name}.sqlite`) })
        : await tableInbox({ table: name, connection: settings });
    const uncertain = (await inbox.deadLetters.list(10_000)).filter(({ because }) => because === "uncertain-effect");
    await inbox.close();

    // A plain effect: at least once. One kill repeats at most what was in work.
    const plain = effectsIn(settings, "plain");
    expect(new Set(plain)).toEqual(new Set(ids));
    expect(plain.length - ids.length).toBeLessThanOrEqual(kills * concurrency);
    // An effect of `once`: never twice. What was interrupted is in the dead letters, and nothing else is missing.
    const onced = effectsIn(settings, "once");
    expect(onced.length).toBe(new Set(onced).size);
    const missing = ids.filter((id) => !onced.includes(id));
    const kept = new Set(uncertain.map(({ eventId }) => eventId));
    expect(missing.filter((id) => !kept.has(id))).toEqual([]);
    expect(uncertain.length).toBeLessThanOrEqual(kills * concurrency);
    // The outbox: one message an event. One kill repeats at most what the relay was sending.
    const sent = effectsIn(settings, "sent").map((line) => line.split(" "));
    expect(sentIds()).toEqual(new Set(ids));
    expect(new Set(sent.map(([, message]) => message)).size).toBe(ids.length);
    expect(sent.length - ids.length).toBeLessThanOrEqual(kills * relayConcurrency);
  } finally {
    await process.kill();
  }
}
