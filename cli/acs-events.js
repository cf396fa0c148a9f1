#!/usr/bin/env node
/**
 * The command line's first step. Plain JavaScript, so that an old Node gets a sentence to read and not a loader's error.
 */
import { oldNode } from "../setup/node-version.js";

const complaint = oldNode(process.versions.node);
if (complaint === undefined) {
  const { main } = await import("./main.ts");
  await main(process.argv);
} else {
  console.error(complaint);
  process.exitCode = 1;
}
