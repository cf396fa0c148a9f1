import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Clause, type ClauseMode, satisfiesAll } from "../../src/filter-sets/clauses.ts";
import { commonText, languageOf } from "../../src/filter-sets/languages.ts";
import { askQuestion } from "../../src/filter-sets/question.ts";
import { textsNear } from "../../src/filter-sets/similar-text.ts";
import { findText } from "../../src/filter-sets/texts.ts";
import { foldCase } from "../../src/filters/match/fold.ts";

const word = (exact: boolean) => (text: string) => ({ text, folded: foldCase(text), exact });

function clause(mode: ClauseMode, words: readonly string[], { not = false, exact = false } = {}): Clause {
  return { mode, words: words.map(word(exact)), negative: not };
}

const anyText = fc.string({ unit: fc.constantFrom("a", "A", "b", "/", "ß"), maxLength: 3 });

const anyClause: fc.Arbitrary<Clause> = fc
  .record({
    mode: fc.constantFrom<ClauseMode>("begins", "ends", "contains", "equals"),
    words: fc.array(anyText, { maxLength: 3 }),
    not: fc.boolean(),
    exact: fc.boolean(),
  })
  // No condition of Event Grid looks at the case of what is contained.
  .map(({ mode, words, not, exact }) => clause(mode, words, { not, exact: exact && mode !== "contains" }));

describe("findText", () => {
  test("finds a text exactly where automata say that there is one", () => {
    let none = 0;
    fc.assert(
      fc.property(fc.array(anyClause, { maxLength: 6 }), (clauses) => {
        const question = askQuestion();
        const byAutomaton = commonText(
          clauses.map((each) => languageOf(each, question)),
          question,
        );
        const text = findText(clauses, question);
        expect(text.kind).toBe(byAutomaton.kind);
        if (text.kind === "found") expect(satisfiesAll(clauses, text.value, foldCase)).toBe(true);
        else none += 1;
        if (byAutomaton.kind === "found") expect(satisfiesAll(clauses, byAutomaton.value, foldCase)).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(none).toBeGreaterThan(50);
  });

  test.each<readonly [string, readonly Clause[], string | undefined]>([
    ["nothing asked: the empty text", [], ""],
    ["the longest beginning", [clause("begins", ["ab"]), clause("begins", ["a", "x"])], "ab"],
    ["beginnings that exclude each other", [clause("begins", ["ab"]), clause("begins", ["b"])], undefined],
    [
      "parts that have to be kept apart",
      [
        clause("contains", ["ab"]),
        clause("contains", ["ba"]),
        clause("contains", ["aba"], { not: true }),
        clause("contains", ["bab"], { not: true }),
      ],
      "abba",
    ],
    [
      "a part that a forbidden one lies in",
      [clause("contains", ["abc"]), clause("contains", ["B"], { not: true })],
      undefined,
    ],
    ["everything contains the empty text", [clause("contains", [""], { not: true })], undefined],
    ["case that has to differ", [clause("begins", ["ab"]), clause("begins", ["ab"], { not: true, exact: true })], "Ab"],
    [
      "case that cannot differ",
      [clause("equals", ["12"]), clause("ends", ["2"], { not: true, exact: true })],
      undefined,
    ],
    ["one of the words", [clause("equals", ["aa", "ab"]), clause("ends", ["A"], { not: true })], "ab"],
    ["none of the words", [clause("equals", [], {})], undefined],
  ])("%s", (_, clauses, text) => {
    expect(findText(clauses, askQuestion())).toEqual(
      text === undefined ? { kind: "none" } : { kind: "found", value: text },
    );
  });
});

describe("textsNear", () => {
  const near = (example: string, ...clauses: Clause[]) => [...textsNear(example, clauses, askQuestion())];

  test("yields only what satisfies the clauses", () => {
    fc.assert(
      fc.property(anyText, fc.array(anyClause, { maxLength: 4 }), (example, clauses) => {
        for (const text of textsNear(example, clauses, askQuestion())) {
          expect(satisfiesAll(clauses, text, foldCase)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each<readonly [string, string, readonly Clause[], string]>([
    [
      "what satisfies them already",
      "/phonenumber/15555555555",
      [clause("begins", ["/PhoneNumber/"])],
      "/phonenumber/15555555555",
    ],
    [
      "digits stay digits",
      "/phonenumber/15555555555",
      [clause("begins", ["/phonenumber/1555"], { not: true })],
      "/phonenumber/15565555555",
    ],
    [
      "the length stays",
      "/phonenumber/15555555555",
      [clause("begins", ["/phonenumber/1206"])],
      "/phonenumber/12065555555",
    ],
    [
      "what stands between slashes stays there",
      "/caller/4:+15551234567/recipient/8:acs:x",
      [clause("begins", ["/caller/8:acs:y/"])],
      "/caller/8:acs:y/recipient/8:acs:x",
    ],
    [
      "the end is exchanged as a whole",
      "/caller/4:+15551234567/recipient/8:acs:x",
      [clause("ends", ["/recipient/4:+1206"])],
      "/caller/4:+15551234567/recipient/4:+1206",
    ],
  ])("%s", (_, example, clauses, text) => {
    expect(near(example, ...clauses)[0]).toBe(text);
  });
});
