import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  complementOf,
  everyNumber,
  holdsNumber,
  integersOf,
  intersectionOf,
  noNumber,
  numberIn,
  points,
  unionOf,
} from "../../src/filter-sets/intervals.ts";
import type { Interval } from "../../src/filters/match/comparison.ts";
import { type Decimal, decimalOf, jsonNumber } from "../../src/json/exact-number.ts";

const exact = ["1.50000000000000001", "9007199254740993", "-1e390"].map(jsonNumber);
const bound = fc.constantFrom<Decimal>(-Infinity, -1, -0, 0, 1, 1.5, 2, 2 ** 53, Infinity, ...exact);
const anyInterval: fc.Arbitrary<Interval> = fc.record({
  from: bound,
  openFrom: fc.boolean(),
  to: bound,
  openTo: fc.boolean(),
});
const anyIntervals = fc.array(anyInterval, { maxLength: 4 }).map(unionOf);
const probes: readonly Decimal[] = [
  ...[-Number.MAX_VALUE, -2, -1, -0.5, 0, 0.5, 1, 1.25, 1.5, 1.75, 2, 3, 2 ** 53, 1e300, Number.MAX_VALUE],
  ...exact,
  ...["1.500000000000000001", "9007199254740992.5", "9007199254740994", "-1e391", "1e391"].map(jsonNumber),
];

function isInteger(number: Decimal): boolean {
  return decimalOf(number).isInteger();
}

describe("intervals", () => {
  test("union, intersection and complement are those of the numbers in them", () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (a, b) => {
        const heldBy = (set: readonly Interval[]) => probes.map((probe) => holdsNumber(set, probe));
        const [inA, inB] = [heldBy(a), heldBy(b)];
        expect(heldBy(unionOf([...a, ...b]))).toEqual(inA.map((held, at) => held || inB[at]));
        expect(heldBy(intersectionOf(a, b))).toEqual(inA.map((held, at) => held && inB[at]));
        expect(heldBy(complementOf(a))).toEqual(inA.map((held) => !held));
        expect(complementOf(complementOf(a))).toEqual(a);
      }),
      { numRuns: 500 },
    );
  });

  test("a set that is not empty has a number, and it is one of its own", () => {
    fc.assert(
      fc.property(anyIntervals, (set) => {
        const number = numberIn(set);
        expect(number.kind).toBe(set.length === 0 ? "none" : "found");
        if (number.kind === "found") expect(holdsNumber(set, number.value)).toBe(true);
      }),
    );
  });

  test.each([
    ["the shortest decimal between two numbers", [{ from: 5, openFrom: true, to: 6, openTo: true }], 5.5],
    ["the bound itself, where it belongs", [{ from: 6, openFrom: false, to: Infinity, openTo: false }], 6],
    ["the next whole number, where it does not", [{ from: 6, openFrom: true, to: Infinity, openTo: false }], 7],
    ["downwards too", [{ from: -Infinity, openFrom: false, to: 6, openTo: true }], 5],
    ["between decimals", [{ from: 0.1, openFrom: true, to: 0.2, openTo: true }], 0.15],
  ])("chooses %s", (_, intervals, number) => {
    expect(numberIn(unionOf(intervals))).toEqual({ kind: "found", value: number });
  });

  test("infinity and what is not a number hold nothing", () => {
    expect(unionOf([{ from: Number.NaN, openFrom: false, to: 1, openTo: false }])).toEqual(noNumber);
    expect(unionOf([{ from: Infinity, openFrom: false, to: Infinity, openTo: false }])).toEqual(noNumber);
    expect(unionOf([{ from: 5, openFrom: false, to: 1, openTo: false }])).toEqual(noNumber);
    expect(complementOf(noNumber)).toEqual(everyNumber);
    expect(points([1, 1, Infinity])).toEqual([{ from: 1, openFrom: false, to: 1, openTo: false }]);
  });
});

test("of the integers of a set, all are in it and no other number is offered", () => {
  fc.assert(
    fc.property(anyIntervals, (set) => {
      const integers = integersOf(set);
      const held = (set: readonly Interval[]) => probes.filter((probe) => isInteger(probe) && holdsNumber(set, probe));
      expect(held(integers)).toEqual(held(set));
      const one = numberIn(integers);
      if (one.kind === "found") expect(isInteger(one.value), String(one.value)).toBe(true);
    }),
    { numRuns: 200 },
  );
  expect(integersOf(unionOf([{ from: 5, openFrom: true, to: 6, openTo: true }]))).toEqual(noNumber);
});
