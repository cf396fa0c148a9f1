/**
 * What the lookups of one event type compare with, in three arrays. An event of another type pushes it out of the
 * processor's caches, and bringing it back costs more than anything that is done with it: so it lies together, and
 * there is as little of it as can be.
 */
export interface Tables {
  readonly ints: Int32Array;
  readonly doubles: Float64Array;
  /** Folded texts one after the other, and small tables about letters. */
  readonly letters: Uint16Array;
}

/** The same while it is written. Places are given out as it grows. */
export interface TableWriter {
  readonly ints: number[];
  readonly doubles: number[];
  readonly letters: number[];
}

/** Stands among the ints, and for a place among them, where there is nothing. */
export const none = -1;

export function tableWriter(): TableWriter {
  // The first place is not used, so that the complement of a place is never `none`.
  return { ints: [0], doubles: [], letters: [] };
}

export function finished({ ints, doubles, letters }: TableWriter): Tables {
  return {
    ints: Int32Array.from(ints),
    doubles: Float64Array.from(doubles),
    letters: Uint16Array.from(letters),
  };
}

/** Adds to one of the arrays, and says where. */
export function append(array: number[], values: Iterable<number>): number {
  const at = array.length;
  for (const value of values) array.push(value);
  return at;
}

/** The smallest power of two that is at least `number`, and 2 or more. */
export function powerOfTwo(number: number): number {
  let power = 2;
  while (power < number) power *= 2;
  return power;
}
