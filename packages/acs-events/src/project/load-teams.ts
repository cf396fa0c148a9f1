import { readdir } from "node:fs/promises";
import type { TeamFile } from "../plan/plan.ts";
import { isTeam } from "../plan/team.ts";

const folder = new URL("../../../../infra/teams/", import.meta.url);

/**
 * Every file of `infra/teams`, read together and settled together: one that throws is one problem among the others.
 * Outside the rooms, since it is the one place that knows both the folder and what a team is.
 */
export async function loadTeams(from: URL = folder): Promise<TeamFile[]> {
  const names = (await readdir(from)).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort();
  return Promise.all(names.map((name) => loadTeam(new URL(name, from), `infra/teams/${name}`)));
}

async function loadTeam(url: URL, file: string): Promise<TeamFile> {
  try {
    const module: { readonly default?: unknown } = await import(url.href);
    if (isTeam(module.default)) return { file, team: module.default };
    return {
      file,
      error: new Error('does not export a team; write `export default team("…", { owner: "…" }, (stack) => […])`'),
    };
  } catch (error) {
    return { file, error };
  }
}
