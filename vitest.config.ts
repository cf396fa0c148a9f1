import { defineConfig } from "vitest/config";
import { processTests } from "./packages/acs-events/vitest.processes.ts";

/** The tests of this project and, since the tool is developed in the same repository, those of the tool. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...processTests,
          name: "project",
          include: ["test/**/*.test.ts"],
          setupFiles: ["acs-events/testing/setup"],
        },
      },
      "packages/acs-events/vitest.unit.config.ts",
      "packages/acs-events/vitest.services.config.ts",
      "packages/acs-events/vitest.engine.config.ts",
    ],
  },
});
