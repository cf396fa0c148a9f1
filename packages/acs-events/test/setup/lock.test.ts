import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { withLock } from "../../src/setup/lock.js";
import { temporaryFolder } from "./temporary-folder.ts";

const fast = { pollMs: 1, patienceMs: 50 };

test("two set-ups of one checkout work one after the other", async () => {
  const file = join(temporaryFolder(), "state", "setup.lock");
  const log: string[] = [];
  const onWait = vi.fn();
  const work = (name: string) => async () => {
    log.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    log.push(`${name} ends`);
  };
  await Promise.all([
    withLock(file, work("first"), { pollMs: 1, onWait }),
    withLock(file, work("second"), { pollMs: 1, onWait }),
  ]);
  expect(log).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(onWait).toHaveBeenCalledTimes(1);
  expect(existsSync(file)).toBe(false);
});

test("holds this process's number while it works, and lets go when the work fails", async () => {
  const file = join(temporaryFolder(), "setup.lock");
  const work = async () => {
    expect(readFileSync(file, "utf8")).toBe(String(process.pid));
    throw new Error("no network");
  };
  await expect(withLock(file, work)).rejects.toThrow("no network");
  expect(existsSync(file)).toBe(false);
});

test("takes over from a process that has ended, and from a lock left empty", async () => {
  const file = join(temporaryFolder(), "setup.lock");
  writeFileSync(file, String(spawnSync(process.execPath, ["--version"]).pid));
  expect(await withLock(file, () => Promise.resolve("done"), fast)).toBe("done");
  writeFileSync(file, "");
  utimesSync(file, 1, 1);
  expect(await withLock(file, () => Promise.resolve("done"), fast)).toBe("done");
});

test("fails when the other one takes too long", async () => {
  const file = join(temporaryFolder(), "setup.lock");
  writeFileSync(file, String(process.pid));
  const problem = await withLock(file, () => Promise.resolve("done"), fast).catch((error: unknown) => error);
  expect(problem).toMatchObject({
    name: "SetupProblem",
    message:
      `Another set-up of this checkout has been at work for too long (process ${process.pid}). ` +
      `If it is gone, delete ${file} and run \`npm run setup\` again.`,
  });
});
