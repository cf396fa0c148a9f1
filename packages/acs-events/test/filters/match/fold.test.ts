import { describe, expect, test } from "vitest";
import { foldAscii, foldCase, foldTable } from "../../../src/filters/match/fold.ts";

describe("ordinal folding takes each code unit to its upper case", () => {
  test.each([
    ["Ärger über ñ", "ÄRGER ÜBER Ñ"],
    ["ß stays, and so does ẞ", "ß STAYS, AND SO DOES ẞ"],
    ["dotless ı and long ſ are letters of their own", "DOTLESS ı AND LONG ſ ARE LETTERS OF THEIR OWN"],
    ["İ stays, i does not", "İ STAYS, I DOES NOT"],
    ["the ligature ﬁ", "THE LIGATURE ﬁ"],
    ["micro µ and mu μ", "MICRO Μ AND MU Μ"],
    ["final ς and σ", "FINAL Σ AND Σ"],
    ["ᾀ has an upper case of one letter", "ᾈ HAS AN UPPER CASE OF ONE LETTER"],
    ["beyond the basic plane: 𐐨", "BEYOND THE BASIC PLANE: 𐐨"],
    ["half a pair \ud801", "HALF A PAIR \ud801"],
    ["", ""],
  ])("%s", (text, folded) => {
    expect(foldCase(text)).toBe(folded);
    expect(foldCase(folded)).toBe(folded);
  });

  test("text keeps its length, and the table says the same", () => {
    const table = foldTable("ordinal");
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    const foldedCodes = codes.map((code) => foldCase(String.fromCharCode(code)));
    expect(codes.filter((code) => foldedCodes[code]?.length !== 1)).toEqual([]);
    expect(codes.filter((code) => foldedCodes[code]?.charCodeAt(0) !== table[code])).toEqual([]);
  });
});

test("ASCII folding leaves all other letters alone", () => {
  expect(foldAscii("Zäh")).toBe("ZäH");
  expect(foldTable("ascii")["z".charCodeAt(0)]).toBe("Z".charCodeAt(0));
  expect(foldTable("ascii")["ä".charCodeAt(0)]).toBe("ä".charCodeAt(0));
  expect(foldTable("none")["z".charCodeAt(0)]).toBe("z".charCodeAt(0));
});
