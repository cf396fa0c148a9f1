import type { Filter } from "../filters/filter.ts";
import { listedEventTypes } from "../filters/listed-event-types.ts";
import { foldingOf } from "../filters/match/comparison.ts";
import type { Folding } from "./clauses.ts";
import { type Constraint, constraintsOf, type Ground } from "./constraints.ts";
import { none, type Outcome, undecided } from "./outcome.ts";
import { bothOf, type ValueSet, valueIn } from "./values.ts";

/**
 * A set of events: for every key the values that it may have, each independent of the others; keys that are not
 * listed may have any. What a filter lets through is such a set. What it refuses is none, but a union of them, one for
 * each of its conditions.
 */
export interface Region {
  readonly sets: ReadonlyMap<string, ValueSet>;
  /** The keys as somebody wrote them, by their normal form. */
  readonly written: ReadonlyMap<string, string>;
}

export const everyEvent: Region = Object.freeze({ sets: new Map(), written: new Map() });

/** A filter as the algebra sees it. */
export interface Prepared {
  readonly filter: Filter;
  readonly ground: Ground;
  readonly folding: Folding;
  readonly constraints: readonly Constraint[];
  readonly region: Region;
  /** The event types that it lists, in the form in which they are compared. */
  readonly types: ReadonlySet<string> | "All";
  /** How many values its conditions have in all. */
  readonly size: number;
}

const prepared = new WeakMap<Filter, Prepared>();

/** Prepared once for a filter, since the same one is asked about many times. */
export function prepare(filter: Filter, ground: Ground): Prepared {
  const known = prepared.get(filter);
  if (known !== undefined && known.ground.schema === ground.schema && known.ground.semantics === ground.semantics) {
    return known;
  }
  const fresh = prepareAfresh(filter, ground);
  prepared.set(filter, fresh);
  return fresh;
}

export function prepareAfresh(filter: Filter, ground: Ground): Prepared {
  const constraints = constraintsOf(filter, ground);
  const types = listedEventTypes(filter, ground.semantics);
  const values = filter.advancedFilters.map((each) => ("values" in each ? Math.max(1, each.values.length) : 1));
  const size = values.reduce((sum, count) => sum + count, types === "All" ? 0 : types.size);
  return {
    filter,
    ground,
    folding: foldingOf(ground.semantics),
    constraints,
    region: regionOf(constraints),
    types,
    size,
  };
}

const mostPairs = 4_000_000;

/** Says why two filters are not compared: the time grows with the product of their sizes. Legal ones are far from it. */
export function tooLarge(a: Prepared, b: Prepared): Outcome<never> | undefined {
  if (a.size * b.size <= mostPairs) return undefined;
  return undecided(`the filters have ${a.size} and ${b.size} values, where Azure allows 25 each`);
}

export function regionOf(constraints: readonly Constraint[]): Region {
  const sets = new Map<string, ValueSet>();
  const written = new Map<string, string>();
  for (const { key, writtenKey, admitted } of constraints) {
    const known = sets.get(key);
    sets.set(key, known === undefined ? admitted : bothOf(known, admitted));
    if (!written.has(key)) written.set(key, writtenKey);
  }
  return { sets, written };
}

export function intersectionOfRegions(a: Region, b: Region): Region {
  const sets = new Map(a.sets);
  for (const [key, set] of b.sets) {
    const known = sets.get(key);
    sets.set(key, known === undefined ? set : bothOf(known, set));
  }
  return { sets, written: new Map([...b.written, ...a.written]) };
}

/** The events of a region that a condition refuses. */
export function refusedBy(region: Region, constraint: Constraint): Region {
  const { key, writtenKey, refused } = constraint;
  const known = region.sets.get(key);
  const sets = new Map(region.sets).set(key, known === undefined ? refused : bothOf(known, refused));
  return { sets, written: region.written.has(key) ? region.written : new Map(region.written).set(key, writtenKey) };
}

const values = new WeakMap<ValueSet, Outcome<unknown>>();

/** A value of the set; found once for each set. */
export function someValue(set: ValueSet, folding: Folding): Outcome<unknown> {
  const known = values.get(set);
  if (known !== undefined) return known;
  const outcome = valueIn(set, folding);
  values.set(set, outcome);
  return outcome;
}

/**
 * Whether the region holds an event, as far as its keys are independent: "none" is certain, "found" means that each
 * key by itself has a value.
 */
export function holdsEvent(region: Region, folding: Folding): Outcome<Region> {
  let open: Outcome<Region> = { kind: "found", value: region };
  for (const [key, set] of region.sets) {
    const outcome = someValue(set, folding);
    if (outcome.kind === "none") return none;
    if (outcome.kind === "undecided")
      open = undecided(`the values of ${region.written.get(key) ?? key}: ${outcome.reason}`);
  }
  return open;
}

/** The parts of a region that lie outside a filter: at least one of its conditions refuses each of their events. */
export function* partsOutside(region: Region, of: Prepared, known: ReadonlySet<string>): Generator<PartOutside> {
  for (const constraint of of.constraints) {
    if (known.has(constraint.text)) continue;
    yield { constraint, region: refusedBy(region, constraint) };
  }
}

export interface PartOutside {
  readonly constraint: Constraint;
  readonly region: Region;
}

/** Keys that lie inside one another, such as `data.a` and `data.a.b`: what one is says something about the other. */
export function entangledKeys(keys: Iterable<string>): ReadonlySet<string> {
  const sorted = [...new Set(keys)].sort();
  const all = new Set(sorted);
  const entangled = new Set<string>();
  for (const key of sorted) {
    for (let dot = key.indexOf("."); dot >= 0; dot = key.indexOf(".", dot + 1)) {
      const outer = key.slice(0, dot);
      if (all.has(outer)) entangled.add(outer).add(key);
    }
  }
  return entangled;
}
