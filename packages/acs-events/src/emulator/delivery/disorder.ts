/**
 * What Event Grid does not promise: it delivers at least once, and in no order (Azure docs, delivery-and-retry). A
 * local Azure on one machine delivers once and in order, unless it is asked to behave as badly as it may.
 */
export interface DisorderOptions {
  /** Which share of what was delivered is delivered once more, 0 to 1. */
  readonly duplicates?: number;
  /** Whether events overtake each other on the way. */
  readonly shuffle?: boolean;
}

export interface Disorder {
  /** How many milliseconds a new event is held back before its first attempt. */
  holdBack(): number;
  /** After how many milliseconds a delivery is repeated; undefined where it is not. */
  repeatAfter(): number | undefined;
}

/** The most that a shuffled event is held back, and that a duplicate lets wait. */
const longest = 60_000;

/** `random`: 0 to 1; a seeded one makes the same disorder every time. */
export function createDisorder({ duplicates = 0, shuffle = false }: DisorderOptions, random: () => number): Disorder {
  const moment = (): number => Math.floor(longest * random());
  return Object.freeze({
    holdBack: () => (shuffle ? moment() : 0),
    repeatAfter: () => (duplicates > 0 && random() < duplicates ? moment() : undefined),
  });
}
