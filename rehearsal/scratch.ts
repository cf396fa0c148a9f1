import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { copyFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The folder that one rehearsal runs in: the repository's own Pulumi.yaml and program, a stack file made for it, and
 * everything that the engine and the local Azure write. It lies in the ignored `.acs-events/` of the repository, so
 * that Node finds the program's dependencies from there, and no tracked file changes.
 */
export interface Scratch {
  readonly folder: string;
  /** The engine's state; never the user's backend. */
  readonly state: string;
  /** PULUMI_HOME; never the user's. */
  readonly home: string;
  /** What the local Azure keeps: queues and dead letters. */
  readonly azure: string;
  /** What the local handlers write. */
  readonly outbox: string;
  /** Puts the file of one more stack beside the first. */
  writeStack(stack: string, stackFile: string): Promise<void>;
  remove(): Promise<void>;
  /** For a process that is about to end. */
  removeNow(): void;
}

export async function makeScratch(repository: string, stack: string, stackFile: string): Promise<Scratch> {
  const folder = join(repository, ".acs-events", "rehearsals", `${stack}-${randomBytes(4).toString("hex")}`);
  const inside = (name: string): string => join(folder, name);
  for (const name of ["state", "home", "azure", "outbox"]) await mkdir(inside(name), { recursive: true });
  await copyFile(join(repository, "Pulumi.yaml"), inside("Pulumi.yaml"));
  const writeStack = (name: string, text: string): Promise<void> => writeFile(inside(`Pulumi.${name}.yaml`), text);
  await writeStack(stack, stackFile);
  await symlink(join(repository, "infra"), inside("infra"), "junction");
  return {
    folder,
    state: inside("state"),
    home: inside("home"),
    azure: inside("azure"),
    outbox: inside("outbox"),
    writeStack,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
    removeNow: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
