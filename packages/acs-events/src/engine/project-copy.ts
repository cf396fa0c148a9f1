import { existsSync } from "node:fs";
import { copyFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Makes `folder`, which is there, one that the engine takes for this project: with the repository's own
 * Pulumi.yaml and program, to which stack files can be added. It lies below the ignored `.acs-events/` of the
 * repository, so that Node finds the program's dependencies from there, and no tracked file changes.
 */
export async function copyProject(repository: string, folder: string): Promise<void> {
  await copyFile(join(repository, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  await symlink(join(repository, "infra"), join(folder, "infra"), "junction").catch((error: unknown) => {
    // It is there where the folder was used before.
    if (!existsSync(join(folder, "infra"))) throw error;
  });
}

export function writeStackFile(folder: string, stack: string, text: string): Promise<void> {
  return writeFile(join(folder, `Pulumi.${stack}.yaml`), text);
}
