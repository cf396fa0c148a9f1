import { type Clause, type Folding, satisfiesAll, type Word } from "./clauses.ts";

/** One part of a template between slashes: a text, or undefined for a variable, which is anything without a slash. */
type Segment = string | undefined;

const known = new Map<string, readonly Segment[]>();

function segmentsOf(template: string): readonly Segment[] {
  const before = known.get(template);
  if (before !== undefined) return before;
  const segments = template.split("/").map((part) => (part.startsWith("{") ? undefined : part));
  known.set(template, segments);
  return segments;
}

/**
 * Whether some subject of the template satisfies one clause; exact. A positive clause needs one word that fits somewhere.
 * A negative one fails only if one of its words is in the fixed text, which shows in a subject whose variables are a
 * letter that is in no word.
 */
export function canSatisfy(template: string, clause: Clause, fresh: string, folding: Folding): boolean {
  if (clause.negative) return satisfiesAll([clause], template.replaceAll(/\{[^}]*\}/g, fresh), folding);
  return clause.words.some((word) => fits(segmentsOf(template), clause.mode, word, folding));
}

function fits(segments: readonly Segment[], mode: Clause["mode"], word: Word, folding: Folding): boolean {
  const pieces = (word.exact ? word.text : word.folded).split("/");
  const fixed = word.exact ? segments : segments.map((segment) => segment && folding(segment));
  const last = segments.length - pieces.length;
  if (last < 0) return false;
  switch (mode) {
    case "begins":
      return standsAt(fixed, 0, pieces, true, false);
    case "ends":
      return standsAt(fixed, last, pieces, false, true);
    case "equals":
      return last === 0 && standsAt(fixed, 0, pieces, true, true);
    case "contains":
      return [...Array(last + 1).keys()].some((at) => standsAt(fixed, at, pieces, false, false));
  }
}

/** Whether pieces can stand in segments from a place on; the first may begin, and the last end, inside a segment. */
function standsAt(
  segments: readonly Segment[],
  at: number,
  pieces: readonly string[],
  wholeFirst: boolean,
  wholeLast: boolean,
): boolean {
  return pieces.every((piece, index) => {
    const segment = segments[at + index];
    const fromStart = wholeFirst || index > 0;
    const toEnd = wholeLast || index < pieces.length - 1;
    // A variable is not empty.
    if (segment === undefined) return piece !== "" || !(fromStart && toEnd);
    if (fromStart && toEnd) return segment === piece;
    if (fromStart) return segment.startsWith(piece);
    return toEnd ? segment.endsWith(piece) : segment.includes(piece);
  });
}
