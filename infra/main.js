/**
 * Where the engine starts. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error.
 */
import * as module from "node:module";
import { oldNodeMessage } from "../setup/node-version.js";

const complaint = oldNodeMessage();
if (complaint !== undefined) {
  console.error(complaint);
  process.exit(1);
}

// Compiled code is kept from run to run: previews start sooner.
module.enableCompileCache?.();

export default await import("./index.ts").then((program) => ({ ...program }));
