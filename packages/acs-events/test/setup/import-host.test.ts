import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { type Engine, engineInFolder } from "../../src/setup/engine.js";
import { fillFolder } from "../../src/setup/engine-sources.js";
import { engineForImport } from "../../src/setup/import-host.js";
import { createProgress } from "../../src/setup/progress.js";
import { done, failed, recorder } from "./command-recorder.ts";
import { temporaryFolder, writeProgram } from "./temporary-folder.ts";

const progress = createProgress({
  write: () => undefined,
  live: false,
  color: false,
  columns: () => undefined,
  now: () => 0,
  every: () => () => undefined,
});
const goVersion = { ...done, output: "go version go1.26.8 linux/amd64\n" };

async function installed(from: "installer" | "go-modules"): Promise<Engine> {
  const folder = join(temporaryFolder(), "engine", "3.274.1-here");
  await fillFolder({ folder, version: "3.274.1" }, from, async (unfinished) => {
    writeProgram(join(unfinished, "bin", "pulumi"));
    writeProgram(join(unfinished, "bin", "pulumi-language-nodejs"));
    return undefined;
  });
  const engine = engineInFolder(folder);
  if (engine === undefined) throw new Error("the engine was installed");
  return engine;
}

test("an engine that Pulumi has released writes programs itself", async () => {
  const engine = await installed("installer");
  const { calls, run } = recorder(() => done);
  expect(await engineForImport(engine, { run, progress })).toBe(engine);
  expect(calls).toEqual([]);
});

test("an engine that an earlier set-up built gets its host once, with the same pulumi beside it", async () => {
  const engine = await installed("go-modules");
  const folder = dirname(engine.languageHostDir);
  const { calls, run } = recorder((_, args) => {
    if (args[0] === "version") return goVersion;
    writeProgram(args[args.indexOf("-o") + 1] ?? "");
    return done;
  });
  const expected = { ...engine, pulumi: join(folder, "import", "pulumi"), languageHostDir: join(folder, "import") };
  expect(await engineForImport(engine, { run, progress })).toEqual(expected);
  expect(readFileSync(expected.pulumi)).toEqual(readFileSync(engine.pulumi));
  expect(readdirSync(dirname(folder))).toEqual(["3.274.1-here"]);
  expect(calls.map(({ args }) => args[0])).toEqual(["version", "build"]);

  expect(await engineForImport(engine, { run, progress })).toEqual(expected);
  expect(calls).toHaveLength(2);
});

test.each([
  ["there is no Go", "Go is not on PATH"],
  ["Go fails", "`go build` of pulumi-language-nodejs failed:\n  go: no network"],
])("%s: what to say instead, and nothing is left", async (why, reason) => {
  const engine = await installed("go-modules");
  const { run } = recorder((_, args) => {
    if (args[0] !== "version") return failed("go: no network\n");
    return why === "Go fails" ? goVersion : { status: undefined, ended: "not-found", output: "" };
  });
  await expect(engineForImport(engine, { run, progress })).rejects.toThrow(
    `The engine that set-up built cannot write programs. The part for that could not be built: ${reason}\nSay --generate-code=false, or install the Pulumi command line.`,
  );
  const folder = dirname(engine.languageHostDir);
  expect(readdirSync(dirname(folder))).toEqual(["3.274.1-here"]);
  expect(readdirSync(folder).sort()).toEqual(["bin", "engine.json"]);
});
