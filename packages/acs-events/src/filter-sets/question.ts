import type { DeliverySchema } from "../catalog/event.ts";
import { type Assumptions, defaultAssumptions } from "../filters/assumptions.ts";
import { foldingOf } from "../filters/match/comparison.ts";
import { type Budget, budgetOf } from "./budget.ts";
import type { Folding } from "./clauses.ts";

/** What an answer depends on beside the filters. */
export interface SetOptions {
  /** The schema in which events are delivered, which decides the names of the envelope's keys; `EventGridSchema` unless given. */
  readonly schema?: DeliverySchema;
  /** What is assumed where the documentation is silent. */
  readonly assumptions?: Assumptions;
  /**
   * Which telephone numbers of text messages are documented, on whose plus sign the sources differ: as the published
   * samples have them, and with a plus only where a filter that matches asks for them ("as-published", unless
   * given); or always in both forms.
   */
  readonly numberForms?: "as-published" | "both";
  /** The id of the resource that the events come from; unless given, it is not known which Communication Services it is. */
  readonly source?: string | undefined;
  /** Makes the budget of each question; for tests and for callers with less time. */
  readonly budget?: () => Budget;
}

/** How filters are read: the options, all of them chosen. */
export interface Options {
  readonly schema: DeliverySchema;
  readonly assumptions: Assumptions;
  /** The resource that documented events come from; undefined where it is not known. */
  readonly source?: string | undefined;
}

/** One question on its way: how texts are compared, and what it may still cost. */
export interface Question {
  readonly options: Options;
  readonly folding: Folding;
  readonly budget: Budget;
  readonly numberForms: "as-published" | "both";
}

export function optionsOf(given: SetOptions = {}): Options {
  const { schema = "EventGridSchema", assumptions = defaultAssumptions, source } = given;
  return { schema, assumptions, source };
}

export function askQuestion(given: SetOptions = {}): Question {
  const options = optionsOf(given);
  const budget = given.budget === undefined ? budgetOf() : given.budget();
  return { options, folding: foldingOf(options.assumptions), budget, numberForms: given.numberForms ?? "as-published" };
}
