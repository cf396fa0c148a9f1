import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "./compile.ts";
import { declarations } from "./declarations.ts";
import { publishedPackage } from "./published-package.ts";
import { copyTemplate } from "./template.ts";

const source = fileURLToPath(new URL("..", import.meta.url));
const repository = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Builds the package and packs it: `node build/pack.ts [FOLDER]` puts `acs-events-<version>.tgz` into FOLDER, or where it
 * is started. Everything is made in a folder of its own, so that nothing that is built lies beside the sources.
 */
async function pack(into: string): Promise<string> {
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
    // The guides; `acs-events docs` makes the pages of the reference from the definitions.
    await cp(join(repository, "docs"), join(folder, "docs"), {
      recursive: true,
      filter: (path) => path === join(repository, "docs") || path.endsWith(".md"),
    });
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

console.log(await pack(resolve(process.argv[2] ?? ".")));
