import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectCompiler } from "../../src/cli/project-compiler.ts";

test("TypeScript 7 has nothing to ask it by: its version, and what to install", async () => {
  const root = await mkdtemp(join(tmpdir(), "acs-events-typescript-7-"));
  try {
    const typescript = join(root, "node_modules/typescript");
    await mkdir(typescript, { recursive: true });
    await writeFile(join(root, "package.json"), "{}");
    // As that package has it: `.` is the file with the version.
    await writeFile(join(typescript, "package.json"), '{ "exports": { ".": "./version.cjs" } }');
    await writeFile(
      join(typescript, "version.cjs"),
      'module.exports = { version: "7.0.2", versionMajorMinor: "7.0" };',
    );
    expect(projectCompiler(root)).toEqual({
      ok: false,
      reason:
        "this project has TypeScript 7.0.2, which other programs cannot use yet; 5.4 to 6 will do (npm install --save-dev typescript@6)",
    });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

test("a folder without a TypeScript of its own: the one that this package finds", () => {
  expect(projectCompiler(tmpdir())).toMatchObject({ ok: true });
});
