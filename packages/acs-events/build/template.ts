import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { templateFiles } from "../src/init/template.ts";

/** Copies the project at the top of this repository into the package: it is what `acs-events init` writes. */
export async function copyTemplate(repository: string, to: string): Promise<void> {
  for (const { file, text } of await templateFiles(repository)) {
    // npm takes a .gitignore for its own list of what not to pack.
    const target = join(to, "template", file === ".gitignore" ? "gitignore" : file);
    await mkdir(dirname(target), { recursive: true });
    if (text === undefined) await cp(join(repository, file), target);
    else await writeFile(target, text);
  }
}
