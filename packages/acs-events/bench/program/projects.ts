import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { copyRepository, stackFile } from "../repository-copy.ts";
import { type MadeTeam, queues } from "./teams.ts";

/** A Pulumi program in a folder of its own, with its own state and home. */
export interface Project {
  readonly folder: string;
  readonly state: string;
  readonly home: string;
}

/** The program of this repository, with other teams. */
export async function ourProject(folder: string, teams: readonly MadeTeam[]): Promise<Project> {
  const project = await emptyProject(folder);
  await copyRepository(folder, teams);
  return project;
}

/** The plain program, with the same teams as data. */
export async function plainProject(folder: string, teams: readonly MadeTeam[]): Promise<Project> {
  const project = await emptyProject(folder);
  await cp(fileURLToPath(new URL("./plain/", import.meta.url)), folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(join(folder, "teams.json"), JSON.stringify({ queues, teams }));
  await writeFile(join(folder, "Pulumi.dev.yaml"), stackFile({}));
  return project;
}

async function emptyProject(folder: string): Promise<Project> {
  const project = { folder, state: join(folder, "state"), home: join(folder, "home") };
  for (const one of Object.values(project)) await mkdir(one, { recursive: true });
  return project;
}
