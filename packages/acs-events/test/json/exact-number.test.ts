import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNumbers, ExactNumber, jsonNumber, negated } from "../../src/json/exact-number.ts";
import { parseJson } from "../../src/json/parse-json.ts";

/** Decimals as JSON has them, many of them beside each other. */
const aDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 20 }))
  .map(([digits, places]) => {
    const text = String(digits < 0n ? -digits : digits).padStart(places + 1, "0");
    const split = text.length - places;
    return `${digits < 0n ? "-" : ""}${text.slice(0, split)}${places === 0 ? "" : `.${text.slice(split)}`}`;
  });

/** The same, counted in whole 10^-20ths. */
function counted(text: string): bigint {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const count = BigInt(whole + fraction.padEnd(20, "0"));
  return text.startsWith("-") ? -count : count;
}

describe("jsonNumber", () => {
  test.each([
    ["1", "number"],
    ["-0.5", "number"],
    ["9007199254740992", "number"],
    ["9007199254740993", "ExactNumber"],
    ["0.1", "number"],
    ["0.10000000000000001", "ExactNumber"],
    ["1e3", "number"],
    ["1.0000000000000000", "number"],
    ["1e309", "ExactNumber"],
    ["1e100000", "number"],
  ])("%s is a %s", (text, kind) => {
    const number = jsonNumber(text);
    expect(number instanceof ExactNumber ? "ExactNumber" : typeof number).toBe(kind);
  });

  test("numbers compare as decimals", () => {
    fc.assert(
      fc.property(aDecimal, aDecimal, (a, b) => {
        const [one, other] = [jsonNumber(a), jsonNumber(b)];
        const expected = counted(a) < counted(b) ? -1 : counted(a) > counted(b) ? 1 : 0;
        expect(compareNumbers(one, other)).toBe(expected);
        expect(compareNumbers(negated(one), negated(other))).toBe(expected === 0 ? 0 : -expected);
      }),
    );
  });

  test("infinity is beyond every number", () => {
    const large = jsonNumber("1e390");
    expect(compareNumbers(large, Number.POSITIVE_INFINITY)).toBe(-1);
    expect(compareNumbers(Number.NEGATIVE_INFINITY, large)).toBe(-1);
    expect(compareNumbers(10n ** 400n, large)).toBe(1);
  });
});

describe("parseJson", () => {
  test("loses no digit, and is JSON.parse but for that", () => {
    const text = '{"a":9007199254740993,"b":[0.10000000000000001,-1e309],"c":"9007199254740993","__proto__":{"d":1}}';
    const value = parseJson(text);
    expect(JSON.stringify(value)).toBe(text);
    expect(Object.keys(value as object)).toEqual(["a", "b", "c", "__proto__"]);
    expect(parseJson('{"a": [1, 2.5, "9007199254740993"]}')).toEqual({ a: [1, 2.5, "9007199254740993"] });
    expect(() => parseJson("[9007199254740993")).toThrow(SyntaxError);
  });

  test("prints what it reads", () => {
    fc.assert(
      fc.property(fc.array(aDecimal), (numbers) => {
        const read = parseJson(`[${numbers.join()}]`) as readonly unknown[];
        expect(read.map((number) => counted(plain(String(number))))).toEqual(numbers.map(counted));
      }),
    );
  });
});

/** A number without an exponent; a double prints small ones with it. */
function plain(text: string): string {
  return /e/.test(text) ? Number(text).toFixed(20) : text;
}
