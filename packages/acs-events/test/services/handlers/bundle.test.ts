import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

const source = (entry: string): string => fileURLToPath(new URL(`../../../src/handlers/${entry}`, import.meta.url));

async function bundle(entry: string) {
  const { metafile, outputFiles } = await build({
    entryPoints: [source(entry)],
    bundle: true,
    platform: "node",
    // A top-level await would not compile.
    format: "cjs",
    minify: true,
    metafile: true,
    write: false,
    logLevel: "silent",
    external: ["node:sqlite"],
  });
  return { inputs: Object.keys(metafile.inputs), bytes: outputFiles[0]?.contents.length ?? 0 };
}

test.each([
  ["index.ts", 250_000],
  ["sqlite/index.ts", 250_000],
  ["entra/index.ts", 60_000],
  ["pino/index.ts", 100_000],
  ["table/index.ts", 450_000],
  ["storage-queue/index.ts", 450_000],
  ["service-bus/index.ts", 800_000],
])("%s can be bundled alone, without Pulumi and hono, and stays below %i bytes", async (entry, most) => {
  const { inputs, bytes } = await bundle(entry);
  expect(inputs.length).toBeGreaterThan(2);
  expect(inputs.filter((file) => /node_modules\/(?:@pulumi|hono|@hono)\//.test(file))).toEqual([]);
  const rooms = new Set(inputs.flatMap((file) => /^(?!.*node_modules).*src\/([\w-]+)\//.exec(file)?.[1] ?? []));
  expect([...rooms].filter((room) => !["handlers", "catalog", "text", "json"].includes(room))).toEqual([]);
  expect(bytes).toBeLessThan(most);
});
