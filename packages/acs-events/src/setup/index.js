// Brings what this project needs to run: dependencies, Node 22, the Pulumi engine. `npm start` and `npm test` run it first.
// Plain JavaScript for Node 20 and newer; it imports nothing from node_modules, which may not be there yet.
import { oldNodeForSetupMessage } from "./node-version.js";

const help = `Usage: npm run setup [-- --no-engine]

Brings what is missing and does nothing when nothing is:
  - the dependencies in package-lock.json (npm ci), with Node 22 among them
  - the Pulumi engine: from PATH, from your cache folder, downloaded, or built with Go

Options:
  --no-engine  omit the engine; unit tests do not need it
  --help       print this text

docs/setup.md says what it looks for, where it keeps things, and what to do when it cannot go on.`;

const allowed = ["--no-engine", "--help"];

/**
 * The set-up as `setup.js` of a project runs it.
 *
 * @param {readonly string[]} args
 * @param {string} root folder of the project
 * @returns {Promise<number>} exit status
 */
export async function main(args, root) {
  const tooOld = oldNodeForSetupMessage();
  if (tooOld !== undefined) return fail(tooOld);
  const unknown = args.filter((arg) => !allowed.includes(arg));
  if (unknown.length > 0) {
    return fail(`The set-up does not know ${unknown.join(", ")}. It knows ${allowed.join(" and ")}.`);
  }
  if (args.includes("--help")) {
    console.log(help);
    return 0;
  }
  // Loaded only now: an old Node is to read the sentence above, not a syntax error.
  const { setUp } = await import("./set-up.js");
  try {
    console.log(await setUp({ root, withEngine: !args.includes("--no-engine") }));
    return 0;
  } catch (error) {
    if (error instanceof Error && error.name === "SetupProblem") return fail(error.message);
    throw error;
  }
}

/**
 * @param {string} message
 */
function fail(message) {
  console.error(message);
  return 1;
}

export { startProgram } from "./start-program.js";
