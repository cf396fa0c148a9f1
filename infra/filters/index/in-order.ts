/** Up to this many are sorted by insertion. */
const few = 16;

/**
 * Sorts distinct positions below `size`, in place. Many of them are set as bits and read back in order, which costs the
 * same whatever their order was.
 */
export function inOrder(size: number): (positions: number[]) => number[] {
  const bits = new Uint32Array((size + 31) >>> 5);
  return (positions) => (positions.length <= few ? insertionSort(positions) : sortByBits(positions, bits));
}

function insertionSort(positions: number[]): number[] {
  for (let at = 1; at < positions.length; at += 1) {
    const moving = positions[at] ?? 0;
    let to = at;
    for (
      let before = positions[to - 1];
      to > 0 && before !== undefined && before > moving;
      before = positions[to - 1]
    ) {
      positions[to] = before;
      to -= 1;
    }
    positions[to] = moving;
  }
  return positions;
}

function sortByBits(positions: number[], bits: Uint32Array): number[] {
  for (const position of positions) bits[position >>> 5] = (bits[position >>> 5] ?? 0) | (1 << (position & 31));
  let sorted = 0;
  for (let word = 0; word < bits.length; word += 1) {
    let left = bits[word] ?? 0;
    while (left !== 0) {
      const lowest = left & -left;
      positions[sorted] = (word << 5) + (31 - Math.clz32(lowest));
      sorted += 1;
      left ^= lowest;
    }
    bits[word] = 0;
  }
  return positions;
}
