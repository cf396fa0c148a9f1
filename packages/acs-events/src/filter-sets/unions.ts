import type { Event } from "../catalog/event.ts";
import type { Filter } from "../filters/filter.ts";
import { none, type Outcome, undecided } from "./outcome.ts";
import {
  entangledKeys,
  holdsEvent,
  type PartOutside,
  type Prepared,
  partsOutside,
  prepare,
  type Region,
  someValue,
  tooLarge,
} from "./product.ts";
import { groundOf, passes, type SetOptions } from "./questions.ts";
import { documentedEmptiness, type Universe } from "./universe.ts";
import { bothOf } from "./values.ts";
import { type Witness, witnessIn } from "./witness.ts";

/** Comparisons of a part with a filter after which the search is given up; each takes a few microseconds. */
const mostComparisons = 20_000;

/**
 * An event that one of `filters` lets through and none of `others` does: what nobody receives any more when `filters`
 * were the subscriptions before, and `others` are those after. Cuts what is left of a filter in parts by the conditions
 * of one of the others after the other, and stops at the first part that none of them touches. Asked about documented
 * events, it goes on past parts that hold none.
 */
export function differenceOfUnion(
  filters: readonly Filter[],
  others: readonly Filter[],
  options: SetOptions & { readonly universe?: Universe } = {},
): Outcome<Witness> {
  const { universe = "every-event" } = options;
  const ground = groundOf(options);
  const all = others.map((other) => prepare(other, ground));
  let open: Outcome<Witness> = none;
  for (const filter of new Set(filters)) {
    const left = leftOver(prepare(filter, ground), all, universe);
    if (left.kind === "found") return left;
    if (left.kind === "undecided") open = left;
  }
  return open;
}

interface Search {
  readonly of: Prepared;
  readonly universe: Universe;
  readonly proves: (event: Event) => boolean;
  readonly entangled: ReadonlySet<string>;
  readonly known: ReadonlySet<string>;
  comparisonsLeft: number;
}

/** An event of `of`, which `passesOf` confirms, that none of the others lets through. */
export function leftOver(
  of: Prepared,
  others: readonly Prepared[],
  universe: Universe,
  passesOf: (event: Event) => boolean = passes(of),
): Outcome<Witness> {
  const holds = holdsEvent(of.region, of.folding);
  if (holds.kind === "none") return none;
  const touching = others.filter((other) => touches(of, other));
  for (const other of touching) {
    const large = tooLarge(of, other);
    if (large !== undefined) return large;
  }
  const keys = [of, ...touching].flatMap(({ region }) => [...region.sets.keys()]);
  const passesOthers = touching.map(passes);
  return cut(of.region, touching, {
    of,
    universe,
    proves: (event) => passesOf(event) && !passesOthers.some((passesOther) => passesOther(event)),
    entangled: entangledKeys(keys),
    known: new Set(of.constraints.map(({ text }) => text)),
    comparisonsLeft: mostComparisons,
  });
}

/** False where the two are certain to have no event in common. */
function touches(of: Prepared, other: Prepared): boolean {
  const { types } = of;
  if (types !== "All" && other.types !== "All" && !haveCommon(types, other.types)) return false;
  return tooLarge(of, other) !== undefined || meets(of.region, other);
}

/** The region holds an event, so only the keys of the other need to be looked at. */
function meets(region: Region, { region: other, folding }: Prepared): boolean {
  for (const [key, set] of other.sets) {
    const own = region.sets.get(key);
    if (own !== undefined && someValue(bothOf(own, set), folding).kind === "none") return false;
    if (own === undefined && someValue(set, folding).kind === "none") return false;
  }
  return true;
}

function haveCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  for (const each of a) if (b.has(each)) return true;
  return false;
}

function cut(region: Region, others: readonly Prepared[], search: Search): Outcome<Witness> {
  const { of, entangled } = search;
  search.comparisonsLeft -= others.length;
  if (search.comparisonsLeft < 0) {
    return undecided(`the conditions of ${others.length} filters combine in more ways than can be looked at`);
  }
  const touching = others.filter((other) => meets(region, other));
  let fewest: { readonly other: Prepared; readonly parts: readonly PartOutside[] } | undefined;
  for (const other of touching) {
    const parts = [...partsOutside(region, other, search.known)].filter((part) => holdsSome(part, of));
    if (fewest === undefined || parts.length < fewest.parts.length) fewest = { other, parts };
  }
  if (fewest === undefined) return eventIn(region, search);
  const rest = touching.filter((other) => other !== fewest.other);
  let open: Outcome<Witness> = none;
  for (const { constraint, region: part } of fewest.parts) {
    const left = entangled.has(constraint.key)
      ? undecided(`the key ${constraint.writtenKey} lies inside another, or another inside it`)
      : cut(part, rest, search);
    if (left.kind === "found") return left;
    if (left.kind === "undecided") open = left;
  }
  return open;
}

function eventIn(region: Region, { of, universe, proves }: Search): Outcome<Witness> {
  const event = witnessIn([region], of.ground, of.folding, proves);
  if (universe === "every-event" || event.kind !== "found" || event.value.documented) return event;
  return documentedEmptiness(region, of.ground, of.folding);
}

function holdsSome({ constraint, region }: PartOutside, of: Prepared): boolean {
  const set = region.sets.get(constraint.key);
  return set !== undefined && someValue(set, of.folding).kind !== "none";
}
