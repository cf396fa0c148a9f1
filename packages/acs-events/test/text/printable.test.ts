import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeControls, escapeControlsInLines, printableJson } from "../../src/text/printable.ts";
import { anyText } from "../any-text.ts";

test("what acts on a terminal is written as an escape", () => {
  expect(escapeControls("a\u001b[2J\u009b\u202e\n")).toBe("a\\u001b[2J\\u009b\\u202e\\n");
  expect(escapeControlsInLines("a\u0007\nb")).toBe("a\\u0007\nb");
});

test("JSON stays the same value, and nothing raw is left in it", () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const json = printableJson(JSON.stringify({ [text]: text }, null, 2));
      expect(json).not.toMatch(/[\p{Cf}\u007f-\u009f]/u);
      expect(JSON.parse(json)).toEqual({ [text]: text });
    }),
  );
});
