import { defineConfig } from "vitest/config";

/** `npm run endurance`: the same tests as in `npm test`, with more deliveries and more tries of each law: minutes. */
export default defineConfig({
  test: {
    name: "endurance",
    include: [
      "test/services/**/*.endurance.ts",
      "test/filter-sets/{laws,small-world,whole-sets}.test.ts",
      "test/review/sets-law.test.ts",
    ],
    env: { ENDURANCE: "1" },
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
