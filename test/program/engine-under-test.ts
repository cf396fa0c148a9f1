import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { repository } from "../../cli/repository.ts";
import type { Engine } from "../../rehearsal/engine.ts";
import { findEngine } from "../../setup/engine.js";

export { repository };

/** The real engine. A test that needs it fails without it and is never skipped. */
export function engine(): Engine {
  const found = findEngine();
  if (found === undefined) throw new Error("there is no Pulumi engine; run `npm run setup`");
  return found;
}

/** A digest of every tracked file as it is in the working tree now. */
export async function trackedFiles(): Promise<string> {
  const { stdout } = await promisify(execFile)("git", ["ls-files", "-z"], { cwd: repository, maxBuffer: 1 << 26 });
  const digest = createHash("sha256");
  for (const name of stdout
    .split("\0")
    .filter((one) => one !== "")
    .sort()) {
    digest.update(name).update(await readFile(join(repository, name)).catch(() => "gone"));
  }
  return digest.digest("hex");
}
