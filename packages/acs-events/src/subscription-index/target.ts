import { append, none, type TableWriter } from "./tables.ts";

/**
 * What a lookup hands on when something is hit: a bit of the set of what is reached (`reached.ts`), whether it is
 * taken out instead of put in, and whether that holds for elements of arrays. Several of them stand as a list among the
 * ints, and the target is then the complement of its place; `none` is no target.
 */
export type Target = number;

export const arraysBit = 1;
export const removesBit = 2;
/** How far a target is shifted to read its bit. */
export const targetShift = 2;

export function target(bit: number, removes: boolean, arrays: boolean): Target {
  return (bit << targetShift) | (removes ? removesBit : 0) | (arrays ? arraysBit : 0);
}

/** One target for several, none of which is a list. */
export function targetOfAll({ ints }: TableWriter, targets: readonly Target[]): Target {
  const [first] = targets;
  if (first === undefined) return none;
  return targets.length === 1 ? first : ~append(ints, [targets.length, ...targets]);
}
