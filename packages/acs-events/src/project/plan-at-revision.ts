import { type ChildProcess, execFile, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopCleanly, whenStopped } from "../setup/stopping.js";
import { UserError } from "../text/user-error.ts";
import { planFile } from "./plan-file.ts";
import { repository } from "./repository.ts";

/**
 * The plan of a stack at a revision that has none committed, as JSON text: made by the code of that revision, in a
 * temporary worktree that borrows this checkout's dependencies. The worktree is gone afterwards, however it ends, at
 * Ctrl-C too. Throws a `UserError` of one line where the revision has no such code, or where its code fails.
 */
export async function planAtRevision(revision: string, stack: string): Promise<string> {
  const lacks = `The revision ${revision} has no plan of the stack "${stack}" (${planFile(stack)})`;
  if (!succeeds("cat-file", "-e", `${revision}:./cli/acs-events.js`)) {
    throw new UserError(
      `${lacks} and no cli/acs-events.js to make one with; give a revision that has this repository's layout.`,
    );
  }
  const place = mkdtempSync(join(realpathSync(tmpdir()), "acs-events-base-"));
  const tree = join(place, "tree");
  let child: ChildProcess | undefined;
  const remove = (): void => {
    child?.kill("SIGKILL");
    succeeds("worktree", "remove", "--force", tree);
    rmSync(place, { recursive: true, force: true });
    succeeds("worktree", "prune");
  };
  const forget = whenStopped(remove);
  stopCleanly();
  try {
    // Waiting for git here keeps Ctrl-C from coming between a worktree half made and its removal.
    git("worktree", "add", "--quiet", "--detach", tree, `${revision}^{commit}`);
    const folder = join(tree, git("rev-parse", "--show-prefix").trim());
    if (existsSync(join(repository, "node_modules")) && !existsSync(join(folder, "node_modules"))) {
      symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "junction");
    }
    return await new Promise((resolve, reject) => {
      child = execFile(
        process.execPath,
        [join(folder, "cli", "acs-events.js"), "plan", "--stack", stack, "--format", "json"],
        { cwd: folder, env: { ...process.env, NO_COLOR: "1" }, maxBuffer: 1 << 28 },
        (error, stdout, stderr) => {
          if (error === null) resolve(stdout);
          else reject(new UserError(`${lacks}, and its own code cannot make one: ${reasonIn(stderr, error.message)}`));
        },
      );
    });
  } finally {
    forget();
    remove();
  }
}

/** What a program printed on its way out, in one line: without the frames of a stack and the request to report it. */
function reasonIn(stderr: string, otherwise: string): string {
  const said = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:at |acs-events failed in a way|Node\.js v|[{}^]+$)/.test(line))
    .join(" ");
  const reason = said === "" ? otherwise.replaceAll(/\s+/g, " ") : said;
  return reason.length > 400 ? `${reason.slice(0, 399)}…` : reason;
}

/** Runs git in this repository, without hooks, which are not asked for their opinion on a worktree of a few seconds. */
function git(...args: readonly string[]): string {
  try {
    return execFileSync("git", ["-c", "core.hooksPath=/dev/null", ...args], {
      cwd: repository,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    throw new UserError(`git ${args[0]} ${args[1]} failed: ${reasonIn(said, "it does not say why")}`);
  }
}

function succeeds(...args: readonly string[]): boolean {
  try {
    git(...args);
    return true;
  } catch {
    return false;
  }
}
