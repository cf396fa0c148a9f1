#!/usr/bin/env node
/**
 * The command line's first step. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error.
 */
import { oldNodeMessage } from "../setup/node-version.js";

const complaint = oldNodeMessage();
if (complaint === undefined) {
  const { main } = await import("./main.ts");
  await main(process.argv);
} else {
  console.error(complaint);
  process.exitCode = 1;
}
