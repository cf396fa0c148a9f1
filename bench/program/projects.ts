import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { repository } from "../../cli/repository.ts";
import { type MadeTeam, queues, teamFile } from "./teams.ts";

/** A Pulumi program in a folder of its own, with its own state and home. */
export interface Project {
  readonly folder: string;
  readonly state: string;
  readonly home: string;
}

const stackFile = (config: Readonly<Record<string, unknown>>): string =>
  stringify({ config: { "azure-native:location": "westeurope", ...config } });

/**
 * The program of this repository with other teams: a copy, since Node takes a linked file for the one that it links to
 * and would find this repository's own teams. Below the repository, where Node finds its dependencies.
 */
export async function ourProject(folder: string, teams: readonly MadeTeam[]): Promise<Project> {
  const project = await emptyProject(folder);
  for (const name of ["infra", "setup", "package.json", "Pulumi.yaml"])
    await cp(join(repository, name), join(folder, name), { recursive: true });
  await rm(join(folder, "infra/teams"), { recursive: true });
  await mkdir(join(folder, "infra/teams"));
  for (const team of teams) await writeFile(join(folder, `infra/teams/${team.name}.ts`), teamFile(team));
  const endpoints = Object.fromEntries(queues.map((name) => [name, { kind: "storage-queue", create: true }]));
  await writeFile(
    join(folder, "Pulumi.dev.yaml"),
    stackFile({
      "acs-events:communication": { dataLocation: "Europe" },
      "acs-events:endpoints": endpoints,
      "acs-events:values": { supportNumbers: "1555" },
    }),
  );
  return project;
}

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
