import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repository } from "./repository.ts";

const run = promisify(execFile);

/** The text of a file of this repository at a revision; undefined where there is none. Nobody's code is run. */
export async function fileAtRevision(revision: string, path: string): Promise<string | undefined> {
  // "./": the repository may be a folder of a larger one.
  return run("git", ["show", `${revision}:./${path}`], { cwd: repository, maxBuffer: 1 << 28 }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}
