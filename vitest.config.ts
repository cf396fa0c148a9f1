import { defineConfig } from "vitest/config";

/**
 * Two projects: `unit` needs nothing but Node; `engine` runs the real engine and real git,
 * against the local Azure and a local stand-in of GitHub.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/program/**", "test/pull-request/**"],
          testTimeout: 20_000,
          // What commands print is asserted as it is read without colours; where colours matter, a test strips them.
          env: { NO_COLOR: "1" },
          // Nothing in these tests changes what another file sees, and loading every module anew costs half of the time.
          isolate: false,
          pool: "threads",
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "engine",
          include: ["test/program/**/*.test.ts", "test/pull-request/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
