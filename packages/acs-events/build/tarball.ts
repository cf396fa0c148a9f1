import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { templateFiles } from "../src/init/template.ts";
import { compile } from "./compile.ts";
import { declarations } from "./declarations.ts";
import { publishedPackage } from "./published-package.ts";
import { copyTemplate } from "./template.ts";

const source = fileURLToPath(new URL("..", import.meta.url));
const repository = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Builds the package and packs it: `acs-events-<version>.tgz` in the folder `into`; answers its path. Everything is made
 * in a folder of its own, so that nothing that is built lies beside the sources.
 */
export async function packInto(into: string): Promise<string> {
  const stage = await mkdtemp(join(tmpdir(), "acs-events-pack-"));
  try {
    const folder = join(stage, "package");
    await mkdir(folder);
    await Promise.all([compile(source, folder), declarations(source, folder), copyTemplate(repository, folder)]);
    const described = JSON.parse(await readFile(join(source, "package.json"), "utf8"));
    await writeFile(join(folder, "package.json"), `${JSON.stringify(publishedPackage(described), null, 2)}\n`);
    await cp(join(source, "tsconfig.project.json"), join(folder, "tsconfig.project.json"));
    for (const name of ["LICENSE", "CHANGELOG.md"]) await cp(join(repository, name), join(folder, name));
    await cp(join(source, "README.md"), join(folder, "README.md"));
    await cp(join(repository, "docs"), join(folder, "docs"), { recursive: true, filter: isGuide });
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const options = { cwd: stage, encoding: "utf8", shell: process.platform === "win32" } as const;
    const said = execFileSync(npm, ["pack", "--silent", "--ignore-scripts", folder], options);
    const name = said.trim().split("\n").at(-1) ?? "";
    await mkdir(into, { recursive: true });
    const tarball = join(into, name);
    await rm(tarball, { force: true });
    await rename(join(stage, name), tarball).catch(() => cp(join(stage, name), tarball));
    return tarball;
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

/** What is written by hand: `acs-events docs` makes the other pages of the reference from the definitions. */
function isGuide(path: string): boolean {
  const generated = /^(?:pictures|reference[\\/](?:findings|policies|event-types))(?:[\\/]|$)/;
  return !generated.test(relative(join(repository, "docs"), path));
}

const cache = join(repository, "node_modules/.cache/acs-events/packed");

/**
 * The tarball of the sources as they are now. It is built once: the folder that it lies in is named by the content of
 * everything that goes into it, and of two processes that ask at the same time one builds.
 */
export async function packedNow(): Promise<string> {
  const folder = join(cache, await contentHash());
  await mkdir(cache, { recursive: true });
  while (!existsSync(folder)) {
    if (await takesTurn(`${folder}.turn`)) await build(folder).finally(() => rm(`${folder}.turn`, { recursive: true }));
    else await setTimeout(200);
  }
  const [name] = await readdir(folder);
  if (name === undefined) throw new Error(`${folder} is empty; remove it`);
  return join(folder, name);
}

async function build(folder: string): Promise<void> {
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  await packInto(beside);
  const former = (await readdir(cache)).filter((name) => !name.startsWith(basename(folder)));
  for (const name of former) await rm(join(cache, name), { recursive: true, force: true });
  await rename(beside, folder);
}

/** A folder is made by one process alone. What was left behind by a process that was killed counts for ten minutes. */
async function takesTurn(turn: string): Promise<boolean> {
  const made = await mkdir(turn).then(
    () => true,
    () => false,
  );
  if (made) return true;
  const age = Date.now() - ((await stat(turn).catch(() => undefined))?.mtimeMs ?? Date.now());
  if (age > 600_000) await rm(turn, { recursive: true, force: true });
  return false;
}

async function contentHash(): Promise<string> {
  const own = [
    "src",
    "bin",
    "build",
    "package.json",
    "README.md",
    ...["build", "project"].map((one) => `tsconfig.${one}.json`),
  ];
  const template = (await templateFiles(repository)).map(({ file }) => file);
  const files = [
    ...(await Promise.all(own.map((part) => filesBelow(join(source, part))))).flat(),
    ...(await filesBelow(join(repository, "docs"))).filter(isGuide),
    ...["LICENSE", "CHANGELOG.md", "package-lock.json", ...template].map((file) => join(repository, file)),
  ];
  const texts = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash("sha256");
  files.forEach((file, at) => {
    hash.update(`${relative(repository, file)}\0${texts[at]?.length}\0`).update(texts[at] ?? "");
  });
  return hash.digest("hex").slice(0, 32);
}

/** The file at `path`, or all of the folder there, sorted. */
async function filesBelow(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
