import type { Assumptions } from "../assumptions.ts";

/** Which elements of an array conditions look at. */
export function elementsOf(assumptions: Assumptions): (array: readonly unknown[]) => readonly unknown[] {
  return assumptions.nestedArray === "flattened" ? flattened : (array) => array;
}

/** Without recursion: an event may nest arrays as deep as its size allows. */
function flattened(array: readonly unknown[]): readonly unknown[] {
  const elements: unknown[] = [];
  const pending: unknown[] = array.toReversed();
  while (pending.length > 0) {
    const next = pending.pop();
    if (Array.isArray(next)) for (const element of next.toReversed()) pending.push(element);
    else elements.push(next);
  }
  return elements;
}
