import { describe, expect, test } from "vitest";
import { madeUpName } from "../../../src/emulator/provider/auto-name.ts";

const seed = new Uint8Array([1, 2, 3]);

test("a random name is the logical one and eight digits, the same for one seed", () => {
  const made = madeUpName("random", "topic", seed, undefined);
  expect(made?.name).toMatch(/^topic[0-9a-f]{8}$/);
  expect(made?.random).toBe(true);
  expect(madeUpName("random", "topic", seed, undefined)).toEqual(made);
  expect(madeUpName("random", "topic", new Uint8Array([4]), undefined)).not.toEqual(made);
});

test("without a seed it differs every time", () => {
  const none = new Uint8Array();
  expect(madeUpName("random", "topic", none, undefined)).not.toEqual(madeUpName("random", "topic", none, undefined));
});

test("a child's name is the logical one", () => {
  expect(madeUpName("copy", "undelivered", seed, undefined)).toEqual({ name: "undelivered", random: false });
});

test("a role assignment's name is a GUID", () => {
  expect(madeUpName("uuid", "role", seed, undefined)?.name).toMatch(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/);
});

describe("a project that configures names", () => {
  test.each([
    ["enforces one", "enforce", "uuid", "project-topic"],
    ["proposes one", "propose", "random", "project-topic"],
    ["wants none", "disable", "random", undefined],
  ] as const)("%s", (_, mode, strategy, expected) => {
    expect(madeUpName(strategy, "topic", seed, { mode, name: "project-topic" })?.name).toBe(expected);
  });

  test("proposes none for a GUID", () => {
    expect(madeUpName("uuid", "role", seed, { mode: "propose", name: "project-role" })?.name).not.toBe("project-role");
  });
});
