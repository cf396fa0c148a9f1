import { defineConfig } from "vitest/config";

/** Two projects: `unit` needs nothing but Node; `engine` runs the real Pulumi engine against the local Azure. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/program/**"],
          testTimeout: 20_000,
          // Nothing in these tests changes what another file sees, and loading every module anew costs half of the time.
          isolate: false,
          pool: "threads",
        },
      },
      {
        test: {
          name: "engine",
          include: ["test/program/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
