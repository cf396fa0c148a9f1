import { append, type TableWriter } from "./tables.ts";

/**
 * What an event has matched in the index of its type, as bits: first the subscriptions, in file order, then the groups
 * that are still to be visited. All bits are 0 between two events.
 */
export type Bitset = Int32Array;

export function wordsFor(bits: number): number {
  return (bits + 31) >>> 5;
}

export function addBit(bitset: Bitset, bit: number): void {
  const word = bit >>> 5;
  bitset[word] = (bitset[word] ?? 0) | (1 << (bit & 31));
}

export function removeBit(bitset: Bitset, bit: number): void {
  const word = bit >>> 5;
  bitset[word] = (bitset[word] ?? 0) & ~(1 << (bit & 31));
}

/** Bits that are added together: where their words stand among the ints, each as its number and its bits. */
export interface Bits {
  readonly at: number;
  readonly end: number;
}

export function writeBits({ ints }: TableWriter, bits: readonly number[]): Bits {
  const words = new Map<number, number>();
  for (const bit of bits) words.set(bit >>> 5, (words.get(bit >>> 5) ?? 0) | (1 << (bit & 31)));
  const at = append(ints, [...words].sort(([a], [b]) => a - b).flat());
  return { at, end: ints.length };
}

export function addBits(bitset: Bitset, ints: Int32Array, { at: first, end }: Bits): void {
  for (let at = first; at < end; at += 2) {
    const word = ints[at] ?? 0;
    bitset[word] = (bitset[word] ?? 0) | (ints[at + 1] ?? 0);
  }
}

/** The lowest bit that is set; one has to be. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** The item of each bit that is set in the first words, in order; sets them to 0. */
export function takeInOrder<T>(bitset: Bitset, words: number, items: readonly T[]): T[] {
  let size = 0;
  for (let word = 0; word < words; word += 1) {
    const bits = bitset[word] ?? 0;
    if (bits !== 0) size += countBits(bits);
  }
  const taken = new Array<T>(size);
  let count = 0;
  for (let word = 0; word < words; word += 1) {
    let bits = bitset[word] ?? 0;
    if (bits === 0) continue;
    bitset[word] = 0;
    const first = word << 5;
    if (bits === -1) {
      for (let at = first; at < first + 32; at += 1) {
        taken[count] = items[at] as T;
        count += 1;
      }
      continue;
    }
    for (; bits !== 0; bits &= bits - 1) {
      taken[count] = items[first + lowestBit(bits)] as T;
      count += 1;
    }
  }
  return taken;
}

/** How many bits are set, counted in pairs, fours and eights at once. */
function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
