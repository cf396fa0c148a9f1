"use strict";
/*
 * Starts a program in place of the SDK's own start file, for the language host that set-up builds. That one is older than
 * the engine and is not told the option `typescript` of Pulumi.yaml: it would load the TypeScript compiler for every
 * program, a third of a short program's start, to compile what Node runs as it is.
 */
const { existsSync, readFileSync } = require("node:fs");
const { createRequire, Module } = require("node:module");
const { dirname, join } = require("node:path");
const { parse } = require("yaml");
const { putOffClosures } = require("../closures-on-demand.js");

const requireOfProgram = createRequire(join(process.cwd(), "package.json"));
const start = requireOfProgram.resolve("@pulumi/pulumi/cmd/run");

/** @type {{ runtime?: { options?: { typescript?: unknown } } } | null} */
const project = parse(projectFile(process.cwd()));
if (project?.runtime?.options?.typescript === false) {
  delete process.env["PULUMI_NODEJS_TYPESCRIPT"];
  // What is not compiled has no source maps, and to look for them takes longer than anything else in a stack trace.
  const file = createRequire(start).resolve("source-map-support/register");
  require.cache[file] = Object.assign(new Module(file), { loaded: true });
}
putOffClosures(start);
require(start);

/**
 * The text of the Pulumi.yaml that the engine runs: in `folder` or above it.
 *
 * @param {string} folder
 * @returns {string}
 */
function projectFile(folder) {
  const file = join(folder, "Pulumi.yaml");
  if (existsSync(file)) return readFileSync(file, "utf8");
  return dirname(folder) === folder ? "" : projectFile(dirname(folder));
}
