import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lastLines, runCommand } from "../../../src/setup/command.js";
import { temporaryFolder } from "../../setup/temporary-folder.ts";

const node = process.execPath;

test("keeps both streams and the exit status", async () => {
  const outcome = await runCommand(node, ["-e", "console.log('out'); console.error('err'); process.exitCode = 3"]);
  expect(outcome).toMatchObject({ status: 3, ended: "exited" });
  expect(outcome.output).toContain("out\n");
  expect(outcome.output).toContain("err\n");
});

test("fails on a command that is not there", async () => {
  expect(await runCommand("acs-events-no-such-command", [])).toMatchObject({ status: undefined, ended: "not-found" });
});

test("kills a command whose time is up, and what it started", async () => {
  const file = join(temporaryFolder(), "written");
  const late = `setTimeout(() => require("node:fs").writeFileSync(${JSON.stringify(file)}, ""), 600)`;
  const parent = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(late)}], { stdio: "inherit" }); setTimeout(() => {}, 60000)`;
  expect(await runCommand(node, ["-e", parent], { timeoutMs: 250 })).toMatchObject({
    status: undefined,
    ended: "timed-out",
  });
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(existsSync(file)).toBe(false);
});

test("the last lines, without blank ones, indented", () => {
  expect(lastLines("one\n\ntwo\r\nthree\n", 2)).toBe("  two\n  three");
  expect(lastLines("")).toBe("");
});
