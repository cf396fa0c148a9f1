import fc from "fast-check";
import { expect, test } from "vitest";
import { addBit, addBits, removeBit, takeInOrder, wordsFor, writeBits } from "../../src/subscription-index/bitset.ts";
import { finished, tableWriter } from "../../src/subscription-index/tables.ts";

const size = 200;
const bit = fc.oneof(fc.nat({ max: size - 1 }), fc.constantFrom(0, 31, 32, 63, 64, size - 1));
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom("add" as const, "remove" as const), bits: fc.tuple(bit) }),
  fc.record({ kind: fc.constant("add all" as const), bits: fc.array(bit, { maxLength: 80 }) }),
  // Whole words, of which all bits are set.
  fc.constant({ kind: "add all" as const, bits: Array.from({ length: 96 }, (_, each) => each + 32) }),
);

test("what is bitset is what a set holds after the same steps, in order, and nothing is left afterwards", () => {
  const bitset = new Int32Array(wordsFor(size));
  const items = Array.from({ length: size }, (_, each) => `item ${each}`);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const expected = new Set<number>();
      for (const { kind, bits } of steps) {
        if (kind === "add all") {
          const writer = tableWriter();
          const all = writeBits(writer, bits);
          addBits(bitset, finished(writer).ints, all);
          for (const each of bits) expected.add(each);
        } else if (kind === "add") {
          addBit(bitset, bits[0]);
          expected.add(bits[0]);
        } else {
          removeBit(bitset, bits[0]);
          expected.delete(bits[0]);
        }
      }
      const inOrder = [...expected].sort((a, b) => a - b);
      expect(takeInOrder(bitset, bitset.length, items)).toEqual(inOrder.map((each) => `item ${each}`));
      expect(bitset.every((word) => word === 0)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
