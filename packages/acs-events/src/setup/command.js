import { spawn } from "node:child_process";
import { whenStopped } from "./stopping.js";

/**
 * How a command ended.
 *
 * @typedef {object} Outcome
 * @property {number | undefined} status exit status; undefined when it was killed or could not be started
 * @property {"exited" | "killed" | "timed-out" | "not-found"} ended
 * @property {string} output the end of what it printed, both streams, at most 64,000 characters
 */

/** @typedef {{ readonly cwd?: string, readonly env?: NodeJS.ProcessEnv, readonly timeoutMs?: number, readonly shell?: boolean, readonly onOutput?: (text: string) => void }} CommandOptions */
/** @typedef {(command: string, args: readonly string[], options?: CommandOptions) => Promise<Outcome>} RunCommand */

const keptCharacters = 64_000;

/**
 * Runs a command with its output kept back, so that it can be shown if it fails. When the time is up, or this process is
 * stopped, the command and everything it started are killed.
 *
 * @type {RunCommand}
 */
export function runCommand(command, args, { cwd, env = process.env, timeoutMs, shell = false, onOutput } = {}) {
  return new Promise((resolve) => {
    // A process group of its own, so that the programs it starts can be stopped with it; Windows has none.
    const detached = process.platform !== "win32";
    const child = spawn(command, [...args], { cwd, env, shell, detached, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let timedOut = false;
    const collect = (/** @type {string} */ text) => {
      output = (output + text).slice(-keptCharacters);
      onOutput?.(text);
    };
    child.stdout.setEncoding("utf8").on("data", collect);
    child.stderr.setEncoding("utf8").on("data", collect);

    const kill = () => {
      if (child.pid === undefined) return;
      try {
        if (detached) process.kill(-child.pid, "SIGKILL");
        else child.kill();
      } catch {
        // It ended in the meantime.
      }
    };
    const forget = whenStopped(kill);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            kill();
          }, timeoutMs);

    const settle = (/** @type {Outcome} */ outcome) => {
      clearTimeout(timer);
      forget();
      resolve(outcome);
    };
    child.on("error", (error) => {
      const missing = "code" in error && error.code === "ENOENT";
      settle({ status: undefined, ended: missing ? "not-found" : "killed", output: `${output}${error.message}` });
    });
    child.on("close", (status) => {
      if (timedOut) settle({ status: undefined, ended: "timed-out", output });
      else settle({ status: status ?? undefined, ended: status === null ? "killed" : "exited", output });
    });
  });
}

/**
 * The last lines of an output, without blank ones, each indented to stand under a sentence.
 *
 * @param {string} output
 * @param {number} [count]
 */
export function lastLines(output, count = 15) {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines
    .slice(-count)
    .map((line) => `  ${line}`)
    .join("\n");
}
