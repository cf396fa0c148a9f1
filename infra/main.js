/**
 * Where the engine starts. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error.
 */
import module from "node:module";
import { fileURLToPath } from "node:url";
import v8 from "node:v8";
import { oldNodeMessage } from "../packages/acs-events/src/setup/node-version.js";

const complaint = oldNodeMessage();
if (complaint !== undefined) {
  console.error(complaint);
  process.exit(1);
}

// Compiled modules are kept beside the installed ones; azure-native's alone are a good part of a short program's start.
module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/acs-events/", import.meta.url)));
// What a registration leaves behind is soon garbage. Left alone, V8 lets it pile up to several times of what is in use.
v8.setFlagsFromString("--heap-growing-percent=30");
// Node runs TypeScript as it is: source maps have nothing to say, and every resource that is declared would look at them.
Reflect.deleteProperty(Error, "prepareStackTrace");

export default await import("./index.ts").then(({ default: outputs }) => outputs);
