import fc from "fast-check";
import { expect, test } from "vitest";
import { printable } from "../../src/text/printable.ts";

test.each([
  ["plain words, ünïcode and 日本語", "plain words, ünïcode and 日本語"],
  ["\u001b[2Jcleared", "\\u001b[2Jcleared"],
  ["two\nlines", "two\\nlines"],
  ["\u202egnp.exe", "\\u202egnp.exe"],
  ["half \ud800 a pair", "half \\ud800 a pair"],
])("%j", (text, expected) => {
  expect(printable(text)).toBe(expected);
});

test("cuts what is too long", () => {
  expect(printable("abcdef", 4)).toBe("abc…");
});

test("never leaves a character that a terminal acts on", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});
