import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { findEngine } from "../setup/engine.js";

export type Engine = NonNullable<ReturnType<typeof findEngine>>;

/** The PATH on which the engine finds itself, its language host and the project's Node, before everything else. */
export function enginePath(repository: string, engine: Engine): string {
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
