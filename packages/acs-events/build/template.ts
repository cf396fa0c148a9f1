import { cp, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { packedName, templateFiles } from "../src/init/template.ts";

/** Copies the project at the top of this repository into the package: it is what `acs-events init` writes. */
export async function copyTemplate(repository: string, to: string): Promise<void> {
  for (const { file, text } of await templateFiles(repository)) {
    const target = join(to, "template", packedName(file));
    await mkdir(dirname(target), { recursive: true });
    if (text === undefined) await cp(join(repository, file), target);
    else await writeFile(target, text);
  }
}
