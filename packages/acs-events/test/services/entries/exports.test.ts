import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = new URL("../../../", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
  exports: Record<string, string>;
};
const entries = Object.entries(exports).filter(([, file]) => /\.[jt]s$/.test(file));

/** What is imported for tests needs vitest around it, and `import`. */
const forTests = "./testing";

/**
 * The names of the other entries, as a CommonJS program gets them: `require` refuses a module that waits at its top
 * level. Asked in a process of its own: an entry may change what others see.
 */
function namesOfAll(): Record<string, readonly string[]> {
  const files = entries
    .filter(([entry]) => entry !== forTests)
    .map(([entry, file]) => [entry, fileURLToPath(new URL(file, root))]);
  const program = `const names = {};
for (const [entry, file] of ${JSON.stringify(files)}) names[entry] = Object.keys(require(file)).sort();
console.log(JSON.stringify(names));`;
  const options = { cwd: fileURLToPath(root), encoding: "utf8" } as const;
  return JSON.parse(
    execFileSync(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "--input-type=commonjs", "--eval", program],
      options,
    ),
  );
}

test("every entry can be required and exports the names of data/api.json; a change of the interface is a change of that file", async () => {
  const names = { ...namesOfAll(), [forTests]: Object.keys(await import("../../../src/testing/index.ts")).sort() };
  await expect(`${JSON.stringify(names, null, 2)}\n`).toMatchFileSnapshot("data/api.json");
});
