import { defineProject } from "vitest/config";

/** What needs nothing but Node. */
export default defineProject({
  test: {
    name: "unit",
    include: ["test/**/*.test.ts"],
    exclude: ["test/program/**", "test/pull-request/**", "test/services/**", "test/sample-project/**"],
    testTimeout: 20_000,
    // What commands print is asserted as it is read without colours; where colours matter, a test strips them.
    env: { NO_COLOR: "1" },
    setupFiles: ["test/places.ts", "src/testing/setup.ts"],
    // Nothing in these tests changes what another file sees, and loading every module anew costs half of the time.
    isolate: false,
    pool: "threads",
    maxWorkers: "100%",
    // Node loads the modules itself, as it does for users; Vite would transform each one again in every run. No test
    // mocks a module: `vi.mock` needs the loader, and fails with a message without it.
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
