import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { programOfProject } from "../../src/setup/project-version.js";
import { temporaryFolder } from "./temporary-folder.ts";

async function install(folder: string, manifest = '{"bin":{"acs-events":"bin/acs-events.js"}}'): Promise<string> {
  const program = join(folder, "node_modules/acs-events/bin/acs-events.js");
  await mkdir(dirname(program), { recursive: true });
  await writeFile(program, "");
  await writeFile(join(folder, "node_modules/acs-events/package.json"), manifest);
  return program;
}

test("a global installation hands over to the version of the project that it is run in", async () => {
  const [place, project, other] = await Promise.all([temporaryFolder(), temporaryFolder(), temporaryFolder()]);
  const [own, program] = await Promise.all([install(place), install(project)]);
  await mkdir(join(project, "infra/teams"), { recursive: true });
  expect(programOfProject(join(project, "infra/teams"), own)).toBe(program);
  expect(programOfProject(join(project, "infra"), program)).toBeUndefined();
  expect(programOfProject(other, own)).toBeUndefined();
});

test("the same program by another path, and what is half installed, is not handed over to", async () => {
  const [place, linked, broken] = await Promise.all([temporaryFolder(), temporaryFolder(), temporaryFolder()]);
  const own = await install(place);
  await symlink(join(place, "node_modules"), join(linked, "node_modules"), "junction");
  await install(broken, "{");
  expect(programOfProject(linked, own)).toBeUndefined();
  expect(programOfProject(broken, own)).toBeUndefined();
});
