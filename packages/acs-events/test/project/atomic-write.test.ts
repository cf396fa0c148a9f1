import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFile, replaceFile, replaceWhole } from "../../src/project/atomic-write.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "acs-events-place-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a new file is placed once, and never over another", async () => {
  const path = join(folder, "team.ts");
  expect(await createFile(path, "first")).toBe(true);
  expect(await createFile(path, "second")).toBe(false);
  expect(await readFile(path, "utf8")).toBe("first");
  expect(await readdir(folder)).toEqual(["team.ts"]);
});

test("a file is replaced where it is what was read, with its mode, behind a link too", async () => {
  const path = join(folder, "team.ts");
  const link = join(folder, "link.ts");
  await writeFile(path, "before");
  await chmod(path, 0o640);
  await symlink(path, link);
  expect(await replaceFile(link, "before", "after")).toBe(true);
  expect(await readFile(path, "utf8")).toBe("after");
  expect((await stat(path)).mode & 0o777).toBe(0o640);
  expect(await replaceFile(path, "before", "too late")).toBe(false);
  expect(await readFile(path, "utf8")).toBe("after");
  expect((await readdir(folder)).sort()).toEqual(["link.ts", "team.ts"]);
});

test("a file is written whole, in a folder that was not there, over what was there, and nothing is left beside it", async () => {
  const path = join(folder, "plans", "dev.json");
  await replaceWhole(path, "first");
  await replaceWhole(path, "second");
  expect(await readFile(path, "utf8")).toBe("second");
  expect(await readdir(join(folder, "plans"))).toEqual(["dev.json"]);
});
