#!/usr/bin/env node
/**
 * The command line's first step. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error.
 */
import module from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import v8 from "node:v8";
import { hideWarning, sqliteWarning } from "../src/setup/hidden-warning.js";
import { oldNodeMessage } from "../src/setup/node-version.js";
import { programOfProject } from "../src/setup/project-version.js";

const complaint = oldNodeMessage();
const program = programOfProject(process.cwd(), fileURLToPath(import.meta.url));
if (program !== undefined) {
  await import(pathToFileURL(program).href);
} else if (complaint === undefined) {
  gatherFromFirstCall();
  // Compiling, and stripping types where sources run, would be a good part of every short command.
  module.enableCompileCache();
  await import("../src/setup/stripped-types.js");
  // The reader of a command can do nothing about it.
  hideWarning(sqliteWarning);
  endWithReader();
  const { main } = await import("../src/cli/main.ts");
  await main(process.argv);
} else {
  console.error(complaint);
  process.exitCode = 1;
}

/**
 * V8 gathers what its compilers need from the eighth call of a function on. Most of a command is over by then: gathered
 * from the first call on, a review takes an eighth less processor time. The setting is V8's own and not Node's, so it is
 * for versions of Node that it was tried with: 22 and 24.
 */
function gatherFromFirstCall() {
  if (Number.parseInt(process.versions.node, 10) <= 24) v8.setFlagsFromString("--no-lazy-feedback-allocation");
}

/** `acs-events plan | head`: nobody reads on, which is not a failure. */
function endWithReader() {
  process.stdout.on("error", (error) => {
    if ("code" in error && error.code === "EPIPE") process.exit();
    throw error;
  });
}
