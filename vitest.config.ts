import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** The tests of this project and, since the tool is developed in the same repository, those of the tool. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "project",
          include: ["test/**/*.test.ts"],
          testTimeout: 120_000,
          setupFiles: ["acs-events/testing/setup"],
          isolate: false,
          // With the engine's: projects of one order must have as many workers as each other.
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
          sequence: { groupOrder: 1 },
        },
      },
      "packages/acs-events/vitest.unit.config.ts",
      "packages/acs-events/vitest.services.config.ts",
      "packages/acs-events/vitest.engine.config.ts",
    ],
  },
});
