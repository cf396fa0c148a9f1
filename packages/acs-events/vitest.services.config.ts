import { defineProject } from "vitest/config";
import { processTestsOfTool } from "./vitest.processes.ts";

/** Real services and processes on this machine: Azurite, sockets, workers that are killed, the TypeScript compiler. */
export default defineProject({
  test: {
    ...processTestsOfTool,
    name: "services",
    include: ["test/services/**/*.test.ts"],
    hookTimeout: 60_000,
    // As the unit tests: what commands print is asserted as it is read without colours.
    env: { NO_COLOR: "1" },
  },
});
