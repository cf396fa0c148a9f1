import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "./command.js";
import { SetupProblem } from "./problem.js";

/**
 * Whether node_modules holds what package-lock.json asks for. The answer is kept in a stamp inside node_modules: the lock file's
 * hash and the time of npm's own record of the last install, so that the usual run reads three small things. Without a fitting stamp the lock file is
 * compared with npm's record, so that an install made by hand counts as well.
 *
 * @param {string} root of the checkout
 */
export function dependenciesAreCurrent(root) {
  const lock = readText(join(root, "package-lock.json"));
  const record = join(root, "node_modules", ".package-lock.json");
  const installedAt = statSync(record, { throwIfNoEntry: false })?.mtimeMs;
  if (lock === undefined || installedAt === undefined) return false;

  const stamp = JSON.stringify({ lock: createHash("sha256").update(lock).digest("hex"), installedAt });
  const stampFile = join(root, "node_modules", ".acs-events-setup.json");
  if (readText(stampFile) === stamp) return true;
  if (!installedMatchesLock(lock, readText(record) ?? "")) return false;
  try {
    writeFileSync(stampFile, stamp);
  } catch {
    // node_modules that cannot be written to are compared again next time.
  }
  return true;
}

/**
 * Whether npm's record of what it installed has every package of the lock file, in its version, and no other. Packages for
 * other platforms and optional ones may be missing.
 *
 * @param {string} lock text of package-lock.json
 * @param {string} installed text of node_modules/.package-lock.json
 */
export function installedMatchesLock(lock, installed) {
  const wanted = packagesOf(lock);
  const present = packagesOf(installed);
  if (wanted === undefined || present === undefined) return false;
  for (const [path, { version }] of Object.entries(present)) {
    if (wanted[path]?.version !== version) return false;
  }
  return Object.entries(wanted).every(
    ([path, { optional, devOptional, peer }]) =>
      path === "" || path in present || optional === true || devOptional === true || peer === true,
  );
}

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage */

/**
 * @param {string} text
 * @returns {Record<string, LockedPackage> | undefined}
 */
function packagesOf(text) {
  try {
    const { packages } = JSON.parse(text);
    return typeof packages === "object" && packages !== null ? packages : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs `npm ci`.
 *
 * @param {string} root of the checkout
 * @param {import("./command.js").RunCommand} run
 * @throws {SetupProblem} with the last lines that npm printed
 */
export async function installDependencies(root, run) {
  const { command, args, shell } = npmCommand(process.env, process.platform);
  const { status, ended, output } = await run(command, [...args, "ci", "--no-progress"], { cwd: root, shell });
  if (status === 0) return;
  if (ended === "not-found") {
    throw new SetupProblem(
      "npm is not on PATH. It comes with Node: install Node 22 from nodejs.org or with your version manager.",
    );
  }
  const why = isNetworkTrouble(output)
    ? "The npm registry is out of reach, and node_modules does not hold what package-lock.json asks for.\n" +
      "Connect to the network, or name the registry of your company in your .npmrc, and run `npm run setup` again."
    : `\`npm ci\` failed (${status === undefined ? ended : `exit status ${status}`}). Solve what it says and run \`npm run setup\` again.`;
  throw new SetupProblem(`${why}\nWhat npm said:\n${lastLines(withoutNoise(output))}`);
}

/**
 * npm prints where in its own code an error arose, which buries the lines that say what happened; and it warns that a package wants
 * the Node 22 that it is about to bring.
 *
 * @param {string} output
 */
function withoutNoise(output) {
  return output
    .split("\n")
    .filter((line) => !/^npm error(?: {2,}.*| \}| *)$|^npm warn EBADENGINE/.test(line))
    .join("\n");
}

/**
 * How npm is started: the very npm that runs this script, else the one on PATH (on Windows a script that needs a shell).
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {NodeJS.Platform} platform
 */
export function npmCommand(env, platform) {
  const script = env["npm_execpath"];
  const node = env["npm_node_execpath"];
  // Another package manager puts itself there too.
  if (script !== undefined && node !== undefined && /npm-cli\.c?js$/.test(script)) {
    return { command: node, args: [script], shell: false };
  }
  return { command: "npm", args: [], shell: platform === "win32" };
}

/**
 * @param {string} output
 */
function isNetworkTrouble(output) {
  return /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(output);
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
