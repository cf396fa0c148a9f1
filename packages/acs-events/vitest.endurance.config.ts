import { defineConfig } from "vitest/config";

/** `npm run endurance`: the same tests as in `npm test`, with more deliveries: these take minutes. */
export default defineConfig({
  test: {
    name: "endurance",
    include: ["test/services/**/*.endurance.ts"],
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
});
