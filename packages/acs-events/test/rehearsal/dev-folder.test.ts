import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { devFolderOf, openDevFolder, runningIn } from "../../src/rehearsal/watch/dev-folder.ts";
import { copySample } from "../sample-project.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "dev-folder-"));
  await copySample(root);
});
afterEach(() => rm(root, { recursive: true }));

const open = (fresh = false) => openDevFolder(root, "dev", { fresh });
const resource = {
  id: "/subscriptions/s/resourceGroups/g",
  token: "azure-native:resources:ResourceGroup",
  inputs: {},
  outputs: {},
};

test("what was deployed is there the next time; --fresh forgets it, but not under another process", async () => {
  const first = await open();
  first.state.store.put(resource);
  first.deploying();
  await first.hasDeployed([]);
  await expect(open()).rejects.toThrow("is in use");
  await expect(open(true)).rejects.toThrow("is in use");
  first.close();

  const second = await open();
  expect(second.wasCutOff).toBe(false);
  expect(second.state.store.all()).toHaveLength(1);
  second.close();

  const third = await open(true);
  expect(third.state.store.all()).toEqual([]);
  third.close();
});

test("after a deployment that was cut off nothing is taken for deployed", async () => {
  const first = await open();
  first.state.store.put(resource);
  await writeFile(join(first.engine.state, "checkpoint"), "");
  first.deploying();
  first.close();

  const second = await open();
  expect(second.wasCutOff).toBe(true);
  expect(second.state.store.all()).toEqual([]);
  expect(existsSync(join(second.engine.state, "checkpoint"))).toBe(false);
  second.close();
});

test("a damaged state is left as it is, and the message says how to begin anew", async () => {
  const folder = join(devFolderOf(root, "dev"), "azure");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "state.sqlite"), "cut off".repeat(1_000));
  await expect(open()).rejects.toThrow(
    /cannot be used as the state of a local Azure: .* `acs-events dev --fresh` does that\./s,
  );
  expect(existsSync(join(folder, "state.sqlite"))).toBe(true);
  (await open(true)).close();
});

test("a running one is found, one whose process is gone is not", async () => {
  const folder = await open();
  await folder.announce({ stack: "dev", pid: process.pid, arm: "http://127.0.0.1:1" });
  expect(runningIn(root)).toEqual([{ stack: "dev", pid: process.pid, arm: "http://127.0.0.1:1" }]);
  await folder.announce({ stack: "dev", pid: 2 ** 30, arm: "http://127.0.0.1:1" });
  expect(runningIn(root)).toEqual([]);
  folder.close();
});
