import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
  exports: Record<string, string>;
};
const entries = Object.entries(exports).filter(([, file]) => /\.[jt]s$/.test(file));

/** Asked in a process of its own: an entry may change what others see. What is imported for tests needs vitest around it. */
function namesOfAll(): unknown {
  const files = entries
    .filter(([entry]) => entry !== "./testing")
    .map(([entry, file]) => [entry, new URL(file, root).href]);
  const program = `const names = {};
for (const [entry, file] of ${JSON.stringify(files)}) names[entry] = Object.keys(await import(file)).sort();
console.log(JSON.stringify(names));`;
  const options = { cwd: fileURLToPath(root), encoding: "utf8" } as const;
  return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "--eval", program], options));
}

test("every entry exports the names of data/api.json; a change of the interface is a change of that file", async () => {
  await expect(`${JSON.stringify(namesOfAll(), null, 2)}\n`).toMatchFileSnapshot("data/api.json");
});

test("every entry can be required by a CommonJS program: none waits at its top level", () => {
  const program = entries
    .filter(([entry]) => entry !== "./testing")
    .map(([, file]) => `require(${JSON.stringify(fileURLToPath(new URL(file, root)))});`)
    .join("\n");
  const out = execFileSync(process.execPath, ["--input-type=commonjs", "--eval", `${program}\nconsole.log("all");`], {
    cwd: fileURLToPath(root),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(out).toBe("all\n");
});
