import type { DeadLetter } from "./dead-letter.ts";

/** How many dead letters of one subscription have one reason and one last outcome. */
export interface Count {
  readonly subscription: string;
  readonly reason: string;
  readonly lastDeliveryOutcome: string;
  readonly count: number;
}

/** Counts as dead letters come; `counts` are the most frequent first, and equal ones by name. */
export function counter(): { add(deadLetter: DeadLetter): void; counts(): readonly Count[] } {
  const found = new Map<string, { -readonly [Key in keyof Count]: Count[Key] }>();
  return {
    add({ subscription, reason, lastOutcome }) {
      const key = JSON.stringify([subscription, reason, lastOutcome]);
      const known = found.get(key) ?? { subscription, reason, lastDeliveryOutcome: lastOutcome, count: 0 };
      known.count += 1;
      found.set(key, known);
    },
    counts: () =>
      [...found]
        .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
        .map(([, count]) => ({ ...count })),
  };
}
