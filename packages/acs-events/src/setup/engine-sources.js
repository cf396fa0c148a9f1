import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { lastLines } from "./command.js";
import { engineInFolder } from "./engine.js";
import { goModules, programName } from "./engine-layout.js";
import { whenStopped } from "./stopping.js";
import { isAtLeast, parseVersion } from "./version.js";

/** The oldest Go that fetches the newer one a module asks for. */
export const OLDEST_GO = "1.21";

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
 * The Go on PATH, when it is new enough to build an engine.
 *
 * @param {import("./command.js").RunCommand} run
 * @returns {Promise<{ readonly version: string } | { readonly reason: string }>}
 */
export async function findGo(run) {
  const env = { ...process.env, GOTOOLCHAIN: "local" };
  const { status, ended, output } = await run("go", ["version"], { cwd: tmpdir(), env });
  if (ended === "not-found") return { reason: "Go is not on PATH" };
  const version = status === 0 ? parseVersion(output)?.join(".") : undefined;
  if (version === undefined) return { reason: "`go version` does not say a version" };
  if (!isAtLeast(version, OLDEST_GO)) return { reason: `Go ${version} is older than ${OLDEST_GO}` };
  return { version };
}

/**
 * Builds the engine and its language host from their published Go modules.
 *
 * @param {EngineTarget} target
 * @param {{ readonly goVersion: string, readonly languageHostVersion: string }} versions
 * @param {import("./command.js").RunCommand} run
 * @returns {Promise<Attempt>}
 */
export function buildEngine(target, { goVersion, languageHostVersion }, run) {
  const variable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  return fillFolder(target, "go-modules", async (folder) => {
    /**
     * The small one first: it shows within seconds whether modules can be fetched.
     *
     * @type {readonly { readonly program: string, readonly module: string, readonly from: string, readonly flags: readonly string[] }[]}
     */
    const builds = [
      {
        program: "pulumi-language-nodejs",
        module: goModules.languageHost,
        from: "github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs",
        flags: ["-ldflags", `-s -w -X ${variable}=v${languageHostVersion}`],
      },
      {
        program: "pulumi",
        module: goModules.pulumi,
        from: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        flags: ["-tags", "osusergo,grpcnotrace", "-ldflags", `-s -w -X ${variable}=v${target.version}`],
      },
    ];
    // Go's scratch folders go with ours, also when it is killed.
    const scratch = join(folder, "scratch");
    mkdirSync(scratch);
    for (const { program, module, from, flags } of builds) {
      const output = join(folder, "bin", programName(program));
      const env = goEnvironment(process.env, goVersion, readFileSync(join(module, "go.mod"), "utf8"));
      env["GOTMPDIR"] = scratch;
      const built = await run("go", ["build", "-trimpath", ...flags, "-o", output, from], { cwd: module, env });
      if (built.status !== 0) return `\`go build\` of ${program} failed:\n${lastLines(built.output)}`;
    }
    rmSync(scratch, { recursive: true });
    return undefined;
  });
}

/**
 * The environment of `go build`: nothing of the user's may change go.mod or the way it is read. A Go that was set to stay as it is (container
 * images are) fetches the newer one that the module asks for, since it could not build it at all.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} goVersion the installed Go's
 * @param {string} goMod text of the module's go.mod
 * @returns {NodeJS.ProcessEnv}
 */
export function goEnvironment(env, goVersion, goMod) {
  const needed = /^go (\S+)$/m.exec(goMod)?.[1] ?? OLDEST_GO;
  return {
    ...env,
    CGO_ENABLED: "0",
    GOFLAGS: "-mod=readonly",
    GOWORK: "off",
    ...(isAtLeast(goVersion, needed) ? {} : { GOTOOLCHAIN: "auto" }),
  };
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
