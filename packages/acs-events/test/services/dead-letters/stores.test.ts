import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ContainerClient, StorageSharedKeyCredential } from "@azure/storage-blob";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containerStore } from "../../../src/dead-letters/container-store.ts";
import { folderStore } from "../../../src/dead-letters/folder-store.ts";
import { claimReplay, readMark } from "../../../src/dead-letters/replay-mark.ts";
import type { DeadLetterStore } from "../../../src/dead-letters/store.ts";
import { findDeadLetter, type ReadItem, storedDeadLetters } from "../../../src/dead-letters/stored-dead-letters.ts";
import { type Azurite, startAzurite } from "../../azurite.ts";
import { actions, cloudEventDeadLetter, eventGridDeadLetter, texts } from "../../dead-letters/sample-dead-letters.ts";

const blobs: Readonly<Record<string, string>> = {
  [texts]: JSON.stringify([eventGridDeadLetter, cloudEventDeadLetter]),
  [actions]: JSON.stringify([eventGridDeadLetter]),
  "SUPPORT-SMS-ACTIONS/2026/1/2/3/cut.json": "[{",
  "not-ours.txt": "hello",
};

let azurite: Azurite;
let folder: string;
beforeAll(async () => {
  azurite = await startAzurite();
  folder = await mkdtemp(join(tmpdir(), "dead-letters-"));
}, 60_000);
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const noLogin = () => Promise.reject(new Error("nobody should need a login here"));
let made = 0;

/** Both kinds of store, each with the blobs above. */
const kinds: readonly (readonly [string, () => Promise<DeadLetterStore>])[] = [
  [
    "a container in Azurite",
    async () => {
      made += 1;
      const url = `${azurite.blob}/undelivered${made}`;
      const container = new ContainerClient(url, new StorageSharedKeyCredential(azurite.account, azurite.key));
      await container.create();
      for (const [path, text] of Object.entries(blobs)) {
        await container.getBlockBlobClient(path).upload(text, Buffer.byteLength(text));
      }
      return containerStore(new URL(url), noLogin);
    },
  ],
  [
    "a folder",
    async () => {
      made += 1;
      const root = join(folder, String(made));
      for (const [path, text] of Object.entries(blobs)) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), text);
      }
      return folderStore(root);
    },
  ],
];

describe.each(kinds)("%s", (_, open) => {
  const keysOf = async (items: AsyncIterable<ReadItem>) => {
    const keys: string[] = [];
    for await (const item of items) keys.push(item.kind === "problem" ? item.message : item.deadLetter.key);
    return keys;
  };

  test("has its dead letters read in the order of their paths, with what cannot be read", async () => {
    expect(await keysOf(storedDeadLetters(await open(), {}))).toEqual([
      `${texts}#0`,
      `${texts}#1`,
      `${actions}#0`,
      expect.stringMatching(/cut\.json is not JSON/),
    ]);
  });

  test("is asked for one subscription, reason or type", async () => {
    const store = await open();
    expect(await keysOf(storedDeadLetters(store, { subscription: "support-inbound-sms" }))).toHaveLength(2);
    const reason = "UndeliverableDueToHttpBadRequest";
    expect(await keysOf(storedDeadLetters(store, { subscription: "support-inbound-sms", reason }))).toEqual([
      `${texts}#1`,
    ]);
    expect(await keysOf(storedDeadLetters(store, { subscription: "support-inbound-sms", type: "x" }))).toEqual([]);
    expect(await keysOf(storedDeadLetters(store, { subscription: "nobody" }))).toEqual([]);
  });

  test("finds one by its key", async () => {
    const store = await open();
    expect(await findDeadLetter(store, `${texts}#1`)).toMatchObject({ deadLetter: { id: "Incoming_2" } });
    expect(await findDeadLetter(store, texts)).toMatchObject({ deadLetter: { id: "Incoming_1" } });
    for (const key of [`${texts}#2`, "nothing", "", "../../etc/passwd#0", "A/2026/1/1/1/x.json#0"]) {
      expect(await findDeadLetter(store, key), key).toBeUndefined();
    }
  });

  test("lets only one of many claim a replay, and shows the mark", async () => {
    const store = await open();
    const now = () => new Date("2026-11-24T12:00:00Z");
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimReplay(store, `${texts}#1`, "here", now)));
    const won = claims.filter((claim) => !("state" in claim));
    expect(won).toHaveLength(1);
    expect(await readMark(store, `${texts}#1`)).toEqual({ state: "started", to: "here", at: now().toISOString() });
    expect(await findDeadLetter(store, `${texts}#1`)).toMatchObject({ deadLetter: { marked: true } });
    expect(await findDeadLetter(store, `${texts}#0`)).toMatchObject({ deadLetter: { marked: false } });

    const [claim] = won;
    if (claim === undefined || "state" in claim) throw new Error("nobody won");
    await claim.done();
    expect(await readMark(store, `${texts}#1`)).toMatchObject({ state: "done" });
    const marked: string[] = [];
    for await (const item of storedDeadLetters(store, { subscription: "support-inbound-sms" })) {
      if (item.kind === "dead-letter" && item.deadLetter.marked) marked.push(item.deadLetter.key);
    }
    expect(marked).toEqual([`${texts}#1`]);
    await claim.release();
    expect(await readMark(store, `${texts}#1`)).toBeUndefined();
    expect(await claimReplay(store, `${texts}#1`, "here", now)).not.toHaveProperty("state");
  });
});

async function firstOf(paths: AsyncIterable<string>): Promise<string | undefined> {
  for await (const path of paths) return path;
  return undefined;
}

describe("what cannot be used is one sentence", () => {
  test("a folder that is not there", async () => {
    await expect(folderStore(join(folder, "nowhere"))).rejects.toThrow(/^There is no folder .*nowhere\./);
  });

  test("a container that is not there", async () => {
    const store = await containerStore(new URL(`${azurite.blob}/nowhere`), noLogin);
    await expect(firstOf(store.paths(""))).rejects.toThrow(/^There is no container http.*nowhere\./);
    await expect(store.create(texts, "")).rejects.toThrow(/^There is no container/);
  });

  test("a key that leads out of the folder", async () => {
    const store = await folderStore(folder);
    await expect((async () => store.read("../secret"))()).rejects.toThrow(/leads out of/);
  });
});
