import module from "node:module";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import { oldNodeMessage } from "./node-version.js";

/**
 * Starts the program of a project; `infra/main.js` calls it. Ends the process with a sentence where Node is too old to
 * run TypeScript.
 *
 * @template T
 * @param {string} main the URL of `infra/main.js`
 * @param {() => Promise<{ readonly default: T }>} load imports the program
 * @returns {Promise<T>} what the program exports, for the engine
 */
export async function startProgram(main, load) {
  const complaint = oldNodeMessage();
  if (complaint !== undefined) {
    console.error(complaint);
    process.exit(1);
  }
  // Compiled modules are kept beside the installed ones; azure-native's alone are a good part of a short program's start.
  module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/acs-events/", main)));
  // What a registration leaves behind is soon garbage. Left alone, V8 lets it pile up to several times of what is in use.
  v8.setFlagsFromString("--heap-growing-percent=30");
  // Node runs TypeScript as it is: source maps are not needed, and every resource that is declared would look at them.
  Reflect.deleteProperty(Error, "prepareStackTrace");
  return (await load()).default;
}
