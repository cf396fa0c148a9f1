import { readFile } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import type { Acceptance } from "../review/acceptance.ts";
import { UserError } from "../text/user-error.ts";

/** Where acceptances are, in the root of the project, unless the command line says where. */
const acceptancesFile = "review-accepted.yaml";

/**
 * The acceptances in `from`, or in review-accepted.yaml where it is omitted; none when that file does not exist. Throws
 * a `UserError` with every problem, a line each.
 */
export async function readAcceptances(root: string, from: string | undefined): Promise<readonly Acceptance[]> {
  const path = from === undefined ? join(root, acceptancesFile) : resolve(from);
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    if (from === undefined && missing) return undefined;
    throw new UserError(`The acceptances in "${from ?? acceptancesFile}" cannot be read; is it a file?`);
  });
  if (text === undefined) return [];
  const { parseAcceptances } = await import("./parse-acceptances.ts");
  return parseAcceptances(text, shownPath(root, path));
}

function shownPath(root: string, path: string): string {
  const inside = relative(root, path).replaceAll("\\", "/");
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside;
}
