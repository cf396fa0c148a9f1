import fc from "fast-check";
import { expect, test } from "vitest";
import { foldTable } from "../../src/filters/match/fold.ts";
import {
  type Direction,
  type IndexedText,
  visitBeginnings,
  writeLetterTree,
} from "../../src/subscription-index/letter-tree.ts";
import { finished, tableWriter } from "../../src/subscription-index/tables.ts";

const fold = foldTable("ordinal");

/** The numbers that were indexed under what a text hits; two of one text come as a list. */
function hits(indexed: readonly IndexedText[], direction: Direction, text: string, start: number): number[] {
  const writer = tableWriter();
  // The tree is not the only thing that is written.
  writer.ints.push(7, 7, 7);
  writer.letters.push(65, 65);
  const root = writeLetterTree(writer, indexed, direction);
  const tables = finished(writer);
  const found: number[] = [];
  visitBeginnings(tables, root, direction, text, start, fold, (posting) => {
    if (posting >= 0) found.push(posting);
    else {
      const at = ~posting;
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
      const indexed = texts.map(({ text, hitBy }, posting) => ({ text: folded(text), hitBy, posting }));
      const start = Math.min(place, given.length);
      const read = folded(given);
      const rest = read.slice(start);
      const forwards = indexed.filter(({ text, hitBy }) => (hitBy === "whole" ? rest === text : rest.startsWith(text)));
      expect(hits(indexed, 1, given, start)).toEqual(forwards.map(({ posting }) => posting));
      const upTo = read.slice(0, start);
      const backwards = indexed.filter(({ text, hitBy }) => (hitBy === "whole" ? upTo === text : upTo.endsWith(text)));
      expect(hits(indexed, -1, given, start - 1)).toEqual(backwards.map(({ posting }) => posting));
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
    posting: each,
  }));
  expect(hits(nested, 1, "a".repeat(900), 0)).toHaveLength(900);
  expect(hits(nested, -1, "a".repeat(4_000), 3_999)).toHaveLength(1_500);

  // All of them fall on the same place of a node's children, but for one.
  const wide = Array.from({ length: 60 }, (_, each) => ({
    text: String.fromCharCode(0x3000 + 0x80 * each),
    hitBy: "whole" as const,
    posting: each,
  }));
  for (const { text, posting } of wide) expect(hits(wide, 1, text, 0)).toEqual([posting]);
  expect(hits(wide, 1, "x", 0)).toEqual([]);
  expect(hits([], 1, "x", 0)).toEqual([]);
});

function folded(text: string): string {
  return [...text.split("")].map((letter) => String.fromCharCode(fold[letter.charCodeAt(0)] ?? 0)).join("");
}
