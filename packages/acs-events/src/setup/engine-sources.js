import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { lastLines } from "./command.js";
import { engineInFolder } from "./engine.js";
import { goModules, programName } from "./engine-layout.js";
import { goBuild, goProgress, versionFlags } from "./go-build.js";
import { fillImportFolder } from "./import-host.js";
import { whenStopped } from "./stopping.js";

const downloadTimeLimit = 10 * 60_000;
const downloadScript = fileURLToPath(new URL("./download-engine.js", import.meta.url));

/**
 * What came of trying to get an engine into its folder: it is there, or why it is not, in words that go on after a colon.
 *
 * @typedef {{ readonly ok: true } | { readonly ok: false, readonly reason: string }} Attempt
 */

/**
 * @typedef {object} EngineTarget
 * @property {string} folder where the engine is to be, complete or not at all
 * @property {string} version
 */

/**
 * Downloads the engine with the installer of Pulumi's Automation API.
 *
 * @param {EngineTarget} target
 * @param {string} node absolute path of a Node 22
 * @param {import("./command.js").RunCommand} run
 * @returns {Promise<Attempt>}
 */
export function downloadEngine(target, node, run) {
  return fillFolder(target, "installer", async (folder) => {
    // Node's own fetch takes a proxy from the environment only when it is told to.
    const env = { ...process.env, NODE_USE_ENV_PROXY: "1" };
    const { status, ended, output } = await run(node, [downloadScript, folder, target.version], {
      env,
      timeoutMs: downloadTimeLimit,
    });
    if (status === 0) return undefined;
    return ended === "timed-out"
      ? "not finished after 10 minutes"
      : lastLines(output, 1).trim() || "it ended without a word";
  });
}

/**
 * Builds the engine and its language host from their published Go modules.
 *
 * @param {EngineTarget} target
 * @param {{ readonly goVersion: string, readonly languageHostVersion: string }} versions
 * @param {import("./command.js").RunCommand} run
 * @param {(text: string) => void} [report] is told how far the build has come
 * @returns {Promise<Attempt>}
 */
export function buildEngine(target, { goVersion, languageHostVersion }, run, report) {
  return fillFolder(target, "go-modules", async (folder) => {
    const bin = join(folder, "bin");
    // Go's temporary folders are inside ours and are removed with it, also when Go is killed.
    const go = { run, goVersion, scratch: join(folder, "scratch"), ...(report && { onOutput: goProgress(report) }) };
    const reason =
      // The small one first: it shows within seconds whether modules can be fetched.
      (await goBuild(go, {
        program: join(bin, programName("pulumi-language-nodejs")),
        module: goModules.languageHost,
        from: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        flags: ["-ldflags", versionFlags(languageHostVersion)],
      })) ??
      (await goBuild(go, {
        program: join(bin, programName("pulumi")),
        module: goModules.pulumi,
        from: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        flags: ["-tags", "osusergo,grpcnotrace", "-ldflags", versionFlags(target.version)],
      })) ??
      (await fillImportFolder(folder, target.version, go));
    rmSync(go.scratch, { recursive: true });
    return reason;
  });
}

/**
 * Lets `fill` work in a folder beside the target and puts it into place when it is whole, so that nobody ever sees half an engine.
 *
 * @param {EngineTarget} target
 * @param {import("./engine-layout.js").EngineRecord["from"]} from
 * @param {(folder: string) => Promise<string | undefined>} fill returns why it could not
 * @returns {Promise<Attempt>}
 */
export async function fillFolder({ folder, version }, from, fill) {
  mkdirSync(dirname(folder), { recursive: true });
  removeAbandoned(folder);
  const unfinished = `${folder}.unfinished-${process.pid}`;
  const remove = () => rmSync(unfinished, { recursive: true, force: true, maxRetries: 5 });
  const forget = whenStopped(remove);
  try {
    remove();
    mkdirSync(join(unfinished, "bin"), { recursive: true });
    const reason = await fill(unfinished);
    if (reason !== undefined) return { ok: false, reason };
    /** @type {import("./engine-layout.js").EngineRecord} */
    const record = { version, from };
    writeFileSync(join(unfinished, "engine.json"), `${JSON.stringify(record)}\n`);
    if (engineInFolder(unfinished) === undefined) {
      return { ok: false, reason: "it brought no pulumi, or no language host (pulumi-language-nodejs)" };
    }
    putIntoPlace(unfinished, folder);
    return { ok: true };
  } finally {
    forget();
    remove();
  }
}

/**
 * @param {string} unfinished
 * @param {string} folder
 */
function putIntoPlace(unfinished, folder) {
  // Another set-up may have finished first; its engine is as good, and may be running.
  if (engineInFolder(folder) !== undefined) return;
  const broken = `${folder}.unfinished-${process.pid}-broken`;
  if (existsSync(folder)) renameSync(folder, broken);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    if (engineInFolder(folder) === undefined) throw error;
  }
  rmSync(broken, { recursive: true, force: true });
}

/**
 * Removes what set-ups that were killed left beside the folder; a day old, so that none is still at work.
 *
 * @param {string} folder
 */
function removeAbandoned(folder) {
  for (const name of readdirSync(dirname(folder))) {
    const path = join(dirname(folder), name);
    if (!name.startsWith(`${basename(folder)}.unfinished-`)) continue;
    const changed = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== undefined && Date.now() - changed > 24 * 3600_000) rmSync(path, { recursive: true, force: true });
  }
}
