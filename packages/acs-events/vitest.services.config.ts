import { defineProject } from "vitest/config";

/** Real services and processes on this machine: Azurite, sockets, workers that are killed. */
export default defineProject({
  test: {
    name: "services",
    include: ["test/services/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});
