import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { messageOfCopies } from "../../src/pulumi/one-sdk.ts";

test("one copy of the SDK, or none, is as it should be", () => {
  expect(messageOfCopies([])).toBeUndefined();
  expect(
    messageOfCopies(["/p/node_modules/@pulumi/pulumi/index.js", "/p/node_modules/@pulumi/pulumi/runtime/index.js"]),
  ).toBeUndefined();
});

test("two copies that one program loaded are named, with the command that makes them one", async () => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "acs-events-two-sdks-")));
  try {
    const [first, second] = ["node_modules", "node_modules/azure/node_modules"].map((path) =>
      join(folder, path, "@pulumi/pulumi"),
    );
    for (const copy of [first, second]) {
      await mkdir(copy ?? "", { recursive: true });
      await writeFile(join(copy ?? "", "index.js"), "exports.RunError = class RunError extends Error {};\n");
    }
    await cp(new URL("../../src/pulumi/one-sdk.ts", import.meta.url), join(folder, "one-sdk.ts"));
    const program = `const { createRequire } = await import("node:module");
const require = createRequire(${JSON.stringify(join(folder, "program.js"))});
require(${JSON.stringify(join(second ?? "", "index.js"))});
const { requireOneSdk } = await import(${JSON.stringify(pathToFileURL(join(folder, "one-sdk.ts")).href)});
try { requireOneSdk(); } catch (error) { console.log(error.constructor.name + ": " + error.message); }`;
    const said = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(said.trim()).toBe(
      `RunError: This program loaded @pulumi/pulumi 2 times: ${second}, ${first}. It must be one copy: run \`npm dedupe\`; \`npm ls @pulumi/pulumi\` shows which package asks for which version.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
