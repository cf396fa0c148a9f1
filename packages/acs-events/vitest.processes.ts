import { availableParallelism } from "node:os";

/** Projects of one order must have as many workers as each other, so they all take these. */
export const processTests = {
  // Engines and services wait a good part of their time: three files for two cores. After the unit tests, which keep all
  // cores busy themselves.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  sequence: { groupOrder: 1 },
  // What a file changes it takes back, and to load every module anew for each is a second of processor time a file.
  isolate: false,
  testTimeout: 120_000,
};

/** The same for tests of the tool, which start from its sources. */
export const processTestsOfTool = {
  ...processTests,
  setupFiles: ["src/testing/setup.ts"],
  // As the unit tests: Node loads the modules itself.
  experimental: { viteModuleRunner: false as const, nodeLoader: false },
  execArgv: [`--import=${new URL("src/setup/stripped-types.js", import.meta.url).href}`],
};
