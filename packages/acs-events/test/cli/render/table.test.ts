import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { expect, test } from "vitest";
import { renderTable, shorten } from "../../../src/cli/render/table.ts";

test("columns line up, wide signs and colours counted as a terminal shows them", () => {
  const rows = [
    ["日本", "a"],
    ["\u001b[33mabcdef\u001b[39m", "b"],
  ];
  expect(stripVTControlCharacters(renderTable(["x", "y"], rows))).toBe("x       y\n日本    a\nabcdef  b");
});

test("flexible columns give way, the widest first, and no further than twelve columns", () => {
  const rows = [["name", "a".repeat(40), "b".repeat(20), "end"]];
  const narrow = (width: number) =>
    stripVTControlCharacters(renderTable(["1", "2", "3", "4"], rows, { width, flexible: [1, 2] })).split("\n")[1];
  expect(narrow(100)).toBe(`name  ${"a".repeat(40)}  ${"b".repeat(20)}  end`);
  expect(narrow(53)).toBe(`name  ${"a".repeat(10)}…${"a".repeat(9)}  ${"b".repeat(20)}  end`);
  expect(narrow(53)).toHaveLength(53);
  expect(narrow(10)).toBe(`name  ${"a".repeat(6)}…${"a".repeat(5)}  ${"b".repeat(6)}…${"b".repeat(5)}  end`);
});

test("a text is shortened in its middle to what a terminal has room for", () => {
  expect(shorten("short", 5)).toBe("short");
  expect(shorten("/phonenumber/1555", 9)).toBe("/pho…1555");
  expect(shorten("日本語日本語", 7)).toBe("日…語");
  expect(stringWidth(shorten("日本語日本語", 8))).toBeLessThanOrEqual(8);
});
