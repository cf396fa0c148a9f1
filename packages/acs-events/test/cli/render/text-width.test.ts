import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { textWidth } from "../../../src/cli/render/text-width.ts";

describe("a text is as wide as the package says", () => {
  test.each([
    ["nothing", "", 0],
    ["plain", "support-inbound-sms", 19],
    ["our own signs", "/phonenumber/1555… → support-queue · ✓ ✗", 40],
    ["colours", "\u001b[2mname\u001b[22m", 4],
    ["a tab, which takes none", "a\tb", 2],
    ["letters with accents", "éte\u0301", 3],
    ["wide letters", "日本", 4],
    ["an emoji, coloured", "\u001b[31m👩‍👩‍👧\u001b[39m!", 3],
  ])("%s", (_, text, width) => {
    expect(textWidth(text)).toBe(width);
    expect(stringWidth(text)).toBe(width);
  });
});
