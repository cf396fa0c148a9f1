import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { counter } from "../../src/dead-letters/count.ts";
import type { DeadLetter } from "../../src/dead-letters/dead-letter.ts";
import { folderStore } from "../../src/dead-letters/folder-store.ts";
import { receiverTarget } from "../../src/dead-letters/receiver-target.ts";
import { type Replayed, replay } from "../../src/dead-letters/replay.ts";
import { storedDeadLetters } from "../../src/dead-letters/stored-dead-letters.ts";
import {
  blobDeadLetters,
  folderDeadLetters,
  memoryInbox,
  PermanentFailure,
  receiver,
  startHttpServer,
} from "../../src/handlers/index.ts";
import { text } from "../handlers/deliveries.ts";

/** A receiver with two handlers, of which one cannot handle "bad" at first, and its dead letters in a folder. */
async function start() {
  const folder = await mkdtemp(join(tmpdir(), "acs-events-"));
  const ran: string[] = [];
  let mended = false;
  const receive = receiver({
    local: true,
    name: "sms",
    inbox: memoryInbox(),
    deadLetters: folderDeadLetters(folder),
    on: {
      "Microsoft.Communication.SMSReceived": {
        file: ({ id }) => void ran.push(`file ${id}`),
        push: ({ id }) => {
          if (id === "bad" && !mended) throw new PermanentFailure("the phone is gone");
          ran.push(`push ${id}`);
        },
      },
    },
  });
  const server = await startHttpServer({ receivers: { "/": receive } });
  onTestFinished(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const url = new URL(server.url);
  const deliver = (events: readonly unknown[]) =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "aeg-subscription-name": "SUPPORT-TEXTS" },
      body: JSON.stringify(events),
    });
  const mend = (): void => {
    mended = true;
  };
  return { folder, ran, deliver, url, mend };
}

async function found(folder: string): Promise<readonly (DeadLetter & { readonly marked: boolean })[]> {
  const items = [];
  for await (const item of storedDeadLetters(await folderStore(folder), {})) items.push(item);
  return items.map((item) => {
    if (item.kind === "problem") throw new Error(item.message);
    return item.deadLetter;
  });
}

test("what a receiver keeps is listed, counted by reason, replayed once to the handlers that failed, and marked", async () => {
  const { folder, ran, deliver, url, mend } = await start();
  const payload = { ...text, id: "wrong", data: { ...text.data, message: 1 } };
  expect((await deliver([text, { ...text, id: "bad" }, payload])).status).toBe(200);
  expect(ran.sort()).toEqual(["file bad", "file e1", "push e1"]);
  const letters = await found(folder);
  const count = counter();
  for (const letter of letters) count.add(letter);
  expect(count.counts()).toEqual([
    { subscription: "SUPPORT-TEXTS", reason: "invalid-payload", lastDeliveryOutcome: "kept by sms", count: 1 },
    { subscription: "SUPPORT-TEXTS", reason: "permanent-failure", lastDeliveryOutcome: "kept by sms", count: 1 },
  ]);
  const bad = letters.find(({ id }) => id === "bad");
  expect(bad).toMatchObject({ type: "Microsoft.Communication.SMSReceived", event: { ...text, id: "bad" } });
  expect(bad?.kept).toEqual({ receiver: "sms", handlers: ["push"], detail: "the phone is gone" });

  const again = async (): Promise<readonly Replayed["outcome"][]> => {
    const options = { target: receiverTarget(url), now: () => new Date(), again: false, onReplayed: () => {} };
    const results = await replay(bad === undefined ? [] : [bad], { ...options, store: await folderStore(folder) });
    return results.map(({ outcome }) => outcome);
  };
  mend();
  ran.length = 0;
  // Event Grid delivers it once more: it is done with. The replay runs the handler that failed, and no other.
  await deliver([{ ...text, id: "bad" }]);
  expect(ran).toEqual([]);
  expect(await again()).toEqual(["replayed"]);
  expect(await again()).toEqual(["replayed-before"]);
  expect(ran).toEqual(["push bad"]);
  expect((await found(folder)).filter(({ marked }) => marked).map(({ id }) => id)).toEqual(["bad"]);
});

test("a subscription's name that a sender made up leads nowhere else", async () => {
  const folder = await mkdtemp(join(tmpdir(), "acs-events-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const kept = {
    because: "not-an-event",
    reason: "no id",
    keptAt: "2026-11-24T09:05:00.000Z",
    receiver: "sms",
  } as const;
  const rest = { handlers: [], eventId: undefined, eventType: undefined, deliveryCount: undefined, body: "{}" };
  for (const subscription of ["../../etc", "a", "x".repeat(200), "\u0000", undefined]) {
    await folderDeadLetters(folder).keep({ ...kept, ...rest, subscription });
  }
  const keys = (await found(folder)).map(({ key }) => key.replace(/[^/]*$/, ""));
  expect(keys).toEqual([
    "---/2026/11/24/9/",
    "------ETC/2026/11/24/9/",
    "A--/2026/11/24/9/",
    "RECEIVER-SMS/2026/11/24/9/",
    `${"X".repeat(64)}/2026/11/24/9/`,
  ]);
});

test("a container is https", () => {
  const credential = { getToken: async () => null };
  expect(() => blobDeadLetters({ url: "http://account.example/undelivered", credential })).toThrow(
    "The container of the dead letters is not an https URL",
  );
});
