import { eventTypeNames } from "../catalog/event-types.ts";
import type { Filter } from "../filters/filter.ts";
import { withinBudget } from "./budget.ts";
import { type CompiledFilter, compile, tooLarge } from "./compiled-filter.ts";
import { type Constraint, typeKey } from "./constraints.ts";
import { holdsAt, keySetsOf, nestingIn, refusedBy, solve, valuesAt } from "./key-sets.ts";
import type { Nesting } from "./nested-keys.ts";
import { askQuestion, type Question, type SetOptions } from "./question.ts";
import { found, none, type Search } from "./search.ts";
import { documentedEvents, type UniverseName } from "./universes.ts";
import { contains } from "./values.ts";

/** Conditions that no event can meet together, as few as possible; most often two, one that matches nothing by itself. */
export interface Contradiction {
  /** Of which events none is left. */
  readonly universe: UniverseName;
  /** In the terms of Azure's JSON: `filter.advancedFilters[2]`. */
  readonly paths: readonly string[];
}

/** A condition without which the filter would match the very same events. */
export interface RedundantCondition {
  readonly path: string;
  /** The conditions that say it already, as few as possible; none where it matches everything. */
  readonly impliedBy: readonly string[];
}

/**
 * What contradicts itself in a filter that matches nothing; nothing where it matches something, or where
 * that could not be decided. With "documented-events", also what only the documented types and payloads rule out.
 */
export function contradiction(
  filter: Filter,
  options: SetOptions & { readonly universe?: UniverseName } = {},
): Contradiction | undefined {
  const question = askQuestion(options);
  const of = compile(filter, question.options);
  if (tooLarge(of, of) !== undefined) return undefined;
  const nesting = nestingIn(of.keySets);
  const isEmpty = (constraints: readonly Constraint[]) =>
    solve(keySetsOf(constraints), nesting, question).kind === "none";
  const isUndocumented = (constraints: readonly Constraint[]) =>
    documentedEmptiness(constraints, question).kind === "none";
  const contradicted = withinBudget((): Search<Contradiction> => {
    // An event that passes is the quickest proof that there is one; automata are asked where none was built.
    if (options.universe === "documented-events" && hasTypicalEvent(of, question)) return none;
    if (isEmpty(of.constraints)) return found(named(fewest(of.constraints, isEmpty), "every-event"));
    if (options.universe !== "documented-events" || !isUndocumented(of.constraints)) return none;
    return found(named(fewest(of.constraints, isUndocumented), "documented-events"));
  });
  return contradicted.kind === "found" ? contradicted.value : undefined;
}

/** Whether one of the first documented events that are built passes the filter. */
function hasTypicalEvent({ keySets, passes }: CompiledFilter, question: Question): boolean {
  const types = valuesAt(keySets, typeKey);
  return eventTypeNames.some((type) => {
    if (!contains(types, type, question.folding)) return false;
    question.budget.spend(eventSteps);
    const [event] = documentedEvents(type, [{ keySets }], question).events(keySets);
    return event !== undefined && passes(event);
  });
}

/** Building one event. */
const eventSteps = 40;

/** Whether no documented event of any type meets the constraints. */
function documentedEmptiness(constraints: readonly Constraint[], question: Question): Search<unknown> {
  const keySets = keySetsOf(constraints);
  const types = valuesAt(keySets, typeKey);
  for (const type of eventTypeNames) {
    if (!contains(types, type, question.folding)) continue;
    const ofType = documentedEvents(type, [{ keySets }], question).isEmpty(keySets);
    if (ofType.kind !== "none") return ofType;
  }
  return none;
}

function named(constraints: readonly Constraint[], universe: UniverseName): Contradiction {
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
 * filter that matches nothing, none: there any condition could go.
 */
export function redundantConditions(filter: Filter, options: SetOptions = {}): readonly RedundantCondition[] {
  const question = askQuestion(options);
  const of = compile(filter, question.options);
  if (tooLarge(of, of) !== undefined) return [];
  const nesting = nestingIn(of.keySets);
  const redundant = withinBudget(() => {
    const isEmpty = solve(of.keySets, nesting, question).kind === "none";
    return found(isEmpty ? [] : redundantAmong(of.constraints, nesting, question));
  });
  return redundant.kind === "found" ? redundant.value : [];
}

function redundantAmong(constraints: readonly Constraint[], nesting: Nesting, question: Question) {
  let kept = constraints;
  const redundant: RedundantCondition[] = [];
  for (const constraint of constraints.toReversed()) {
    const others = kept.filter((other) => other !== constraint && sayOfEachOther(other, constraint, nesting));
    if (!implied(constraint, others, nesting, question)) continue;
    kept = kept.filter((other) => other !== constraint);
    const impliedBy = fewest(others, (some) => implied(constraint, some, nesting, question));
    redundant.unshift({ path: constraint.path, impliedBy: impliedBy.map(({ path }) => path) });
  }
  return redundant;
}

/** Whether two conditions are on one key, or on keys of which one lies inside the other. */
function sayOfEachOther(a: Constraint, b: Constraint, nesting: Nesting): boolean {
  return a.key === b.key || (nesting.rootOf(a.key) !== undefined && nesting.rootOf(a.key) === nesting.rootOf(b.key));
}

function implied(constraint: Constraint, by: readonly Constraint[], nesting: Nesting, question: Question): boolean {
  return holdsAt(constraint.key, refusedBy(keySetsOf(by), constraint), nesting, question).kind === "none";
}
