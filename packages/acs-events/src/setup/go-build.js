import { mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { lastLines } from "./command.js";
import { isAtLeast, parseVersion } from "./version.js";

/** The oldest Go that fetches the newer one a module asks for. */
export const OLDEST_GO = "1.21";

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
 * @typedef {object} GoBuild
 * @property {import("./command.js").RunCommand} run
 * @property {string} goVersion
 * @property {string} scratch a folder for what Go writes meanwhile
 * @property {(text: string) => void} [onOutput] gets what Go prints, while it prints it
 */

/**
 * Builds one program from a package of a Go module.
 *
 * @param {GoBuild} go
 * @param {{ readonly program: string, readonly module: string, readonly from: string, readonly flags: readonly string[] }} wanted
 * @returns {Promise<string | undefined>} why it could not
 */
export async function goBuild({ run, goVersion, scratch, onOutput }, { program, module, from, flags }) {
  mkdirSync(scratch, { recursive: true });
  const env = goEnvironment(process.env, goVersion, readFileSync(join(module, "go.mod"), "utf8"));
  env["GOTMPDIR"] = scratch;
  // With -v Go names what it has fetched and compiled.
  const args = ["build", "-v", "-trimpath", ...flags, "-o", program, from];
  const built = await run("go", args, { cwd: module, env, ...(onOutput && { onOutput }) });
  if (built.status === 0) return undefined;
  return `\`go build\` of ${basename(program)} failed:\n${lastLines(withoutProgress(built.output))}`;
}

const fetched = /^go: downloading /;
const compiled = /^[\w.~-]+(?:\/[\w.~-]+)*$/;

/**
 * Counts what `go build -v` names, of one build or of several, one after the other.
 *
 * @param {(text: string) => void} report is told what Go is at, for example "812 packages compiled"
 * @returns {(text: string) => void} takes the output, in pieces
 */
export function goProgress(report) {
  let rest = "";
  let modules = 0;
  let packages = 0;
  return (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (fetched.test(line)) {
        modules += 1;
        report(`${counted(modules, "module")} fetched`);
      } else if (compiled.test(line)) {
        packages += 1;
        report(`${counted(packages, "package")} compiled`);
      }
    }
  };
}

/**
 * @param {number} count
 * @param {string} noun
 */
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/**
 * What Go says beside the names of what it fetches and compiles.
 *
 * @param {string} output
 */
function withoutProgress(output) {
  return output
    .split(/\r?\n/)
    .filter((line) => !fetched.test(line) && !compiled.test(line))
    .join("\n");
}

/**
 * What makes a program of Pulumi say that it is of this version.
 *
 * @param {string} version
 */
export function versionFlags(version) {
  return `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${version}`;
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
