import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Below the package, so that a bundle finds what is not bundled. */
let folder: string;
beforeAll(async () => {
  const cache = join(root, "..", "..", "node_modules", ".cache", "acs-events");
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, "bundled-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * What somebody's program becomes who bundles it to one CommonJS file. esbuild refuses a top-level await there, and
 * leaves `import.meta` empty: code that needs its own address fails when it is loaded.
 */
async function loadBundled(name: string, source: string): Promise<Record<string, unknown>> {
  const entry = join(folder, `${name}.mjs`);
  const outfile = join(folder, `${name}.cjs`);
  await writeFile(entry, source);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["@pulumi/*"],
    logLevel: "silent",
  });
  return createRequire(import.meta.url)(outfile);
}

test("components and filters work in a program that is bundled to CommonJS", async () => {
  const program = await loadBundled(
    "program",
    `export { filter, subscription } from "acs-events";
     export { AcsEvents, deploy, EventSubscriptions } from "acs-events/pulumi";
     import { filter, subscription } from "acs-events";
     export const declared = subscription("texts", {
       filter: filter({ eventTypes: ["Microsoft.Communication.SMSReceived"] }),
       endpoint: "queue",
     });`,
  );
  expect(Object.keys(program).sort()).toEqual([
    "AcsEvents",
    "EventSubscriptions",
    "declared",
    "deploy",
    "filter",
    "subscription",
  ]);
  // Nobody knows where in a bundle something was declared.
  expect(program["declared"]).not.toHaveProperty("declaredAt");
});
