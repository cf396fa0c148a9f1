import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { writeProject } from "../../src/init/new-project.ts";
import { acsEvents } from "../cli/command-line.ts";
import { linkDependencies } from "../sample-project.ts";

const request = { name: "contoso-events", location: "westus", dataLocation: "Europe" };

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), "acs-events-init-"));
});
afterEach(() => rm(place, { recursive: true, force: true }));

/** A writer that fails at its fourth file, as a full disk or a folder of somebody else would. */
function failing(code: string): typeof writeFile {
  let written = 0;
  return async (path, text, options) => {
    written += 1;
    if (written === 4) throw Object.assign(new Error(`${code}: it cannot be written`), { code });
    await writeFile(path, text, options);
  };
}

describe("nothing is written, and a sentence says why and what helps", () => {
  test.each([
    ["ENOSPC", "the disk is full. Make room and try again."],
    ["EACCES", "you are not allowed to write there. Choose another folder, or change its permissions."],
    ["EROFS", "you are not allowed to write there. Choose another folder, or change its permissions."],
  ])("%s in the middle of a new project", async (code, why) => {
    const folder = join(place, "company/my-events");
    await expect(writeProject(folder, request, failing(code))).rejects.toThrow(
      `Nothing was written into ${folder}: ${why}`,
    );
    expect(await readdir(place)).toEqual([]);
  });

  test("a full disk in the middle of an addition to a program that is there", async () => {
    await writeFile(join(place, "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
    await mkdir(join(place, "infra"));
    await writeFile(join(place, "infra/index.ts"), "// mine\n");
    await expect(writeProject(place, request, failing("ENOSPC"))).rejects.toThrow("the disk is full");
    expect((await readdir(place, { recursive: true })).sort()).toEqual(["Pulumi.yaml", "infra", "infra/index.ts"]);
  });

  test("a folder in use", async () => {
    for (const name of ["a", "b", "c", "d"]) await writeFile(join(place, name), "");
    await expect(writeProject(place, request)).rejects.toThrow(
      `${place} is not empty (a, b, c, …), so nothing was written. Give a new folder: npx acs-events init my-events`,
    );
    expect(await readdir(place)).toEqual(["a", "b", "c", "d"]);
  });

  test("a path that leads through a file, as root cannot write there either", async () => {
    await writeFile(join(place, "file"), "mine");
    for (const folder of [join(place, "file"), join(place, "file/my-events")]) {
      await expect(writeProject(folder, request)).rejects.toThrow(
        "a part of its path is a file. Choose another folder.",
      );
    }
    expect(await readFile(join(place, "file"), "utf8")).toBe("mine");
  });
});

test("a folder with nothing but .git is new", async () => {
  await mkdir(join(place, ".git"));
  const { existing, written } = await writeProject(place, request);
  expect(existing).toBe(false);
  expect(await readdir(place)).toEqual(expect.arrayContaining([".git", ".gitignore", "Pulumi.yaml", "package.json"]));
  expect(written).toContain("infra/project.ts");
});

test("a program that is there keeps every file, and gets what is missing", async () => {
  const mine = {
    "Pulumi.yaml": "name: mine\nruntime: nodejs\n",
    "policies/rules.ts": "// mine\n",
    "index.ts": "// mine\n",
  };
  await mkdir(join(place, "policies"));
  for (const [file, text] of Object.entries(mine)) await writeFile(join(place, file), text);
  const { existing, written, kept, byHand } = await writeProject(place, request);
  expect({ existing, kept }).toEqual({ existing: true, kept: ["policies/rules.ts"] });
  expect(written).toEqual(expect.arrayContaining(["infra/project.ts", "infra/acs-events.ts"]));
  expect(written).not.toContain("package.json");
  // The program is CommonJS and stays so: what is new has a scope of its own.
  expect(written).toEqual(expect.arrayContaining(["Pulumi.dev.yaml", "infra/package.json", "infra/tsconfig.json"]));
  expect(byHand.map(({ where }) => where)).toEqual(["dependencies", "your program"]);
  for (const [file, text] of Object.entries(mine)) expect(await readFile(join(place, file), "utf8")).toBe(text);
});

test("what only the owner of a program can add is said", async () => {
  await writeFile(join(place, "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
  await writeFile(join(place, "Pulumi.prod.yaml"), "config: {}\n");
  await writeFile(join(place, "package.json"), '{ "type": "module" }');
  const { written, byHand } = await writeProject(place, request);
  expect(written).not.toContain("Pulumi.dev.yaml");
  expect(written).not.toContain("infra/package.json");
  expect(byHand.map(({ where }) => where)).toEqual([
    "dependencies",
    "package.json",
    "Pulumi.<stack>.yaml",
    "your program",
  ]);
  expect(byHand[1]?.what).toBe('"imports": { "#acs-events": "./infra/acs-events.ts" }');
});

test("a plan can be made at once in a CommonJS program that was there", async () => {
  await writeFile(join(place, "Pulumi.yaml"), "name: mine\nruntime: nodejs\n");
  await writeFile(join(place, "package.json"), '{ "name": "mine", "main": "index.ts" }');
  await writeProject(place, request);
  await linkDependencies(place);
  const { status, stderr, stdout } = await acsEvents(["plan"], "", place);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/\d+ event subscriptions? of \d+ teams?/);
});
