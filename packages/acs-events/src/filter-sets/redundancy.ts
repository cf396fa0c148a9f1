import type { Filter } from "../filters/filter.ts";
import type { Constraint } from "./constraints.ts";
import { holdsEvent, type Prepared, prepare, refusedBy, regionOf, someValue, tooLarge } from "./product.ts";
import { groundOf, type SetOptions } from "./questions.ts";
import { documentedEmptiness, type Universe } from "./universe.ts";

/** Conditions that no event can meet together, as few as possible; most often two, one that lets nothing through by itself. */
export interface Contradiction {
  /** Of which events none is left. */
  readonly universe: Universe;
  /** In the terms of Azure's JSON: `filter.advancedFilters[2]`. */
  readonly paths: readonly string[];
}

/** A condition without which the filter would let the very same events through. */
export interface RedundantCondition {
  readonly path: string;
  /** The conditions that say it already, as few as possible; none where it lets everything through. */
  readonly impliedBy: readonly string[];
}

/**
 * What contradicts itself in a filter that lets nothing through; nothing where it lets something through, or where
 * that could not be decided. With "documented-events", also what only the documented types and payloads rule out.
 */
export function contradiction(
  filter: Filter,
  options: SetOptions & { readonly universe?: Universe } = {},
): Contradiction | undefined {
  const of = prepare(filter, groundOf(options));
  if (tooLarge(of, of) !== undefined) return undefined;
  const isEmpty = (constraints: readonly Constraint[]) => holdsEvent(regionOf(constraints), of.folding).kind === "none";
  if (isEmpty(of.constraints)) return named(fewest(of.constraints, isEmpty), "every-event");
  if (options.universe !== "documented-events") return undefined;
  const isUndocumented = (constraints: readonly Constraint[]) =>
    documentedEmptiness(regionOf(constraints), of.ground, of.folding).kind === "none";
  return isUndocumented(of.constraints)
    ? named(fewest(of.constraints, isUndocumented), "documented-events")
    : undefined;
}

function named(constraints: readonly Constraint[], universe: Universe): Contradiction {
  return { universe, paths: constraints.map(({ path }) => path) };
}

/** A smallest part of the constraints that still has the property, which all of them together have. */
function fewest(
  constraints: readonly Constraint[],
  has: (constraints: readonly Constraint[]) => boolean,
): readonly Constraint[] {
  let left = constraints;
  for (const constraint of constraints.toReversed()) {
    const without = left.filter((other) => other !== constraint);
    if (has(without)) left = without;
  }
  return left;
}

/**
 * The conditions that change nothing, the later of two that say the same; all of them can be removed together. Of a
 * filter that lets nothing through, none: there any condition could go.
 */
export function redundantConditions(filter: Filter, options: SetOptions = {}): readonly RedundantCondition[] {
  const of = prepare(filter, groundOf(options));
  if (tooLarge(of, of) !== undefined || holdsEvent(of.region, of.folding).kind === "none") return [];
  let kept = of.constraints;
  const redundant: RedundantCondition[] = [];
  for (const constraint of of.constraints.toReversed()) {
    const others = kept.filter((other) => other !== constraint && other.key === constraint.key);
    if (!implied(constraint, others, of)) continue;
    kept = kept.filter((other) => other !== constraint);
    const impliedBy = fewest(others, (some) => implied(constraint, some, of));
    redundant.unshift({ path: constraint.path, impliedBy: impliedBy.map(({ path }) => path) });
  }
  return redundant;
}

function implied(constraint: Constraint, by: readonly Constraint[], { folding }: Prepared): boolean {
  const set = refusedBy(regionOf(by), constraint).sets.get(constraint.key);
  return set !== undefined && someValue(set, folding).kind === "none";
}
