import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** What a new process prints that imports the file before the SDK and then runs `code`. */
function printed(code: string): string {
  const early = new URL("../../../src/setup/closures-on-demand.js", import.meta.url).href;
  const program = `
    await import(${JSON.stringify(early)});
    const pulumi = (await import("@pulumi/pulumi")).default;
    const { createRequire } = await import("node:module");
    const { cache } = createRequire(import.meta.url);
    const loaded = () => Object.values(cache).filter(({ filename }) => filename !== null).map(({ id }) => id);
    const heavy = () => ["typescript/lib/typescript.js", "@npmcli/arborist/lib/index.js"].map((end) =>
      loaded().some((id) => id.endsWith(end)));
    ${code}`;
  const cwd = fileURLToPath(new URL("../../..", import.meta.url));
  return execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd, encoding: "utf8" }).trim();
}

test("the SDK starts without the compiler and Arborist, and a function still becomes text", () => {
  const [before, after, text] = JSON.parse(
    printed(`
      const before = heavy();
      const { text } = await pulumi.runtime.serializeFunction(() => 1 + 1);
      console.log(JSON.stringify([before, heavy(), text]));`),
  );
  expect(before).toEqual([false, false]);
  expect(after[0]).toBe(true);
  expect(text).toContain("1 + 1");
});
