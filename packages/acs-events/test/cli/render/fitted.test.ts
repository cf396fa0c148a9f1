import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { fitted } from "../../../src/cli/render/fitted.ts";
import { textWidth } from "../../../src/cli/render/text-width.ts";

describe("lines that are too long are broken between words, and what follows stands below the text", () => {
  test.each([
    ["one two three four five", "one two three\nfour five"],
    ["  one two three four five", "  one two\n  three four\n  five"],
    ["  ✗ one two three four", "  ✗ one two\n    three four"],
    ["  // one two three", "  // one two\n     three"],
    ["one · npx acs-events docs an-id", "one ·\nnpx acs-events docs an-id"],
    ["2. one two three four", "2. one two\n   three four"],
    ["- one two three four", "- one two\n  three four"],
    ["id    one two three", "id    one two\n      three"],
    ["subscription  one", "subscription\none"],
    ["short\n\none two three four", "short\n\none two three\nfour"],
    ["a https://handlers.contoso.example b", "a\nhttps://handlers.contoso.example\nb"],
    ["  az eventgrid topic list", "  az eventgrid topic list"],
    ["  2. pulumi preview --diff", "  2. pulumi preview --diff"],
    ["北京北京 北京北京", "北京北京\n北京北京"],
  ])("%j", (text, expected) => {
    expect(fitted(text, 14)).toBe(expected);
  });
});

test("colours take no room, and go on in the next line", () => {
  const { red } = pc.createColors(true);
  const text = red("  one two three four");
  const lines = fitted(text, 14).split("\n");
  expect(lines.map(textWidth)).toEqual([9, 12]);
  expect(stripVTControlCharacters(lines.join("\n"))).toBe("  one two\n  three four");
});

test("where the output is not a terminal every line stays whole", () => {
  const text = `  ✗ ${"word ".repeat(100)}`;
  expect(fitted(text, undefined)).toBe(text);
});
