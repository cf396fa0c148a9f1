import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

/** A repository with a tool in it, whose sources are one file. */
let repository: string;
let source: string;
const early = ["stripped-types.js", "hidden-warning.js"];

beforeAll(async () => {
  repository = await realpath(await mkdtemp(join(tmpdir(), "acs-events-stripped-")));
  const tool = join(repository, "packages/tool");
  await mkdir(join(tool, "src/setup"), { recursive: true });
  await writeFile(join(tool, "package.json"), '{ "type": "module" }');
  for (const name of early) {
    await cp(new URL(`../../../src/setup/${name}`, import.meta.url), join(tool, "src/setup", name));
  }
  source = join(tool, "src/main.ts");
});
afterAll(() => rm(repository, { recursive: true }));

async function run(text: string): Promise<{ stdout: string; stderr: string }> {
  await writeFile(source, text);
  const first = join(repository, "packages/tool/src/setup/stripped-types.js");
  return promisify(execFile)(process.execPath, ["--import", first, source]).catch((error) => error);
}
const kept = async (): Promise<string[]> => {
  const folder = join(repository, "node_modules/.cache/acs-events/stripped");
  return Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), "utf8")));
};

test("a source is stripped once, and anew when it has changed", async () => {
  expect(await run("const n: number = 1;\nconsole.log(n);\n")).toEqual({ stdout: "1\n", stderr: "" });
  const [once] = await kept();
  expect(once).toContain("const n         = 1;\n");
  expect(await run("const n: number = 1;\nconsole.log(n);\n")).toEqual({ stdout: "1\n", stderr: "" });
  expect(await kept()).toEqual([once]);
  expect((await run("const n: number = 2;\nconsole.log(n);\n")).stdout).toBe("2\n");
  expect(await kept()).toHaveLength(1);
});

test("what is kept is what runs", async () => {
  const text = 'console.log("as it was" satisfies string);\n';
  await run(text);
  const folder = join(repository, "node_modules/.cache/acs-events/stripped");
  const [name = ""] = await readdir(folder);
  await writeFile(
    join(folder, name),
    (await readFile(join(folder, name), "utf8")).replace("as it was", "as it is kept"),
  );
  expect((await run(text)).stdout).toBe("as it is kept\n");
});

test("a place in a source is that of the file, and a mistake is told by Node", async () => {
  expect((await run("interface A {}\n\nthrow new Error('here');\n")).stderr).toContain(`${source}:3`);
  expect((await run("const n: = 1;\n")).stderr).toContain("SyntaxError");
});
