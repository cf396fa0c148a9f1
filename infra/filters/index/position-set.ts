/**
 * Positions in a list, read back in order. They are set as bits; a second layer says which words have any, so that
 * reading costs as much as there are positions, whatever order they came in and however long the list is.
 */
export interface PositionSet {
  readonly words: Int32Array;
  /** For each 32 words, the words that are not 0. */
  readonly used: Int32Array;
}

export function positionSet(size: number): PositionSet {
  const words = new Int32Array((size + 31) >>> 5);
  return { words, used: new Int32Array((words.length + 31) >>> 5) };
}

export function addPosition({ words, used }: PositionSet, position: number): void {
  const word = position >>> 5;
  words[word] = (words[word] ?? 0) | (1 << (position & 31));
  used[word >>> 5] = (used[word >>> 5] ?? 0) | (1 << (word & 31));
}

/** Hands every position in ascending order to `take`, and empties the set. */
export function takeInOrder({ words, used }: PositionSet, take: (position: number) => void): void {
  for (let group = 0; group < used.length; group += 1) {
    for (let groups = used[group] ?? 0; groups !== 0; groups &= groups - 1) {
      const word = (group << 5) + 31 - Math.clz32(groups & -groups);
      for (let bits = words[word] ?? 0; bits !== 0; bits &= bits - 1) take((word << 5) + 31 - Math.clz32(bits & -bits));
      words[word] = 0;
    }
    used[group] = 0;
  }
}
