import fc from "fast-check";
import { expect, test } from "vitest";
import { foldTable } from "../../src/filters/match/fold.ts";
import {
  type Direction,
  type FiledText,
  visitBeginnings,
  writeLetterTree,
} from "../../src/subscription-index/letter-tree.ts";
import { finished, tableWriter } from "../../src/subscription-index/tables.ts";

const fold = foldTable("ordinal");

/** The numbers that were filed under what a text hits; two of one text come as a list. */
function hits(filed: readonly FiledText[], direction: Direction, text: string, start: number): number[] {
  const writer = tableWriter();
  // The tree is not the only thing that is written.
  writer.ints.push(7, 7, 7);
  writer.letters.push(65, 65);
  const root = writeLetterTree(writer, filed, direction);
  const tables = finished(writer);
  const found: number[] = [];
  visitBeginnings(tables, root, direction, text, start, fold, (target) => {
    if (target >= 0) found.push(target);
    else {
      const at = ~target;
      found.push(...tables.ints.slice(at + 1, at + 1 + (tables.ints[at] ?? 0)));
    }
  });
  return found.sort((a, b) => a - b);
}

const letters = fc.constantFrom("A", "B", "É", "É", "\ud83c", "\udf88", "a", "é");
const text = fc.string({ unit: letters, maxLength: 4 });
const filedTexts = fc.array(fc.record({ text, hitBy: fc.constantFrom("beginning" as const, "whole" as const) }), {
  maxLength: 30,
});

test("a tree of letters hits what comparing with each text in turn hits, from either end and from any place", () => {
  let found = 0;
  fc.assert(
    fc.property(filedTexts, text, fc.nat({ max: 4 }), (texts, given, place) => {
      const filed = texts.map(({ text, hitBy }, target) => ({ text: folded(text), hitBy, target }));
      const start = Math.min(place, given.length);
      const read = folded(given);
      const rest = read.slice(start);
      const forwards = filed.filter(({ text, hitBy }) => (hitBy === "whole" ? rest === text : rest.startsWith(text)));
      expect(hits(filed, 1, given, start)).toEqual(forwards.map(({ target }) => target));
      const upTo = read.slice(0, start);
      const backwards = filed.filter(({ text, hitBy }) => (hitBy === "whole" ? upTo === text : upTo.endsWith(text)));
      expect(hits(filed, -1, given, start - 1)).toEqual(backwards.map(({ target }) => target));
      found += forwards.length + backwards.length;
    }),
    { numRuns: 400 },
  );
  expect(found, "texts of this world hit often").toBeGreaterThan(500);
});

test("as many levels as a text has letters, and more letters side by side than there are in an alphabet", () => {
  const nested = Array.from({ length: 1_500 }, (_, each) => ({
    text: "A".repeat(each + 1),
    hitBy: "beginning" as const,
    target: each,
  }));
  expect(hits(nested, 1, "a".repeat(900), 0)).toHaveLength(900);
  expect(hits(nested, -1, "a".repeat(4_000), 3_999)).toHaveLength(1_500);

  // All of them fall on the same place of a node's children, but for one.
  const wide = Array.from({ length: 60 }, (_, each) => ({
    text: String.fromCharCode(0x3000 + 0x80 * each),
    hitBy: "whole" as const,
    target: each,
  }));
  for (const { text, target } of wide) expect(hits(wide, 1, text, 0)).toEqual([target]);
  expect(hits(wide, 1, "x", 0)).toEqual([]);
  expect(hits([], 1, "x", 0)).toEqual([]);
});

function folded(text: string): string {
  return [...text.split("")].map((letter) => String.fromCharCode(fold[letter.charCodeAt(0)] ?? 0)).join("");
}
