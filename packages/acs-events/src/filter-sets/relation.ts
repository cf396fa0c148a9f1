import type { Event } from "../catalog/event.ts";
import { type AssumptionName, type Assumptions, openQuestions } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { withinBudget } from "./budget.ts";
import { allKeySets, type CompiledFilter, compile, compileAfresh, tooLarge } from "./compiled-filter.ts";
import { difference, partsOutside } from "./difference.ts";
import { type EventTypeAnswer, typeAnswers } from "./documented-answers.ts";
import { nestingIn, solve } from "./key-sets.ts";
import { askQuestion, type Question, type SetOptions } from "./question.ts";
import { firstFound, found, none, type Search } from "./search.ts";
import { anyEvents, type UniverseName } from "./universes.ts";

/** How the set of events that a filter matches changes. */
export type Relation = "same" | "widened" | "narrowed" | "overlapping" | "disjoint" | "undecided";

export interface FilterRelation {
  /** Decided over every event there could be, documented or not. */
  readonly relation: Relation;
  /** An event that passes before and not after, where there is one; a documented one, if one was found. */
  readonly lost?: Event;
  /** An event that passes after and not before, where there is one; a documented one, if one was found. */
  readonly gained?: Event;
  /**
   * Which of the two are events that Communication Services is not documented to send. That no documented one was found
   * is no proof: `lostByType` and `gainedByType` are.
   */
  readonly undocumented: readonly ("lost" | "gained")[];
  /** Of each event type, whether documented events are lost: decided, or said to be undecided. */
  readonly lostByType: readonly EventTypeAnswer[];
  readonly gainedByType: readonly EventTypeAnswer[];
  /** What the relation is about. */
  readonly universe: UniverseName;
  /** The options of `assumptions.ts` that, chosen otherwise, would make it another relation. */
  readonly decidedBy: readonly AssumptionName[];
  /** Why it is undecided. */
  readonly reason?: string;
}

/**
 * How a filter changes from `before` to `after`. Containment is asked before disjointness: a change from a filter that
 * matches nothing to any other is `widened`, the reverse `narrowed`, and two that match nothing are `same`.
 */
export function filterRelation(before: Filter, after: Filter, options: SetOptions = {}): FilterRelation {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return same;
  const question = askQuestion(options);
  const a = compile(before, question.options);
  const b = compile(after, question.options);
  if (sameText(a, b)) return same;
  const lostAny = outside(a, b, question);
  const gainedAny = outside(b, a, question);
  const both = lostAny.kind === "found" && gainedAny.kind === "found" ? common(a, b, question) : undefined;
  const relation = relationOf(lostAny, gainedAny, both);
  const reasons = [lostAny, gainedAny, both].flatMap((each) => (each?.kind === "undecided" ? [each.reason] : []));
  // The relation goes first: documented events have what is left of the budget.
  const lost = documentedOutside(a, b, lostAny, question);
  const gained = documentedOutside(b, a, gainedAny, question);
  return {
    relation,
    ...(lost.event === undefined ? {} : { lost: lost.event }),
    ...(gained.event === undefined ? {} : { gained: gained.event }),
    undocumented: [
      ...(lost.isUndocumented ? ["lost" as const] : []),
      ...(gained.isUndocumented ? ["gained" as const] : []),
    ],
    lostByType: lost.byType,
    gainedByType: gained.byType,
    universe: "every-event",
    decidedBy: relation === "undecided" ? [] : decidingOptions(a, b, relation, askQuestion(options)),
    ...(relation === "undecided" && reasons[0] !== undefined ? { reason: reasons[0] } : {}),
  };
}

const same: FilterRelation = Object.freeze({
  relation: "same",
  undocumented: [],
  lostByType: [],
  gainedByType: [],
  universe: "every-event",
  decidedBy: [],
});

/** Any event that passes one filter and not the other. */
function outside(a: CompiledFilter, b: CompiledFilter, question: Question): Search<Event> {
  const large = tooLarge(a, b) ?? tooLarge(a, a);
  if (large !== undefined) return large;
  const universe = anyEvents(nestingIn(a.keySets, b.keySets), question);
  return withinBudget(() => difference(a.keySets, { passing: [a], notPassing: [b] }, universe, question));
}

/** The events that pass one filter and not the other, as far as they are documented. */
interface DocumentedDifference {
  /** A documented event if there is one, else any. */
  readonly event: Event | undefined;
  readonly isUndocumented: boolean;
  readonly byType: readonly EventTypeAnswer[];
}

function documentedOutside(
  a: CompiledFilter,
  b: CompiledFilter,
  any: Search<Event>,
  question: Question,
): DocumentedDifference {
  if (any.kind === "none") return { event: undefined, isUndocumented: false, byType: [] };
  const byType = tooLarge(a, b) === undefined ? typeAnswers({ passing: [a], notPassing: [b] }, question) : [];
  const [event] = byType.flatMap((answer) => (answer.answer === "some" && answer.documented ? [answer.event] : []));
  if (event !== undefined || any.kind === "undecided") return { event, isUndocumented: false, byType };
  return { event: any.value, isUndocumented: true, byType };
}

/** An event that passes both, as far as sets say. */
function common(a: CompiledFilter, b: CompiledFilter, question: Question): Search<unknown> {
  return withinBudget(() => solve(allKeySets([a, b]), nestingIn(a.keySets, b.keySets), question));
}

function relationOf(lost: Search<unknown>, gained: Search<unknown>, both: Search<unknown> | undefined): Relation {
  if (lost.kind === "undecided" || gained.kind === "undecided") return "undecided";
  if (lost.kind === "none") return gained.kind === "none" ? "same" : "widened";
  if (gained.kind === "none") return "narrowed";
  if (both === undefined || both.kind === "undecided") return "undecided";
  return both.kind === "none" ? "disjoint" : "overlapping";
}

/** Whether both have the very same conditions, in whatever order and however often. */
function sameText(a: CompiledFilter, b: CompiledFilter): boolean {
  const [ofA, ofB] = [a, b].map(({ constraints }) => new Set(constraints.map(({ text }) => text)));
  return ofA !== undefined && ofB !== undefined && ofA.size === ofB.size && [...ofA].every((text) => ofB.has(text));
}

/** Asks again with each option chosen differently, where that changes a condition; now without building events. */
function decidingOptions(
  a: CompiledFilter,
  b: CompiledFilter,
  relation: Relation,
  question: Question,
): readonly AssumptionName[] {
  const meaning = meaningOf(a, b);
  const deciding = new Set<AssumptionName>();
  const mayMatter = (option: AssumptionName) => [a, b].some(({ filter }) => mattersTo(option, filter));
  for (const { option, assumptions } of otherChoices(a.options.assumptions)) {
    if (deciding.has(option) || !mayMatter(option)) continue;
    const options = { ...a.options, assumptions };
    const [otherA, otherB] = [compileAfresh(a.filter, options), compileAfresh(b.filter, options)];
    if (meaningOf(otherA, otherB) === meaning) continue;
    const asked: Question = { ...question, options, folding: askQuestion(options).folding };
    const other = withinBudget(() => found(relationWithoutEvents(otherA, otherB, asked)));
    if (other.kind === "found" && other.value !== relation && other.value !== "undecided") deciding.add(option);
  }
  return [...deciding];
}

/** False where another choice cannot change what the filter matches: only faster than to compile it. */
function mattersTo(option: AssumptionName, { eventTypes, advancedFilters }: Filter): boolean {
  switch (option) {
    case "allBesideNames":
      return eventTypes !== "All" && eventTypes.includes("All");
    case "emptyEventTypes":
      return eventTypes.length === 0;
    case "eventTypeCase":
    case "missingSubject":
    case "stringCase":
      return true;
    default:
      return advancedFilters.length > 0;
  }
}

function meaningOf(...filters: readonly CompiledFilter[]): string {
  return JSON.stringify(filters.map(({ constraints }) => constraints.map(({ key, admitted }) => [key, admitted])));
}

/** One option chosen differently, everything else as it was. */
interface OtherChoice {
  readonly option: AssumptionName;
  readonly assumptions: Assumptions;
}

const choicesOf = new WeakMap<Assumptions, readonly OtherChoice[]>();

/** Every way to choose one option differently. */
function otherChoices(assumptions: Assumptions): readonly OtherChoice[] {
  const known = choicesOf.get(assumptions);
  if (known !== undefined) return known;
  const choices = (Object.keys(openQuestions) as AssumptionName[]).flatMap((option) =>
    Object.keys(openQuestions[option].choices)
      .filter((choice) => choice !== assumptions[option])
      .map((choice) => ({ option, assumptions: { ...assumptions, [option]: choice } as Assumptions })),
  );
  choicesOf.set(assumptions, choices);
  return choices;
}

function relationWithoutEvents(a: CompiledFilter, b: CompiledFilter, question: Question): Relation {
  if (sameText(a, b)) return "same";
  const nesting = nestingIn(a.keySets, b.keySets);
  return relationOf(isOutside(a, b, question), isOutside(b, a, question), solve(allKeySets([a, b]), nesting, question));
}

/** Whether an event passes the one and not the other, as far as sets say. */
function isOutside(a: CompiledFilter, b: CompiledFilter, question: Question): Search<unknown> {
  const nesting = nestingIn(a.keySets, b.keySets);
  if (solve(a.keySets, nesting, question).kind === "none") return none;
  const known = new Set(a.constraints.map(({ text }) => text));
  const universe = anyEvents(nesting, question);
  const parts = partsOutside(a.keySets, b.constraints, { known, nesting, question, universe });
  return firstFound(parts.map((part) => solve(part, nesting, question)));
}
