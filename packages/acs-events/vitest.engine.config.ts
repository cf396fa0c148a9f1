import { availableParallelism } from "node:os";
import { defineProject } from "vitest/config";

/** The real engine and real git, against the local Azure and a local stand-in of GitHub. */
export default defineProject({
  test: {
    name: "engine",
    include: ["test/program/**/*.test.ts", "test/pull-request/**/*.test.ts"],
    testTimeout: 120_000,
    setupFiles: ["src/testing/setup.ts"],
    hookTimeout: 120_000,
    // What a file changes it takes back, and to load every module anew for each is a second of processor time a file.
    isolate: false,
    // Engines and services wait a good part of their time: three files for two cores. After the unit tests, which keep all
    // cores busy themselves.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    sequence: { groupOrder: 1 },
    // As the unit tests: Node loads the modules itself.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    execArgv: [
      "--disable-warning=ExperimentalWarning",
      `--import=${new URL("src/setup/stripped-types.js", import.meta.url).href}`,
    ],
  },
});
