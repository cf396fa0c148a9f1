/**
 * Positions in a list, read back in order. They are set as bits; a second layer says which words have any, so that
 * reading costs as much as there are positions, whatever order they came in and however long the list is.
 */
export interface PositionSet {
  readonly words: Int32Array;
  /** For each 32 words, the words that are not 0. */
  readonly used: Int32Array;
  count: number;
}

export function positionSet(size: number): PositionSet {
  const words = new Int32Array((size + 31) >>> 5);
  return { words, used: new Int32Array((words.length + 31) >>> 5), count: 0 };
}

export function addPosition(set: PositionSet, position: number): void {
  const { words, used } = set;
  const word = position >>> 5;
  const before = words[word] ?? 0;
  const after = before | (1 << (position & 31));
  if (before === after) return;
  words[word] = after;
  used[word >>> 5] = (used[word >>> 5] ?? 0) | (1 << (word & 31));
  set.count += 1;
}

/** The item at each of the positions, in ascending order; empties the set. */
export function takeInOrder<T>(set: PositionSet, items: readonly T[]): T[] {
  const { words, used } = set;
  const taken = new Array<T>(set.count);
  let count = 0;
  for (let group = 0; group < used.length; group += 1) {
    for (let groups = used[group] ?? 0; groups !== 0; groups &= groups - 1) {
      const word = (group << 5) + 31 - Math.clz32(groups & -groups);
      for (let bits = words[word] ?? 0; bits !== 0; bits &= bits - 1) {
        taken[count] = items[(word << 5) + 31 - Math.clz32(bits & -bits)] as T;
        count += 1;
      }
      words[word] = 0;
    }
    used[group] = 0;
  }
  set.count = 0;
  return taken;
}
