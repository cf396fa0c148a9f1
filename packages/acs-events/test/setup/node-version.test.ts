import { describe, expect, test } from "vitest";
import { oldNodeForSetupMessage, oldNodeMessage, runsTypeScript } from "../../src/setup/node-version.js";

test.each([
  ["v20.20.2", false],
  ["v22.17.9", false],
  ["v22.18.0", true],
  ["v23.5.0", false],
  ["v23.6.0", true],
  ["v24.0.0", true],
])("%s runs TypeScript: %s", (version, expected) => {
  expect(runsTypeScript(version)).toBe(expected);
});

describe("the sentence for an old Node", () => {
  test("to run the program", () => {
    expect(oldNodeMessage("v20.20.2")).toBe(
      "acs-events needs Node 22.18 or newer to run; this is v20.20.2. " +
        "`npm start` and `npx acs-events` use the one in node_modules (`npm run setup` puts it there), or install Node 22.",
    );
    expect(oldNodeMessage("v22.23.3")).toBeUndefined();
  });

  test("to set up", () => {
    expect(oldNodeForSetupMessage("v18.20.4")).toBe(
      "The set-up needs Node 20 or newer; this is v18.20.4. Install Node 22 from nodejs.org or with your version manager, then run it again.",
    );
    expect(oldNodeForSetupMessage("v20.0.0")).toBeUndefined();
  });
});
