import type { Event } from "../catalog/event.ts";
import type { SemanticOptionName } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { otherChoices } from "./assumptions.ts";
import type { Outcome } from "./outcome.ts";
import { holdsEvent, intersectionOfRegions, type Prepared, prepare, prepareAfresh } from "./product.ts";
import { common, groundOf, outside, regionsOutside, type SetOptions } from "./questions.ts";
import type { Universe } from "./universe.ts";
import type { Witness } from "./witness.ts";

/** How the set of events that a filter lets through changes. */
export type Relation = "same" | "widened" | "narrowed" | "overlapping" | "disjoint" | "undecided";

export interface FilterRelation {
  readonly relation: Relation;
  /** An event that passes before and not after, where there is one. */
  readonly lost?: Event;
  /** An event that passes after and not before, where there is one. */
  readonly gained?: Event;
  /** Which of the two are events that Communication Services is not documented to send. */
  readonly undocumented: readonly ("lost" | "gained")[];
  /** What the relation is about. */
  readonly universe: Universe;
  /** The options of `semantics.ts` that, chosen otherwise, would make it another relation. */
  readonly decidedBy: readonly SemanticOptionName[];
  /** Why it is undecided. */
  readonly reason?: string;
}

/**
 * How a filter changes from `before` to `after`. Containment is asked before disjointness: from a filter that lets
 * nothing through to any other is `widened`, the reverse `narrowed`, and two that let nothing through are `same`.
 */
export function filterRelation(before: Filter, after: Filter, options: SetOptions = {}): FilterRelation {
  if (before === after || JSON.stringify(before) === JSON.stringify(after)) return same;
  const ground = groundOf(options);
  const a = prepare(before, ground);
  const b = prepare(after, ground);
  if (sameText(a, b)) return same;
  const lost = outside(a, b);
  const gained = outside(b, a);
  const both = lost.kind === "found" && gained.kind === "found" ? common(a, b) : undefined;
  const relation = relationOf(lost, gained, both);
  const reasons = [lost, gained, both].flatMap((outcome) => (outcome?.kind === "undecided" ? [outcome.reason] : []));
  return {
    relation,
    ...witnessesOf(lost, gained),
    universe: "every-event",
    decidedBy: relation === "undecided" ? [] : decidingOptions(a, b, relation),
    ...(relation === "undecided" && reasons[0] !== undefined ? { reason: reasons[0] } : {}),
  };
}

const same: FilterRelation = Object.freeze({
  relation: "same",
  undocumented: [],
  universe: "every-event",
  decidedBy: [],
});

function relationOf(lost: Outcome<unknown>, gained: Outcome<unknown>, both: Outcome<unknown> | undefined): Relation {
  if (lost.kind === "undecided" || gained.kind === "undecided") return "undecided";
  if (lost.kind === "none") return gained.kind === "none" ? "same" : "widened";
  if (gained.kind === "none") return "narrowed";
  if (both === undefined || both.kind === "undecided") return "undecided";
  return both.kind === "none" ? "disjoint" : "overlapping";
}

function witnessesOf(
  lost: Outcome<Witness>,
  gained: Outcome<Witness>,
): Pick<FilterRelation, "lost" | "gained" | "undocumented"> {
  const undocumented: ("lost" | "gained")[] = [];
  if (lost.kind === "found" && !lost.value.documented) undocumented.push("lost");
  if (gained.kind === "found" && !gained.value.documented) undocumented.push("gained");
  return {
    ...(lost.kind === "found" ? { lost: lost.value.event } : {}),
    ...(gained.kind === "found" ? { gained: gained.value.event } : {}),
    undocumented,
  };
}

/** Whether both have the very same conditions, in whatever order and however often. */
function sameText(a: Prepared, b: Prepared): boolean {
  const [ofA, ofB] = [a, b].map(({ constraints }) => new Set(constraints.map(({ text }) => text)));
  return ofA !== undefined && ofB !== undefined && ofA.size === ofB.size && [...ofA].every((text) => ofB.has(text));
}

/** Asks again with each option chosen differently, where that changes a condition; now without building events. */
function decidingOptions(a: Prepared, b: Prepared, relation: Relation): readonly SemanticOptionName[] {
  const meaning = meaningOf(a, b);
  const deciding = new Set<SemanticOptionName>();
  for (const { option, semantics } of otherChoices(a.ground.semantics)) {
    if (deciding.has(option)) continue;
    const ground = { ...a.ground, semantics };
    const [otherA, otherB] = [prepareAfresh(a.filter, ground), prepareAfresh(b.filter, ground)];
    if (meaningOf(otherA, otherB) === meaning) continue;
    const other = relationWithoutWitness(otherA, otherB);
    if (other !== relation && other !== "undecided") deciding.add(option);
  }
  return [...deciding];
}

function meaningOf(...filters: readonly Prepared[]): string {
  return JSON.stringify(filters.map(({ constraints }) => constraints.map(({ key, admitted }) => [key, admitted])));
}

function relationWithoutWitness(a: Prepared, b: Prepared): Relation {
  if (sameText(a, b)) return "same";
  return relationOf(shows(a, b), shows(b, a), holdsEvent(intersectionOfRegions(a.region, b.region), a.folding));
}

function shows(a: Prepared, b: Prepared): Outcome<unknown> {
  const { regions, open } = regionsOutside(a, b);
  return regions.length > 0 ? { kind: "found", value: regions } : open;
}
