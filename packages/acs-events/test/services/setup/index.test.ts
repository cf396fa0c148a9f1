import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../../..", import.meta.url));
const setup = (...args: string[]) =>
  spawnSync(process.execPath, ["setup.js", ...args], { cwd: root, encoding: "utf8" });

test("in a checkout that is set up it says so in one line, again and again", () => {
  for (const { status, stdout, stderr } of [setup("--no-engine"), setup("--no-engine")]) {
    expect(stdout).toMatch(/^Ready: Node \d+\.\d+\.\d+( \(yours\))?, in \d\.\d s\n$/);
    expect([status, stderr]).toEqual([0, ""]);
  }
});

test("--help explains", () => {
  const { status, stdout } = setup("--help");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: npm run setup \[-- --no-engine\]\n/);
  expect(stdout).toContain("--no-engine  omit the engine");
});

test("fails on a flag that it does not know", () => {
  const { status, stdout, stderr } = setup("--no-engine", "--noengine", "--force");
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toBe("The set-up does not know --noengine, --force. It knows --no-engine and --help.\n");
});
