import { join } from "node:path";
import { runCommand } from "./command.js";
import { dependenciesAreCurrent, installDependencies } from "./dependencies.js";
import { enginesOnPath, findEngine } from "./engine.js";
import { engineCacheFolder, engineFolder, engineVersion, languageHostVersion } from "./engine-layout.js";
import { buildEngine, downloadEngine } from "./engine-sources.js";
import { findGo } from "./go-build.js";
import { nodeOfPackage, provideNode } from "./local-node.js";
import { withLock } from "./lock.js";
import { duration, progressOn } from "./progress.js";
import { provideEngine } from "./provide-engine.js";
import { stopCleanly } from "./stopping.js";

/**
 * Brings what is missing: dependencies, Node 22, the Pulumi engine. When nothing is, it only looks.
 *
 * @param {{ readonly root: string, readonly withEngine: boolean }} wanted `root` is the folder of the project
 * @returns {Promise<string>} one line that says what is there
 * @throws {import("./problem.js").SetupProblem}
 */
export async function setUp(wanted) {
  const ready = lookAround(wanted) ?? (await bringWhatIsMissing(wanted));
  return readyLine(ready, performance.now());
}

/**
 * What the checkout is ready to run with.
 *
 * @typedef {object} Ready
 * @property {import("./local-node.js").LocalNode} node
 * @property {import("./engine.js").Engine | undefined} engine
 * @property {"found" | "downloaded" | "built"} way
 */

/**
 * @param {{ readonly root: string, readonly withEngine: boolean }} wanted
 * @returns {Ready | undefined} undefined when something is missing
 */
function lookAround({ root, withEngine }) {
  const node = dependenciesAreCurrent(root) ? nodeOfPackage(root) : undefined;
  const engine = withEngine ? findEngine() : undefined;
  if (node === undefined || (withEngine && engine === undefined)) return undefined;
  return { node, engine, way: "found" };
}

/**
 * @param {{ readonly root: string, readonly withEngine: boolean }} wanted
 * @returns {Promise<Ready>}
 */
function bringWhatIsMissing({ root, withEngine }) {
  const progress = progressOn(process.stderr, process.env);
  stopCleanly();
  /** @returns {Promise<Ready>} */
  const work = async () => {
    progress.note(whatIsMissing(root, withEngine));
    if (!dependenciesAreCurrent(root)) {
      await progress.step("Installing the dependencies (npm ci)", () => installDependencies(root, runCommand));
    }
    const node = await provideNode(root, runCommand);
    if (!withEngine) return { node, engine: undefined, way: "found" };
    return { node, ...(await bringEngine(node.executable, progress)) };
  };
  const onWait = () => progress.note("Another set-up of this folder is running. Waiting until it ends.");
  return withLock(join(root, ".acs-events", "setup.lock"), work, { onWait });
}

/**
 * What the set-up is about to bring, and how long that usually takes.
 *
 * @param {string} root
 * @param {boolean} withEngine
 */
function whatIsMissing(root, withEngine) {
  const parts = [
    ...(dependenciesAreCurrent(root) ? [] : ["the dependencies (about 1 minute)"]),
    ...(withEngine && findEngine() === undefined
      ? ["the Pulumi engine (a download of about 1 minute, or a build of about 4 minutes, longer on a busy machine)"]
      : []),
  ];
  return `Setting up, only once: ${parts.join(", ") || "Node 22"}.`;
}

/**
 * @param {string} node absolute path of a Node 22
 * @param {import("./progress.js").Progress} progress
 */
function bringEngine(node, progress) {
  const version = engineVersion();
  const target = { folder: engineFolder(engineCacheFolder(process.env), version), version };
  const succeeded = (/** @type {import("./engine-sources.js").Attempt} */ attempt) => attempt.ok;
  return provideEngine({
    version,
    find: () => findEngine(),
    download: () =>
      progress.step(`Downloading Pulumi ${version}`, () => downloadEngine(target, node, runCommand), succeeded),
    async build() {
      const go = await findGo(runCommand);
      if ("reason" in go) return { ok: false, reason: go.reason, withoutGo: true };
      progress.note(
        "Pulumi could not be downloaded. Building it from its Go modules instead: about 4 minutes, longer on a busy machine, and only once. Meanwhile `npx acs-events new`, `plan`, `check` and `review` work in another terminal.",
      );
      const versions = { goVersion: go.version, languageHostVersion: languageHostVersion() };
      /** @param {(detail: string) => void} report */
      const build = (report) => buildEngine(target, versions, runCommand, report);
      return progress.step(`Building Pulumi ${version} with Go ${go.version}`, build, succeeded);
    },
    pathProblems: () =>
      [...enginesOnPath(process.env)].flatMap((candidate) => ("problem" in candidate ? [candidate.problem] : [])),
  });
}

/**
 * For example "Ready: Node 22.23.3, Pulumi 3.274.1 (cache), in 0.2 s".
 *
 * @param {Ready} ready
 * @param {number} ms since the process started
 */
export function readyLine({ node, engine, way }, ms) {
  const parts = [`Node ${node.version.replace(/^v/, "")}${node.origin === "yours" ? " (yours)" : ""}`];
  if (engine !== undefined) {
    const place = engine.origin === "path" ? "PATH" : "cache";
    parts.push(`Pulumi ${engine.version} (${way === "found" ? place : `${way} into the ${place}`})`);
  }
  return `Ready: ${parts.join(", ")}, in ${duration(ms)}`;
}
