import { append, none, type TableWriter } from "./tables.ts";

/**
 * What a lookup hands on when something is hit: a bit of the bitset (`bitset.ts`), whether it is
 * taken out instead of put in, and whether that holds for elements of arrays. Several of them stand as a list among the
 * ints, and the posting is then the complement of its place; `none` is not a posting.
 */
export type Posting = number;

export const arraysBit = 1;
export const removesBit = 2;
/** How far a posting is shifted to read its bit. */
export const postingShift = 2;

export function posting(bit: number, removes: boolean, arrays: boolean): Posting {
  return (bit << postingShift) | (removes ? removesBit : 0) | (arrays ? arraysBit : 0);
}

/** One posting for several, none of which is a list. */
export function postingOfAll({ ints }: TableWriter, postings: readonly Posting[]): Posting {
  const [first] = postings;
  if (first === undefined) return none;
  return postings.length === 1 ? first : ~append(ints, [postings.length, ...postings]);
}
