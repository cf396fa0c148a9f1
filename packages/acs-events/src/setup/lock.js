import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { SetupProblem } from "./problem.js";
import { whenStopped } from "./stopping.js";

/**
 * @typedef {object} Waiting
 * @property {() => void} [onWait] called once when another set-up is at work
 * @property {number} [pollMs]
 * @property {number} [patienceMs] after which the other set-up is given up on
 */

/**
 * Does `work` while no other set-up does it in this checkout; waits for one that is at it. A lock whose process has ended is taken over.
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {Waiting} [waiting]
 * @returns {Promise<T>}
 * @throws {SetupProblem} when another set-up takes longer than `patienceMs`
 */
export async function withLock(file, work, { onWait, pollMs = 250, patienceMs = 30 * 60_000 } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  for (let polls = 0; !take(file); polls++) {
    if (polls === 0) onWait?.();
    if (polls * pollMs > patienceMs) {
      throw new SetupProblem(
        `Another set-up of this checkout has been at work for too long (process ${holder(file) ?? "unknown"}). ` +
          `If it is gone, delete ${file} and run \`npm run setup\` again.`,
      );
    }
    await wait(pollMs);
  }
  const release = () => rmSync(file, { force: true });
  const forget = whenStopped(release);
  try {
    return await work();
  } finally {
    forget();
    release();
  }
}

/**
 * @param {string} file
 */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  if (!isAbandoned(file)) return false;
  // Renaming lets one of several that wait take the abandoned lock away; the next round is open to all of them.
  try {
    renameSync(file, `${file}.${process.pid}`);
    rmSync(`${file}.${process.pid}`, { force: true });
  } catch {
    // Another one was faster.
  }
  return false;
}

/**
 * @param {string} file
 */
function isAbandoned(file) {
  const pid = holder(file);
  if (pid === undefined) {
    // Made a moment ago and not yet written, or left empty by a machine that went down.
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    return made !== undefined && Date.now() - made > 10_000;
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/**
 * @param {string} file
 * @returns {number | undefined} the process that holds the lock
 */
function holder(file) {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
