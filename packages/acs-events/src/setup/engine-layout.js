import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The oldest `pulumi` on PATH that is used: the release of the Pulumi SDK in package.json, since Pulumi tests an SDK with
 * the command line of its own release and newer ones. An older one stays untouched; the project then brings its own.
 */
export const OLDEST_PULUMI = "3.270.0";

/** The folders with the Go modules that an engine can be built from. */
export const goModules = {
  pulumi: fileURLToPath(new URL("./engine/pulumi/", import.meta.url)),
  languageHost: fileURLToPath(new URL("./engine/language-host/", import.meta.url)),
};

/** What starts programs for the language host that is built from Go modules. */
export const programStart = fileURLToPath(new URL("./engine/run-program.cjs", import.meta.url));

/**
 * The version of a Go module that a go.mod file requires, without its `v`. The files in `setup/engine` are the one place that
 * says which engine this project brings: what is downloaded and what is built are the same release.
 *
 * @param {string} goMod text of the file
 * @param {string} module for example `github.com/pulumi/pulumi/pkg/v3`
 * @throws {Error} when the file does not require the module
 */
export function requiredVersion(goMod, module) {
  for (const line of goMod.split("\n")) {
    const [name, version] = line
      .replace(/^require /, "")
      .trim()
      .split(" ");
    if (name === module && version !== undefined) return version.replace(/^v/, "");
  }
  throw new Error(`go.mod does not require ${module}`);
}

/** The version of the engine that this project brings when there is none on PATH, for example `3.274.1`. */
export function engineVersion() {
  return requiredVersion(readFileSync(join(goModules.pulumi, "go.mod"), "utf8"), "github.com/pulumi/pulumi/pkg/v3");
}

/** The version of the language host that is built with the engine from Go modules, for example `3.68.0`. */
export function languageHostVersion() {
  return requiredVersion(
    readFileSync(join(goModules.languageHost, "go.mod"), "utf8"),
    "github.com/pulumi/pulumi/sdk/v3",
  );
}

/**
 * Where engines are kept for all clones of this project: the user's cache folder as the platform has it.
 * `XDG_CACHE_HOME` moves it on every platform (an absolute path; others are ignored, as the XDG specification asks).
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {NodeJS.Platform} [platform]
 * @param {string} [home]
 */
export function engineCacheFolder(env, platform = process.platform, home = homedir()) {
  return join(userCacheFolder(env, platform, home), "acs-events", "engine");
}

/**
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {NodeJS.Platform} platform
 * @param {string} home
 */
function userCacheFolder(env, platform, home) {
  const chosen = env["XDG_CACHE_HOME"];
  if (chosen?.startsWith("/") || /^[A-Za-z]:[\\/]/.test(chosen ?? "")) return /** @type {string} */ (chosen);
  if (platform === "darwin") return join(home, "Library", "Caches");
  if (platform === "win32") return env["LOCALAPPDATA"] || join(home, "AppData", "Local");
  return join(home, ".cache");
}

/**
 * The folder of one engine: by version, and by platform because a home folder may be shared between machines.
 *
 * @param {string} cacheFolder
 * @param {string} version
 */
export function engineFolder(cacheFolder, version) {
  return join(cacheFolder, `${version}-${process.platform}-${process.arch}`);
}

/**
 * File name of a program on this platform.
 *
 * @param {string} name
 * @param {NodeJS.Platform} [platform]
 */
export function programName(name, platform = process.platform) {
  return platform === "win32" ? `${name}.exe` : name;
}

/**
 * What `engine.json` beside an engine's `bin` folder says. It is written last, so a folder that has it is complete.
 *
 * @typedef {object} EngineRecord
 * @property {string} version of the Pulumi command line
 * @property {"installer" | "go-modules"} from how it came here
 */

/**
 * @param {string} folder that holds `engine.json` and `bin`
 * @returns {EngineRecord | undefined} undefined when there is none, or it says something else
 */
export function readEngineRecord(folder) {
  try {
    const { version, from } = JSON.parse(readFileSync(join(folder, "engine.json"), "utf8"));
    if (typeof version === "string" && (from === "installer" || from === "go-modules")) return { version, from };
  } catch {
    // No such file, or not ours: no engine.
  }
  return undefined;
}
