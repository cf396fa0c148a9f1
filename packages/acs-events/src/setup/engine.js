import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import {
  engineCacheFolder,
  engineFolder,
  engineVersion,
  OLDEST_PULUMI,
  programName,
  programStart,
  readEngineRecord,
} from "./engine-layout.js";
import { memoryFile, programVersion } from "./program-version.js";
import { isAtLeast, parseVersion } from "./version.js";

/**
 * A Pulumi engine that can run this project's program.
 *
 * @typedef {object} Engine
 * @property {string} pulumi absolute path of the `pulumi` command line
 * @property {string} languageHostDir folder with `pulumi-language-nodejs`, to be put first on PATH when `pulumi` runs
 * @property {string} version of the command line, for example `3.274.1`
 * @property {"path" | "cache"} origin the user's own on PATH, or the one this project keeps in the user's cache folder
 * @property {boolean} canRunPolicyPacks whether the language host can start a policy pack from its folder; the one that is
 *   built from Go modules cannot, and a pack must then be named by an executable file
 * @property {string} [programStart] the file that starts programs in place of the SDK's, for the language host that is
 *   built from Go modules
 */

/**
 * A `pulumi` on PATH, with what speaks against using it.
 *
 * @typedef {{ readonly engine: Engine } | { readonly problem: string }} PathCandidate
 */

/** @typedef {{ readonly memory?: string, readonly ask?: Parameters<typeof programVersion>[3] }} Asking */

/**
 * The engine to use: the first fitting `pulumi` on PATH, else the one in the user's cache folder. Fast (it reads a few files;
 * a `pulumi` not seen before is asked for its version once); never downloads or builds, `npm run setup` does that.
 *
 * @param {Readonly<Record<string, string | undefined>>} [env] whose PATH and cache folder are looked at
 * @param {Asking} [asking] where versions are remembered and how a program is asked, for tests
 * @returns {Engine | undefined} undefined when there is none
 */
export function findEngine(env = process.env, asking = {}) {
  for (const candidate of enginesOnPath(env, asking)) {
    if ("engine" in candidate) return candidate.engine;
  }
  return engineInFolder(engineFolder(engineCacheFolder(env), engineVersion()));
}

/**
 * The engine that this project put into a folder; undefined when there is none or it is not whole.
 *
 * @param {string} folder that holds `engine.json` and `bin`
 * @returns {Engine | undefined}
 */
export function engineInFolder(folder) {
  const record = readEngineRecord(folder);
  if (record === undefined) return undefined;
  const bin = join(folder, "bin");
  const pulumi = join(bin, programName("pulumi"));
  if (!isProgram(pulumi) || !isProgram(join(bin, programName("pulumi-language-nodejs")))) return undefined;
  return Object.freeze({
    pulumi,
    languageHostDir: bin,
    version: record.version,
    origin: "cache",
    canRunPolicyPacks: record.from === "installer",
    ...(record.from === "installer" ? {} : { programStart }),
  });
}

/**
 * Every `pulumi` on PATH in the order of PATH, looked at one by one as they are asked for.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {Asking} [asking]
 * @returns {Generator<PathCandidate, void, undefined>}
 */
export function* enginesOnPath(env, asking = {}) {
  for (const folder of new Set((env["PATH"] ?? env["Path"] ?? "").split(delimiter))) {
    const pulumi = join(folder, programName("pulumi"));
    if (!isAbsolute(folder) || !isProgram(pulumi)) continue;
    // A process that the set-up's own engine was put on PATH for finds it there: it stays what it is.
    const ours = engineInFolder(dirname(folder));
    yield ours === undefined ? candidateOnPath(pulumi, asking) : { engine: ours };
  }
}

/**
 * @param {string} pulumi
 * @param {Asking} asking
 * @returns {PathCandidate}
 */
function candidateOnPath(pulumi, { memory = memoryFile, ask }) {
  const version = parseVersion(programVersion(pulumi, ["version"], memory, ask) ?? "")?.join(".");
  if (version === undefined) return { problem: `${pulumi} does not say its version` };
  if (!isAtLeast(version, OLDEST_PULUMI)) {
    return { problem: `${pulumi} is version ${version}, older than ${OLDEST_PULUMI}` };
  }
  const languageHostDir = [dirname(pulumi), dirname(realpathSync(pulumi))].find((folder) =>
    isProgram(join(folder, programName("pulumi-language-nodejs"))),
  );
  if (languageHostDir === undefined) {
    return { problem: `${pulumi} has no language host (pulumi-language-nodejs) beside it` };
  }
  return { engine: Object.freeze({ pulumi, languageHostDir, version, origin: "path", canRunPolicyPacks: true }) };
}

/**
 * @param {string} file
 */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
