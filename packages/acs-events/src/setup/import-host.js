import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCommand } from "./command.js";
import { goModules, programName } from "./engine-layout.js";
import { findGo, goBuild, versionFlags } from "./go-build.js";
import { SetupProblem } from "./problem.js";
import { progressOn } from "./progress.js";
import { whenStopped } from "./stopping.js";

/** @typedef {import("./engine.js").Engine} Engine */

/**
 * The engine for a `pulumi import` that writes a program. The language host of an engine that was built from Go modules
 * runs programs and cannot write any; there is another one for that. It is built here where an earlier set-up left it out.
 *
 * @param {Engine} engine
 * @param {{ readonly run?: import("./command.js").RunCommand, readonly progress?: import("./progress.js").Progress }} [how]
 * @returns {Promise<Engine>} the same one where its own host writes programs
 * @throws {SetupProblem} when the host is not there and cannot be built
 */
export async function engineForImport(engine, how = {}) {
  if (engine.canRunPolicyPacks) return engine;
  const { run = runCommand, progress = progressOn(process.stderr, process.env) } = how;
  const folder = dirname(engine.languageHostDir);
  const languageHostDir = join(folder, "import");
  const forImport = Object.freeze({ ...engine, pulumi: join(languageHostDir, programName("pulumi")), languageHostDir });
  if (existsSync(forImport.pulumi)) return forImport;

  const go = await findGo(run);
  if ("reason" in go) throw new SetupProblem(cannotWritePrograms(go.reason));
  const build = () => buildImportHost({ folder, version: engine.version }, go.version, run);
  const built = await progress.step("Building what `pulumi import` writes programs with", build, ({ ok }) => ok);
  if (!built.ok) throw new SetupProblem(cannotWritePrograms(built.reason));
  return forImport;
}

/**
 * @param {string} reason
 */
function cannotWritePrograms(reason) {
  return `The engine that set-up built cannot write programs. The part for that could not be built: ${reason}\nSay --generate-code=false, or install the Pulumi command line.`;
}

/**
 * Brings what `pulumi import` writes a program with into the folder of an engine that was built from Go modules: the folder `import`, with a
 * language host that can, and the same pulumi beside it, since it wants its language host there.
 *
 * @param {import("./engine-sources.js").EngineTarget} target whose folder has an engine
 * @param {string} goVersion
 * @param {import("./command.js").RunCommand} run
 * @returns {Promise<import("./engine-sources.js").Attempt>}
 */
export async function buildImportHost({ folder, version }, goVersion, run) {
  const scratch = `${folder}.unfinished-${process.pid}-import`;
  const remove = () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  const forget = whenStopped(remove);
  try {
    const reason = await fillImportFolder(folder, version, { run, goVersion, scratch });
    return reason === undefined ? { ok: true } : { ok: false, reason };
  } finally {
    forget();
    remove();
  }
}

/**
 * Puts the folder `import` beside the `bin` of an engine.
 *
 * @param {string} folder of an engine
 * @param {string} version of the engine
 * @param {import("./go-build.js").GoBuild} go
 * @returns {Promise<string | undefined>} why it could not
 */
export async function fillImportFolder(folder, version, go) {
  const unfinished = join(go.scratch, "import");
  const reason = await goBuild(go, {
    program: join(unfinished, programName("pulumi-language-nodejs")),
    module: goModules.pulumi,
    from: "./import-host",
    flags: ["-tags", "osusergo,grpcnotrace", "-ldflags", versionFlags(version)],
  });
  if (reason !== undefined) return reason;
  const pulumi = programName("pulumi");
  try {
    linkSync(join(folder, "bin", pulumi), join(unfinished, pulumi));
  } catch {
    // Not every file system has links.
    copyFileSync(join(folder, "bin", pulumi), join(unfinished, pulumi));
  }
  try {
    renameSync(unfinished, join(folder, "import"));
  } catch (error) {
    // Another one may have finished first; its host is as good.
    if (!existsSync(join(folder, "import", pulumi))) throw error;
  }
  return undefined;
}
