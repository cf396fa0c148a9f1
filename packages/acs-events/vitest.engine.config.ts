import { defineProject } from "vitest/config";
import { processTestsOfTool } from "./vitest.processes.ts";

/** The real engine and real git, against the local Azure and a local stand-in of GitHub. */
export default defineProject({
  test: {
    ...processTestsOfTool,
    name: "engine",
    include: ["test/program/**/*.test.ts", "test/pull-request/**/*.test.ts"],
    hookTimeout: 120_000,
  },
});
