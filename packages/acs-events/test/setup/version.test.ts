import { describe, expect, test } from "vitest";
import { isAtLeast, parseVersion } from "../../src/setup/version.js";

describe("parseVersion", () => {
  test.each([
    ["v3.274.1\n", [3, 274, 1]],
    ["3.275.0-alpha.1700000000", [3, 275, 0]],
    ["go version go1.26.8 linux/amd64", [1, 26, 8]],
    ["go version go1.21 darwin/arm64", [1, 21, 0]],
    ["v22.18.0", [22, 18, 0]],
  ])("%j", (text, version) => {
    expect(parseVersion(text)).toEqual(version);
  });

  test.each(["", "command not found", "7"])("fails on %j", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe("isAtLeast", () => {
  test.each([
    ["3.270.0", "3.270.0", true],
    ["3.270.1", "3.270.0", true],
    ["3.9.9", "3.270.0", false],
    ["3.269.9", "3.270.0", false],
    ["4.0.0", "3.270.0", true],
    ["2.999.0", "3.270.0", false],
    ["go1.9", "1.21", false],
    ["no version", "1.0.0", false],
  ])("%s against %s: %s", (version, oldest, expected) => {
    expect(isAtLeast(version, oldest)).toBe(expected);
  });
});
