/**
 * Where the engine starts. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error.
 */
import { oldNode } from "../setup/node-version.js";

const complaint = oldNode(process.versions.node);
if (complaint !== undefined) {
  console.error(complaint);
  process.exit(1);
}

export default await import("./index.ts").then((program) => ({ ...program }));
