declare const takenAsItIs: unique symbol;

/** Text that the compiler takes as it is. */
export type Unchecked = string & { readonly [takenAsItIs]: "subject" };

/**
 * Takes a subject prefix or suffix that the compiler cannot see, such as one read from a file:
 * `subjectBeginsWith: unchecked(prefix)`. What is impossible is then found when `filter()` runs, not in the editor.
 */
export function unchecked(text: string): Unchecked {
  // The brand exists for the compiler only.
  return text as Unchecked;
}
