import type { Event } from "../catalog/event.ts";
import type { Filter } from "../filters/filter.ts";
import { listedEventTypes } from "../filters/listed-event-types.ts";
import { compileFilter } from "../filters/match/matches.ts";
import { type Constraint, constraintsOf } from "./constraints.ts";
import { intersectKeySets, type KeySets, keySetsOf } from "./key-sets.ts";
import type { Options } from "./question.ts";
import { type Search, undecided } from "./search.ts";

/** A filter as a set of events. */
export interface CompiledFilter {
  readonly filter: Filter;
  readonly options: Options;
  readonly constraints: readonly Constraint[];
  /** What all the constraints leave of each key. */
  readonly keySets: KeySets;
  /** The event types that it lists, in the form in which they are compared. */
  readonly types: ReadonlySet<string> | "All";
  /** How many values its conditions have in all. */
  readonly size: number;
  /** What the matcher says. */
  readonly passes: (event: Event) => boolean;
}

const compiled = new WeakMap<Filter, CompiledFilter>();

/** Compiled once for a filter, since the same one is asked about many times. */
export function compile(filter: Filter, options: Options): CompiledFilter {
  const known = compiled.get(filter);
  if (
    known !== undefined &&
    known.options.schema === options.schema &&
    known.options.assumptions === options.assumptions
  ) {
    return known;
  }
  const fresh = compileAfresh(filter, options);
  compiled.set(filter, fresh);
  return fresh;
}

export function compileAfresh(filter: Filter, options: Options): CompiledFilter {
  const constraints = constraintsOf(filter, options);
  const types = listedEventTypes(filter, options.assumptions);
  const values = filter.advancedFilters.map((each) => ("values" in each ? Math.max(1, each.values.length) : 1));
  let passes: ((event: Event) => boolean) | undefined;
  return {
    filter,
    options,
    constraints,
    keySets: keySetsOf(constraints),
    types,
    size: values.reduce((sum, count) => sum + count, types === "All" ? 0 : types.size),
    passes: (event) => {
      passes ??= compileFilter(filter, options.assumptions, options.schema);
      return passes(event);
    },
  };
}

const mostPairs = 4_000_000;

/**
 * Says why two filters are not compared: the time grows with the product of their sizes. Filters that Azure accepts are
 * far smaller.
 */
export function tooLarge(a: CompiledFilter, b: CompiledFilter): Search<never> | undefined {
  if (a.size * b.size <= mostPairs) return undefined;
  return undecided(`the filters have ${a.size} and ${b.size} values, where Azure allows 25 each`);
}

/** The events that pass all of the filters. */
export function allKeySets(filters: readonly CompiledFilter[]): KeySets {
  const [first, ...rest] = filters.map(({ keySets }) => keySets);
  return rest.reduce(intersectKeySets, first ?? { sets: new Map(), written: new Map() });
}
