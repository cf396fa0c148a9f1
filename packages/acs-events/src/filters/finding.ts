/** Error: Azure refuses it, or it can never do what it says. Warning: probably not meant, or events can be lost. Info: good to know. */
export type FindingLevel = "error" | "warning" | "info";

/**
 * Something that a reader should know about a filter, a subscription or a plan. The sentence is made where the finding
 * is made; everything that it says is also there as data.
 */
export interface Finding {
  /** Kebab-case and permanent once released. */
  readonly id: string;
  readonly level: FindingLevel;
  /** What is wrong, the value given, what is allowed, what to do: whole sentences in the reader's words. */
  readonly message: string;
  /** Where, in the terms of Azure's JSON: `filter.subjectBeginsWith`, `filter.advancedFilters[2].values[0]`. */
  readonly path: string;
  /** The value that was found there. */
  readonly value?: unknown;
  /** A correct value to paste in its place, if one is known. */
  readonly fix?: unknown;
}
