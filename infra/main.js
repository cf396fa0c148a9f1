/**
 * Where the engine starts. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error.
 */
import { oldNodeMessage } from "../setup/node-version.js";

const complaint = oldNodeMessage();
if (complaint !== undefined) {
  console.error(complaint);
  process.exit(1);
}

export default await import("./index.ts").then((program) => ({ ...program }));
