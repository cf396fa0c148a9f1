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

export function tableWriter(): TableWriter {
  return { ints: [], doubles: [], letters: [] };
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

/** The smallest power of two that is at least `number`. */
export function powerOfTwo(number: number): number {
  let power = 2;
  while (power < number) power *= 2;
  return power;
}

/** What a lookup hands on when something is hit: a number whose meaning is that of who filed it. */
export type Target = number;

/** A list of targets, as a place in the ints and a count. */
export interface Targets {
  readonly at: number;
  readonly count: number;
}

export function writeTargets(writer: TableWriter, targets: readonly Target[]): Targets | undefined {
  return targets.length === 0 ? undefined : { at: append(writer.ints, targets), count: targets.length };
}

export function visitTargets({ ints }: Tables, targets: Targets, visit: (target: Target) => void): void {
  const end = targets.at + targets.count;
  for (let at = targets.at; at < end; at += 1) visit(ints[at] ?? 0);
}
