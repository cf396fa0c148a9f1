import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { findEngine } from "../setup/engine.js";

export type Engine = NonNullable<ReturnType<typeof findEngine>>;

/** Where the tool runs from its sources, what the engine starts does as well. */
export const optionForSources = import.meta.url.endsWith(".ts")
  ? `--import=${new URL("../setup/stripped-types.js", import.meta.url).href}`
  : "";

/**
 * What the engine's environment has for a project: itself, its language host and the project's Node first on the PATH,
 * and a folder for compiled modules. The program's own start sets that folder as well, but by then the SDK is loaded:
 * compiled again, the SDK is a sixth of a preview. A folder that the user has set stays.
 */
export function engineVariables(
  repository: string,
  engine: Engine,
): Record<string, string> & { readonly PATH: string } {
  const set = process.env["NODE_COMPILE_CACHE"];
  const { programStart } = engine;
  return {
    ...(programStart === undefined ? {} : { PULUMI_LANGUAGE_NODEJS_RUN_PATH: programStart }),
    PATH: enginePath(repository, engine),
    ...(optionForSources === "" ? {} : { NODE_OPTIONS: `${process.env["NODE_OPTIONS"] ?? ""} ${optionForSources}` }),
    NODE_COMPILE_CACHE: set ?? join(repository, "node_modules", ".cache", "acs-events"),
  };
}

/** The PATH on which the engine finds itself, its language host and the project's Node, before everything else. */
function enginePath(repository: string, engine: Engine): string {
  const first = [dirname(engine.pulumi), engine.languageHostDir, ...binFolders(repository)];
  const others = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...new Set([...first, ...others])].join(delimiter);
}

/** Where npm links programs for `folder`: beside it, or above where it is a workspace of a larger repository. */
function binFolders(folder: string): readonly string[] {
  const above = dirname(folder);
  const bin = join(folder, "node_modules", ".bin");
  return [...(existsSync(bin) ? [bin] : []), ...(above === folder ? [] : binFolders(above))];
}
