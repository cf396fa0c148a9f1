import { type Search, undecided } from "./search.ts";

/**
 * What one whole question may cost, counted in steps and not by a clock: the same question has the same answer on every
 * machine. A step takes about a microsecond; what takes longer, such as a state of an automaton, is charged as several.
 */
export interface Budget {
  /** Takes steps from the budget. Throws `BudgetSpent` when too few are left; `withinBudget` catches it. */
  readonly spend: (steps: number) => void;
}

/** Enough for every pair of filters that people write; the slowest question that a search found takes 0.4 s with it. */
export const mostSteps = 200_000;

export function budgetOf(steps: number = mostSteps): Budget {
  let left = steps;
  return {
    spend: (taken) => {
      left -= taken;
      if (left < 0) throw new BudgetSpent(steps);
    },
  };
}

/** Ends a question from any depth. */
export class BudgetSpent extends Error {
  constructor(steps: number) {
    super(`the question takes more than ${steps} steps, after which the search stops`);
    this.name = "BudgetSpent";
  }
}

/** What a search answers, or "undecided" with the reason when the budget was spent on the way. */
export function withinBudget<T>(search: () => Search<T>): Search<T> {
  try {
    return search();
  } catch (error) {
    if (error instanceof BudgetSpent) return undecided(error.message);
    throw error;
  }
}
