import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { copyProject, writeStackFile } from "./project-copy.ts";
import { type RemovableFolder, removableFolder } from "./removable-folder.ts";

/** The folders that the stacks of one deployment run in; one each, since the engine remembers things by folder. */
export interface DeploymentFolder extends RemovableFolder {
  /**
   * The folder of one stack, with its file; the same one when it is asked for again.
   * @param stack its name alone, without an organization.
   */
  of(stack: string, stackFile: string): Promise<string>;
}

export async function makeDeploymentFolder(repository: string, environment: string): Promise<DeploymentFolder> {
  const name = `${environment}-${randomBytes(4).toString("hex")}`;
  const folder = join(repository, ".acs-events", "deployments", name);
  await mkdir(folder, { recursive: true });
  const made = new Map<string, Promise<string>>();
  const make = async (stack: string, stackFile: string): Promise<string> => {
    const inside = join(folder, stack);
    await mkdir(inside);
    await copyProject(repository, inside);
    await writeStackFile(inside, stack, stackFile);
    return inside;
  };
  return {
    ...removableFolder(folder),
    of(stack, stackFile) {
      const known = made.get(stack) ?? make(stack, stackFile);
      made.set(stack, known);
      return known;
    },
  };
}
