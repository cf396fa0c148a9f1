import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "./command.js";
import { npmCommand } from "./dependencies.js";
import { runsTypeScript } from "./node-version.js";
import { SetupProblem } from "./problem.js";
import { programVersion } from "./program-version.js";

/**
 * The Node that npm scripts and `npx` will run in this checkout.
 *
 * @typedef {object} LocalNode
 * @property {string} executable absolute path
 * @property {string} version for example `v22.23.3`
 * @property {"node_modules" | "yours"} origin
 */

/**
 * What is known of the running Node, and how a Node is asked for its version.
 *
 * @typedef {object} NodeSurroundings
 * @property {string} running absolute path of the running Node
 * @property {string} runningVersion
 * @property {(program: string) => string | undefined} ask
 */

/** @type {NodeSurroundings} */
const surroundings = {
  running: process.execPath,
  runningVersion: process.version,
  ask: (program) => programVersion(program, ["--version"]),
};

/**
 * The Node of the npm package `node`, when it is there, is the one that npm scripts find first, runs on this machine and is new enough.
 *
 * @param {string} root of the checkout
 * @param {NodeSurroundings} [around]
 * @returns {LocalNode | undefined}
 */
export function nodeOfPackage(root, { ask } = surroundings) {
  const folder = join(root, "node_modules", "node", "bin");
  const executable = join(folder, process.platform === "win32" ? "node.exe" : "node");
  // npm omits the link when install scripts are off, even if the program comes later.
  const version = existsSync(join(root, "node_modules", ".bin", "node")) ? ask(executable) : undefined;
  if (version === undefined || !runsTypeScript(version)) return undefined;
  return { executable, version, origin: "node_modules" };
}

/**
 * The Node to run this project with: that of the npm package; else, where npm was told not to run install scripts or the package has
 * nothing for this machine, the running Node if it is new enough; else what the package's own install script brings.
 *
 * @param {string} root of the checkout, with its dependencies installed
 * @param {import("./command.js").RunCommand} run
 * @param {NodeSurroundings} [around]
 * @returns {Promise<LocalNode>}
 * @throws {SetupProblem}
 */
export async function provideNode(root, run, around = surroundings) {
  const present = nodeOfPackage(root, around);
  if (present !== undefined) return present;
  if (runsTypeScript(around.runningVersion) && !around.running.startsWith(join(root, "node_modules"))) {
    setAside(root);
    return { executable: around.running, version: around.runningVersion, origin: "yours" };
  }

  const { command, args, shell } = npmCommand(process.env, process.platform);
  const { output } = await run(command, [...args, "rebuild", "node", "--ignore-scripts=false"], { cwd: root, shell });
  const installed = nodeOfPackage(root, around);
  if (installed !== undefined) return installed;
  throw new SetupProblem(
    "Node 22 is missing: the npm package `node` brings it, but its install script did not get it to run on this machine.\n" +
      `This is Node ${around.runningVersion}, which cannot run TypeScript files. Install Node 22 from nodejs.org or with your version manager, ` +
      `and run \`npm run setup\` again.\nnpm's last lines:\n${lastLines(output)}`,
  );
}

/**
 * Takes a `node` that does not run here out of the folder that npm scripts search first.
 *
 * @param {string} root
 */
function setAside(root) {
  for (const name of ["node", "node.cmd", "node.ps1"]) {
    rmSync(join(root, "node_modules", ".bin", name), { force: true });
  }
}
