import { createRequire } from "node:module";
import { join } from "node:path";
import type typescript from "typescript";

export type ProjectCompiler =
  | { readonly ok: true; readonly typescript: typeof typescript }
  | { readonly ok: false; readonly reason: string };

const install = "npm install --save-dev typescript@6";

/**
 * The TypeScript of the project at `root`, otherwise the one that this package finds; or why there is none that can be
 * asked. TypeScript 7 is a native program whose package exports only its version, and nothing to ask it by.
 */
export function projectCompiler(root: string): ProjectCompiler {
  const found = load(join(root, "package.json")) ?? load(import.meta.url);
  if (found === undefined) return { ok: false, reason: `TypeScript is not installed in this project (${install})` };
  if (typeof found.createProgram === "function") return { ok: true, typescript: found };
  return {
    ok: false,
    reason: `this project has TypeScript ${found.version}, which other programs cannot use yet; 5.4 to 6 will do (${install})`,
  };
}

function load(from: string): typeof typescript | undefined {
  try {
    return createRequire(from)("typescript") as typeof typescript;
  } catch {
    return undefined;
  }
}
