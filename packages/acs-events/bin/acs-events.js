#!/usr/bin/env node
/**
 * The command line's first step. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error.
 */
import module from "node:module";
import { oldNodeMessage } from "../src/setup/node-version.js";

const complaint = oldNodeMessage();
if (complaint === undefined) {
  // Compiling, and stripping types where sources run, would be a good part of every short command.
  module.enableCompileCache();
  const { main } = await import("../src/cli/main.ts");
  await main(process.argv);
} else {
  console.error(complaint);
  process.exitCode = 1;
}
