import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Outcome } from "../../src/setup/command.js";
import { nodeOfPackage, provideNode } from "../../src/setup/local-node.js";
import { temporaryFolder, writeProgram } from "./temporary-folder.ts";

/** A checkout whose `node` package says `version` (nothing: it is missing or does not run) and whose installer makes it say `installed`. */
function checkout({ version, installed }: { version?: string; installed?: string }, runningVersion = "v20.20.2") {
  const root = temporaryFolder();
  const link = writeProgram(join(root, "node_modules", ".bin", "node"));
  let says = version;
  const run = vi.fn(() => {
    says = installed;
    return Promise.resolve<Outcome>({ status: 0, ended: "exited", output: "npm error no such package\n" });
  });
  const around = { running: "/usr/bin/node", runningVersion, ask: () => says };
  return { root, link, run, around };
}

test("the package's Node, when it is new enough", async () => {
  const { root, run, around } = checkout({ version: "v22.23.3" });
  const node = await provideNode(root, run, around);
  expect(node).toEqual({
    executable: join(root, "node_modules", "node", "bin", "node"),
    version: "v22.23.3",
    origin: "node_modules",
  });
  expect(run).not.toHaveBeenCalled();
});

test("a package's Node that is too old is none", () => {
  const { root, around } = checkout({ version: "v22.17.0" });
  expect(nodeOfPackage(root, around)).toBeUndefined();
});

test("a package's Node that npm scripts do not find is none", () => {
  const { root, link, around } = checkout({ version: "v22.23.3" });
  rmSync(link);
  expect(nodeOfPackage(root, around)).toBeUndefined();
});

test("without it the running Node, if it is new enough; the one that does not run is set aside", async () => {
  const { root, link, run, around } = checkout({}, "v24.4.0");
  expect(await provideNode(root, run, around)).toEqual({
    executable: "/usr/bin/node",
    version: "v24.4.0",
    origin: "yours",
  });
  expect(run).not.toHaveBeenCalled();
  expect(existsSync(link)).toBe(false);
});

test("without either the package's install script, which npm may have been told not to run", async () => {
  const { root, run, around } = checkout({ installed: "v22.23.3" });
  expect((await provideNode(root, run, around)).version).toBe("v22.23.3");
  expect(run).toHaveBeenCalledWith(
    expect.any(String),
    expect.arrayContaining(["rebuild", "node", "--ignore-scripts=false"]),
    expect.objectContaining({ cwd: root }),
  );
});

test("fails with what to install", async () => {
  const { root, run, around } = checkout({});
  await expect(provideNode(root, run, around)).rejects.toThrow(
    "Node 22 is missing: the npm package `node` brings it, but its install script did not get it to run on this machine.\n" +
      "This is Node v20.20.2, which cannot run TypeScript files. Install Node 22 from nodejs.org or with your version manager, " +
      "and run `npm run setup` again.\n" +
      "npm's last lines:\n  npm error no such package",
  );
});
