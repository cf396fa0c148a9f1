import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { copyProject, writeStackFile } from "../engine/project-copy.ts";
import { type RemovableFolder, removableFolder } from "../engine/removable-folder.ts";

/** The folder that one rehearsal runs in: the project, and everything that the engine and the local Azure write. */
export interface Scratch extends RemovableFolder {
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
}

export async function makeScratch(repository: string, stack: string, stackFile: string): Promise<Scratch> {
  const folder = join(repository, ".acs-events", "rehearsals", `${stack}-${randomBytes(4).toString("hex")}`);
  const inside = (name: string): string => join(folder, name);
  for (const name of ["state", "home", "azure", "outbox"]) await mkdir(inside(name), { recursive: true });
  await copyProject(repository, folder);
  await writeStackFile(folder, stack, stackFile);
  return {
    ...removableFolder(folder),
    state: inside("state"),
    home: inside("home"),
    azure: inside("azure"),
    outbox: inside("outbox"),
    writeStack: (name, text) => writeStackFile(folder, name, text),
  };
}
