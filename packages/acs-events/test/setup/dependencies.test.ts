import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { Outcome } from "../../src/setup/command.js";
import {
  dependenciesAreCurrent,
  installDependencies,
  installedMatchesLock,
  npmCommand,
} from "../../src/setup/dependencies.js";
import { temporaryFolder } from "./temporary-folder.ts";

const lockOf = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });
const hono = { "node_modules/hono": { version: "4.13.19" } };
const zod = { "node_modules/zod": { version: "4.6.7" } };
const fsevents = { "node_modules/fsevents": { version: "2.3.3", optional: true } };

describe("installedMatchesLock", () => {
  test.each([
    ["the same packages", { "": { name: "x" }, ...hono }, hono, true],
    ["an optional one is missing", { ...hono, ...fsevents }, hono, true],
    ["one is missing", { ...hono, ...zod }, hono, false],
    ["one is there that is not wanted", hono, { ...hono, ...zod }, false],
    ["another version", hono, { "node_modules/hono": { version: "4.0.0" } }, false],
  ])("%s", (_, wanted, installed, expected) => {
    expect(installedMatchesLock(lockOf(wanted), lockOf(installed))).toBe(expected);
  });

  test.each(["", "{}", "null", "<<<<<<< HEAD"])("fails on %j", (text) => {
    expect(installedMatchesLock(text, lockOf(hono))).toBe(false);
    expect(installedMatchesLock(lockOf(hono), text)).toBe(false);
  });
});

describe("dependenciesAreCurrent", () => {
  const record = "node_modules/.package-lock.json";
  const stamp = "node_modules/.acs-events-setup.json";

  function checkout(files: Record<string, string>) {
    const root = temporaryFolder();
    mkdirSync(join(root, "node_modules"));
    for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
    return root;
  }

  test("no node_modules, or one that npm did not finish", () => {
    const root = checkout({ "package-lock.json": lockOf(hono) });
    expect(dependenciesAreCurrent(root)).toBe(false);
    rmSync(join(root, "node_modules"), { recursive: true });
    expect(dependenciesAreCurrent(root)).toBe(false);
  });

  test("an install made by hand counts, and is stamped", () => {
    const root = checkout({ "package-lock.json": lockOf(hono), [record]: lockOf(hono) });
    expect(dependenciesAreCurrent(root)).toBe(true);
    expect(existsSync(join(root, stamp))).toBe(true);
    expect(dependenciesAreCurrent(root)).toBe(true);
  });

  test("a changed lock file, and an install of something else, are noticed in spite of the stamp", () => {
    const root = checkout({ "package-lock.json": lockOf(hono), [record]: lockOf(hono) });
    expect(dependenciesAreCurrent(root)).toBe(true);
    writeFileSync(join(root, "package-lock.json"), lockOf({ ...hono, ...zod }));
    expect(dependenciesAreCurrent(root)).toBe(false);
    writeFileSync(join(root, record), lockOf({ ...hono, ...zod }));
    expect(dependenciesAreCurrent(root)).toBe(true);
  });
});

describe("installDependencies", () => {
  const answer = (outcome: Partial<Outcome>) =>
    vi.fn(() => Promise.resolve<Outcome>({ status: 1, ended: "exited", output: "", ...outcome }));

  test("runs npm ci in the checkout", async () => {
    const run = answer({ status: 0 });
    await installDependencies("/checkout", run);
    expect(run).toHaveBeenCalledWith(
      expect.any(String),
      expect.arrayContaining(["ci"]),
      expect.objectContaining({ cwd: "/checkout" }),
    );
  });

  test.each<[string, Partial<Outcome>, string]>([
    [
      "no network",
      {
        output: `npm warn EBADENGINE }
npm error code ECONNREFUSED
npm error FetchError: request to http://127.0.0.1:9/zod failed
npm error     at ClientRequest.emit (node:events:524:28) {
npm error   port: 9
npm error }
npm error
npm error If you are behind a proxy, see 'npm help config'
`,
      },
      "The npm registry is out of reach, and node_modules does not hold what package-lock.json asks for.\n" +
        "Connect to the network, or name the registry of your company in your .npmrc, and run `npm run setup` again.\n" +
        "What npm said:\n  npm error code ECONNREFUSED\n" +
        "  npm error FetchError: request to http://127.0.0.1:9/zod failed\n" +
        "  npm error If you are behind a proxy, see 'npm help config'",
    ],
    [
      "another failure",
      { output: "npm error code EUSAGE\n" },
      "`npm ci` failed (exit status 1). Solve what it says and run `npm run setup` again.\n" +
        "What npm said:\n  npm error code EUSAGE",
    ],
    [
      "no npm",
      { status: undefined, ended: "not-found" },
      "npm is not on PATH. It comes with Node: install Node 22 from nodejs.org or with your version manager.",
    ],
  ])("fails on %s", async (_, outcome, message) => {
    const problem = await installDependencies("/checkout", answer(outcome)).catch((error: unknown) => error);
    expect(problem).toMatchObject({ name: "SetupProblem", message });
  });
});

test.each<[Record<string, string>, NodeJS.Platform, object]>([
  [
    { npm_execpath: "/lib/npm/bin/npm-cli.js", npm_node_execpath: "/bin/node" },
    "linux",
    { command: "/bin/node", args: ["/lib/npm/bin/npm-cli.js"], shell: false },
  ],
  [
    { npm_execpath: "/lib/yarn/yarn.js", npm_node_execpath: "/bin/node" },
    "linux",
    { command: "npm", args: [], shell: false },
  ],
  [{}, "linux", { command: "npm", args: [], shell: false }],
  [{}, "win32", { command: "npm", args: [], shell: true }],
])("npm with %j on %s", (env, platform, expected) => {
  expect(npmCommand(env, platform)).toEqual(expected);
});
