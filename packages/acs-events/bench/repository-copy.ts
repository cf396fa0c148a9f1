import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { sampleRoot as repository } from "../test/sample-project.ts";
import { type MadeTeam, queues, teamFile } from "./program/teams.ts";

/** What the program and the command line do without. */
const leftOut = ["node_modules", "bench", "docs", "test"];

/** An empty folder below the ignored `.acs-events/` of this repository, where Node finds the dependencies. */
export async function benchFolder(): Promise<string> {
  await mkdir(join(repository, ".acs-events"), { recursive: true });
  return mkdtemp(join(repository, ".acs-events", "bench-"));
}

/**
 * This repository with other teams, and a dev stack with the queues that they deliver to. A copy, since Node takes a
 * linked file for the one that it links to, and would find this repository's own teams.
 */
export async function copyRepository(folder: string, teams: readonly MadeTeam[]): Promise<void> {
  const rooms = (await readdir(repository, { withFileTypes: true }))
    .filter((one) => one.isDirectory() && !one.name.startsWith(".") && !leftOut.includes(one.name))
    .map(({ name }) => name);
  for (const name of [...rooms, "package.json", "Pulumi.yaml"])
    await cp(join(repository, name), join(folder, name), { recursive: true });
  await rm(join(folder, "infra/teams"), { recursive: true });
  await mkdir(join(folder, "infra/teams"));
  for (const team of teams) await writeFile(join(folder, `infra/teams/${team.name}.ts`), teamFile(team));
  await writeFile(
    join(folder, "Pulumi.dev.yaml"),
    stackFile({
      "acs-events:communication": { dataLocation: "Europe" },
      "acs-events:endpoints": Object.fromEntries(queues.map((name) => [name, { kind: "storage-queue", create: true }])),
      "acs-events:values": { supportNumbers: "1555" },
    }),
  );
}

/** A stack's file: where Azure is, and what else there is to say. */
export function stackFile(config: Readonly<Record<string, unknown>>): string {
  return stringify({ config: { "azure-native:location": "westeurope", ...config } });
}
