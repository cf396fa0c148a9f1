import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { call, code, type Literal, literal } from "../../src/team-files/literal.ts";
import { anyText } from "../any-text.ts";

/** What the text means; only ever the text of `literal`. */
function meaning(text: string): unknown {
  return new Function(`return (${text});`)();
}

test.each<[string, Literal, string]>([
  ["a string", "support", '"support"'],
  ["quotes and backslashes", 'say "no" \\ it\'s', '"say \\"no\\" \\\\ it\'s"'],
  ["a lone surrogate", "a\ud800b", '"a\\ud800b"'],
  ["an emoji", "📱", '"📱"'],
  ["what nobody sees", "a\u200b\u202e\u00a0\u2028\u007f\u{e0041}", '"a\\u200b\\u202e\\u00a0\\u2028\\u007f\\u{e0041}"'],
  ["new lines", "a\nb", '"a\\nb"'],
  ["whole and broken numbers", [0, -1, 1.5], "[0, -1, 1.5]"],
  ["minus zero", -0, "-0"],
  ["yes, no and nothing", [true, false, null], "[true, false, null]"],
  ["keys", { plain: 1, "data.a": 2, "1206x": 3, "": 4 }, '{ plain: 1, "data.a": 2, "1206x": 3, "": 4 }'],
  ["a key that would be the prototype", JSON.parse('{"__proto__":1}'), '{ ["__proto__"]: 1 }'],
  ["what is undefined", { endpoint: "crm", only: undefined }, '{ endpoint: "crm" }'],
  ["nothing inside", [[], {}], "[[], {}]"],
  ["code among values", { at: code('phoneNumber("1206")') }, '{ at: phoneNumber("1206") }'],
])("%s", (_, value, text) => {
  expect(literal(value)).toBe(text);
});

describe("what does not fit on a line", () => {
  const long = "x".repeat(60);

  test("is broken by element, and no further than it has to be", () => {
    expect(literal({ short: ["a", "b"], texts: [long, long] }, { column: 20, indent: 2 })).toBe(
      `{\n    short: ["a", "b"],\n    texts: [\n      "${long}",\n      "${long}",\n    ],\n  }`,
    );
  });

  test("counts from where the text begins", () => {
    expect(literal([long], { column: 55 })).toBe(`["${long}"]`);
    expect(literal([long], { column: 56 })).toBe(`[\n  "${long}",\n]`);
  });

  test("one string has no place to be broken", () => {
    expect(literal(long.repeat(3))).toBe(`"${long.repeat(3)}"`);
  });
});

test("a call stays on its line or breaks inside the braces", () => {
  expect(call("...smsInbox", "seattle", { endpoint: "crm" })).toBe('...smsInbox("seattle", { endpoint: "crm" })');
  expect(call("...smsInbox", "seattle", { endpoint: "crm" }, { column: 80 })).toBe(
    '...smsInbox("seattle", {\n  endpoint: "crm",\n})',
  );
});

test("the text means the value, whatever is in it", () => {
  const text = anyText();
  const value = fc.letrec<{ value: Literal }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.double({ noNaN: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(value, fc.nat(130), (one, column) => {
      expect(meaning(literal(one, { column, indent: 2 }))).toEqual(one);
    }),
    { numRuns: 100 },
  );
});
