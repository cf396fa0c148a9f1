import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test, vi } from "vitest";
import { enginesOnPath, findEngine } from "../../src/setup/engine.js";
import { engineCacheFolder, engineFolder, engineVersion, programStart } from "../../src/setup/engine-layout.js";
import { temporaryFolder, writeProgram } from "./temporary-folder.ts";

/** A machine with these programs; a `pulumi` answers with the version of its folder. */
function machine(versions: Record<string, string>) {
  const root = temporaryFolder();
  const cache = join(root, "cache");
  const ask = vi.fn((program: string) => versions[program.slice(root.length + 1)]);
  const path = (...folders: string[]) => ({
    PATH: folders.map((folder) => join(root, folder)).join(delimiter),
    XDG_CACHE_HOME: cache,
  });
  const asking = { memory: join(root, "state", "setup.json"), ask };
  return { root, cache, ask, path, asking };
}

function installIntoCache(cache: string, from: string): string {
  const folder = engineFolder(engineCacheFolder({ XDG_CACHE_HOME: cache }), engineVersion());
  writeProgram(join(folder, "bin", "pulumi"));
  writeProgram(join(folder, "bin", "pulumi-language-nodejs"));
  writeFileSync(join(folder, "engine.json"), JSON.stringify({ version: engineVersion(), from }));
  return folder;
}

test("pulumi on PATH with its language host beside it", () => {
  const { root, path, asking } = machine({ "bin/pulumi": "v3.300.0" });
  writeProgram(join(root, "bin/pulumi"));
  writeProgram(join(root, "bin/pulumi-language-nodejs"));
  expect(findEngine(path("empty", "bin"), asking)).toEqual({
    pulumi: join(root, "bin/pulumi"),
    languageHostDir: join(root, "bin"),
    version: "3.300.0",
    origin: "path",
    canRunPolicyPacks: true,
  });
});

test("a link on PATH, the language host beside what it points to", () => {
  const { root, path, asking } = machine({ "bin/pulumi": "v3.300.0" });
  writeProgram(join(root, "cellar/pulumi"));
  writeProgram(join(root, "cellar/pulumi-language-nodejs"));
  mkdirSync(join(root, "bin"));
  symlinkSync(join(root, "cellar/pulumi"), join(root, "bin/pulumi"));
  expect(findEngine(path("bin"), asking)).toMatchObject({
    pulumi: join(root, "bin/pulumi"),
    languageHostDir: join(root, "cellar"),
  });
});

test("what does not fit on PATH is passed over, each with its reason", () => {
  const { root, path, asking } = machine({
    "old/pulumi": "v3.100.0",
    "alone/pulumi": "v3.300.0",
    "good/pulumi": "v3.301.0",
  });
  for (const folder of ["old", "broken", "good"]) writeProgram(join(root, folder, "pulumi-language-nodejs"));
  for (const folder of ["old", "alone", "broken", "good"]) writeProgram(join(root, folder, "pulumi"));
  mkdirSync(join(root, "folder", "pulumi"), { recursive: true });
  const env = path("folder", "old", "alone", "broken", "good");
  expect(findEngine(env, asking)?.version).toBe("3.301.0");
  expect([...enginesOnPath(env, asking)].map((found) => ("problem" in found ? found.problem : "fits"))).toEqual([
    `${root}/old/pulumi is version 3.100.0, older than 3.270.0`,
    `${root}/alone/pulumi has no language host (pulumi-language-nodejs) beside it`,
    `${root}/broken/pulumi does not say its version`,
    "fits",
  ]);
});

test("a pulumi is asked for its version once, and again when the file changes", () => {
  const { root, ask, path, asking } = machine({ "bin/pulumi": "v3.300.0" });
  writeProgram(join(root, "bin/pulumi"));
  writeProgram(join(root, "bin/pulumi-language-nodejs"));
  findEngine(path("bin"), asking);
  findEngine(path("bin"), asking);
  expect(ask).toHaveBeenCalledTimes(1);
  utimesSync(join(root, "bin/pulumi"), 1, 1);
  findEngine(path("bin"), asking);
  expect(ask).toHaveBeenCalledTimes(2);
});

test("else the engine in the cache", () => {
  const { cache, ask, path, asking } = machine({});
  const folder = installIntoCache(cache, "installer");
  expect(findEngine(path("bin"), asking)).toEqual({
    pulumi: join(folder, "bin", "pulumi"),
    languageHostDir: join(folder, "bin"),
    version: engineVersion(),
    origin: "cache",
    canRunPolicyPacks: true,
  });
  expect(ask).not.toHaveBeenCalled();
});

test("an engine built from Go modules cannot run policy packs, has a start of its own for programs, and stays itself when it is on PATH", () => {
  const { cache, ask, path, asking } = machine({});
  const folder = installIntoCache(cache, "go-modules");
  const fromCache = findEngine(path("bin"), asking);
  expect(fromCache).toMatchObject({ canRunPolicyPacks: false, programStart });
  expect(findEngine({ PATH: join(folder, "bin"), XDG_CACHE_HOME: "/nowhere" }, asking)).toEqual(fromCache);
  expect(ask).not.toHaveBeenCalled();
});

test.each(["engine.json", "bin/pulumi", "bin/pulumi-language-nodejs"])("an engine without %s is none", (file) => {
  const { cache, path, asking } = machine({});
  const folder = installIntoCache(cache, "installer");
  rmSync(join(folder, file));
  expect(findEngine(path("bin"), asking)).toBeUndefined();
});

test("an engine.json that says something else is none", () => {
  const { cache, path, asking } = machine({});
  installIntoCache(cache, "somewhere");
  expect(findEngine(path("bin"), asking)).toBeUndefined();
});
