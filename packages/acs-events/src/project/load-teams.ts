import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { TeamFile } from "../plan/plan.ts";
import { isTeam } from "../plan/team.ts";

/** Where team files are, relative to the project. */
export const teamsFolder = "infra/teams";

/** The names of the team files of the project in `root`, sorted; none where there is no folder: git keeps no empty one. */
export async function teamFileNames(root: string): Promise<readonly string[]> {
  const folder = join(root, teamsFolder);
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")).sort();
}

/**
 * Every team file of the project in `root`, read together and settled together: a file that throws is one problem among
 * the others.
 */
export async function loadTeams(root: string): Promise<readonly TeamFile[]> {
  const names = await teamFileNames(root);
  return Promise.all(names.map((name) => loadTeam(root, `${teamsFolder}/${name}`)));
}

/**
 * One team file, `file` relative to `root`, or the text of one at the path `from`.
 * @param written says that the file was changed since it was loaded: Node loads it again then.
 */
export async function loadTeam(
  root: string,
  file: string,
  { from = join(root, file), written = false }: { readonly from?: string; readonly written?: boolean } = {},
): Promise<TeamFile> {
  try {
    const url = pathToFileURL(from).href;
    const module: { readonly default?: unknown } = await import(written ? `${url}?written` : url);
    if (isTeam(module.default)) return { file, team: module.default };
    return {
      file,
      error: new Error('does not export a team; write `export default team("…", { owner: "…" }, (stack) => […])`'),
    };
  } catch (error) {
    return { file, error };
  }
}
