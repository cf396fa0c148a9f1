import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { collectLoadingMistakes, type LoadingMistakes } from "../plan/loading-mistakes.ts";
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
 * Every team file of the project in `root`, settled together: a file that throws is one problem among the others, and so
 * is every mistake that builders find while a file is loaded.
 */
export async function loadTeams(root: string): Promise<readonly TeamFile[]> {
  const files: TeamFile[] = [];
  for (const name of await teamFileNames(root)) files.push(await loadTeam(root, `${teamsFolder}/${name}`));
  return files;
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
  const url = pathToFileURL(from).href;
  const { exported, mistakes } = await loadOnce(written ? `${url}?written` : url);
  const found = mistakes.length === 0 ? {} : { mistakes };
  if ("error" in exported) return { file, error: exported.error, ...found };
  if (isTeam(exported.value)) return { file, team: exported.value, ...found };
  const error = new Error('does not export a team; write `export default team("…", { owner: "…" }, (stack) => […])`');
  // The stack would lead a reader to our own code.
  error.stack = "";
  return { file, error, ...found };
}

interface LoadedModule {
  readonly exported: { readonly value: unknown } | { readonly error: unknown };
  readonly mistakes: LoadingMistakes;
}

/** Node runs a module once; what builders found wrong then is kept. */
const loaded = new Map<string, Promise<LoadedModule>>();
let last: Promise<unknown> = Promise.resolve();

function loadOnce(url: string): Promise<LoadedModule> {
  const known = loaded.get(url);
  if (known !== undefined) return known;
  // One after the other: while a module runs, every mistake is taken to be its own.
  const loading = last.then(() => load(url));
  last = loading;
  loaded.set(url, loading);
  return loading;
}

async function load(url: string): Promise<LoadedModule> {
  const { result, mistakes } = await collectLoadingMistakes(async (): Promise<LoadedModule["exported"]> => {
    try {
      const module: { readonly default?: unknown } = await import(url);
      return { value: module.default };
    } catch (error) {
      return { error };
    }
  });
  return { exported: result, mistakes };
}
