import { delimiter, dirname, join } from "node:path";
import type { findEngine } from "../setup/engine.js";

export type Engine = NonNullable<ReturnType<typeof findEngine>>;

/** The PATH on which the engine finds itself, its language host and this repository's Node, before everything else. */
export function enginePath(repository: string, engine: Engine): string {
  const first = [dirname(engine.pulumi), engine.languageHostDir, join(repository, "node_modules", ".bin")];
  const others = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...new Set([...first, ...others])].join(delimiter);
}
