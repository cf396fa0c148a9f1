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
    setupFiles: ["test/places.ts"],
    // Nothing in these tests changes what another file sees, and loading every module anew costs half of the time.
    isolate: false,
    pool: "threads",
    maxWorkers: "100%",
  },
});
