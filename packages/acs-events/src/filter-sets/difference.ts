import type { Event } from "../catalog/event.ts";
import { type CompiledFilter, tooLarge } from "./compiled-filter.ts";
import type { Constraint } from "./constraints.ts";
import { holdsAt, intersectKeySets, type KeySets, narrowed, nestingIn, refusedBy, solve } from "./key-sets.ts";
import type { Nesting } from "./nested-keys.ts";
import type { Question } from "./question.ts";
import { found, none, type Search, undecided } from "./search.ts";
import type { ValueSet } from "./values.ts";

/** What is asked: an event that passes every one of `passing` and none of `notPassing`. */
export interface Wanted {
  readonly passing: readonly CompiledFilter[];
  readonly notPassing: readonly CompiledFilter[];
}

/** Begins the reason of an answer that the matcher did not confirm. */
export const matcherDisagrees = "the matcher does not confirm the event that should have proved it";

/** Where events come from, and what shows that there are none. */
export interface Universe {
  /** Events of the set; the caller asks the matcher about each. */
  readonly events: (keySets: KeySets) => Iterable<Event>;
  /** Whether the set holds an event of the universe: "none" is certain. */
  readonly isEmpty: (keySets: KeySets) => Search<unknown>;
  /** The values that a key can have in the universe at all; leaving some out that it cannot have is only faster. */
  readonly valuesAt: (key: string, written: string) => ValueSet;
}

/**
 * An event of the set that passes every filter of `passing` and none of `notPassing`, or the certainty that there is
 * none. Takes an event of the set; where one of the others matches it, cuts the set into the parts that this other
 * refuses, one for each of its conditions, and goes on with each part. Exact, since every event of the set is in a part
 * or passes the other.
 */
export function difference(start: KeySets, wanted: Wanted, universe: Universe, question: Question): Search<Event> {
  const { passing, notPassing } = wanted;
  const large = tooLargeAmong(passing, notPassing);
  if (large !== undefined) return large;
  const nesting = nestingIn(start, ...notPassing.map(({ keySets }) => keySets));
  let narrow = start;
  for (const key of start.sets.keys()) {
    const written = start.written.get(key) ?? key;
    narrow = narrowed(narrow, key, written, universe.valuesAt(key, written));
  }
  const known = new Set(passing.flatMap(({ constraints }) => constraints.map(({ text }) => text)));
  const passes = (event: Event) => passing.every((one) => one.passes(event));
  return cut(narrow, notPassing, { passes, universe, known, nesting, question });
}

function tooLargeAmong(passing: readonly CompiledFilter[], others: readonly CompiledFilter[]) {
  const largest = (filters: readonly CompiledFilter[]) =>
    filters.reduce<CompiledFilter | undefined>((most, one) => (most && most.size >= one.size ? most : one), undefined);
  const [own, other] = [largest(passing), largest([...passing, ...others])];
  return own === undefined || other === undefined ? undefined : tooLarge(own, other);
}

interface Cutting {
  readonly passes: (event: Event) => boolean;
  readonly universe: Universe;
  /** Conditions of the filters that match, by their text: no event of the set is refused by them. */
  readonly known: ReadonlySet<string>;
  readonly nesting: Nesting;
  readonly question: Question;
}

function cut(keySets: KeySets, others: readonly CompiledFilter[], cutting: Cutting): Search<Event> {
  const { passes, universe, question } = cutting;
  question.budget.spend(5 + Math.ceil(others.length / comparisonsAStep));
  let taken: readonly CompiledFilter[] = [];
  let tried = 0;
  let disagrees: Event | undefined;
  for (const event of universe.events(keySets)) {
    question.budget.spend(eventSteps);
    if (!passes(event)) {
      disagrees ??= event;
      continue;
    }
    const takers = others.filter((other) => other.passes(event));
    if (takers.length === 0) return found(event);
    if (taken.length === 0) taken = takers;
    tried += 1;
    if (tried >= mostTried) break;
  }
  if (taken.length > 0) return cutByFewest(keySets, taken, others, cutting);
  const empty = universe.isEmpty(keySets);
  if (empty.kind === "none") return none;
  // No event could be built that would show which of the others to take; any that meets the set will do.
  const meeting = others.filter((other) => meets(keySets, other, cutting));
  if (meeting.length > 0) return cutByFewest(keySets, meeting, meeting, cutting);
  if (empty.kind === "undecided") return empty;
  return undecided(
    disagrees === undefined
      ? "an event may exist, but none could be built"
      : `${matcherDisagrees}: ${JSON.stringify(disagrees)}`,
  );
}

/** After this many events that others take, the set is cut. */
const mostTried = 3;

/** How often the matcher is asked in the time of a step. */
const comparisonsAStep = 5;
/** Building one event. */
const eventSteps = 40;

function cutByFewest(
  keySets: KeySets,
  candidates: readonly CompiledFilter[],
  others: readonly CompiledFilter[],
  cutting: Cutting,
): Search<Event> {
  let fewest: { readonly other: CompiledFilter; readonly parts: readonly KeySets[] } | undefined;
  for (const other of candidates) {
    const parts = partsOutside(keySets, other.constraints, cutting);
    if (parts.length === 0) return none;
    if (fewest === undefined || parts.length < fewest.parts.length) fewest = { other, parts };
  }
  const rest = others.filter((other) => other !== fewest?.other);
  let open: Search<Event> = none;
  for (const part of fewest?.parts ?? []) {
    const left = cut(part, rest, cutting);
    if (left.kind === "found") return left;
    if (left.kind === "undecided") open = left;
  }
  return open;
}

/** The parts of a set that a filter refuses, without those that are certain to be empty. */
export function partsOutside(
  keySets: KeySets,
  constraints: readonly Constraint[],
  { known, nesting, question, universe }: Pick<Cutting, "known" | "nesting" | "question" | "universe">,
): readonly KeySets[] {
  return constraints.flatMap((constraint) => {
    if (known.has(constraint.text)) return [];
    question.budget.spend(3);
    const { key, writtenKey } = constraint;
    const part = narrowed(refusedBy(keySets, constraint), key, writtenKey, universe.valuesAt(key, writtenKey));
    return holdsAt(key, part, nesting, question).kind === "none" ? [] : [part];
  });
}

/** False where the set and the filter are certain to have no event in common. */
function meets(keySets: KeySets, { keySets: other }: CompiledFilter, { nesting, question }: Cutting): boolean {
  return solve(intersectKeySets(keySets, other), nesting, question).kind !== "none";
}
