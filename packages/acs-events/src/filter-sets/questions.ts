import type { DeliverySchema, Event } from "../catalog/event.ts";
import { defaultSemantics, type Semantics } from "../filters/assumptions.ts";
import type { Filter } from "../filters/filter.ts";
import { compileFilter } from "../filters/match/matches.ts";
import type { Ground } from "./constraints.ts";
import { none, type Outcome, undecided } from "./outcome.ts";
import {
  entangledKeys,
  holdsEvent,
  intersectionOfRegions,
  type Prepared,
  partsOutside,
  prepare,
  type Region,
  someValue,
  tooLarge,
} from "./product.ts";
import { documentedEmptiness, type Universe } from "./universe.ts";
import { type Witness, witnessIn } from "./witness.ts";

/** What an answer depends on beside the filters. */
export interface SetOptions {
  /** The schema in which events are delivered, which decides the names of the envelope's keys; `EventGridSchema` unless given. */
  readonly schema?: DeliverySchema;
  /** What is assumed where the documentation is silent. */
  readonly semantics?: Semantics;
}

/** The answer to a question of yes or no, with the event that proves it where one does. */
export interface Answer {
  readonly answer: "yes" | "no" | "undecided";
  readonly universe: Universe;
  readonly witness?: Witness;
  /** Why it is undecided. */
  readonly reason?: string;
}

export function groundOf({ schema = "EventGridSchema", semantics = defaultSemantics }: SetOptions = {}): Ground {
  return { schema, semantics };
}

/** Whether a filter lets no event through, of those of a universe. */
export function isEmpty(filter: Filter, options: SetOptions & { readonly universe?: Universe } = {}): Answer {
  const { universe = "every-event" } = options;
  const event = someEvent(prepare(filter, groundOf(options)), universe);
  return negation(answerFrom(event, universe));
}

/** Whether `wide` lets everything through that `narrow` does; if not, the witness passes `narrow` only. */
export function covers(wide: Filter, narrow: Filter, options: SetOptions = {}): Answer {
  return negation(answerFrom(difference(narrow, wide, options), "every-event"));
}

/** Whether some event passes both filters; the witness does. */
export function overlaps(a: Filter, b: Filter, options: SetOptions = {}): Answer {
  const ground = groundOf(options);
  return answerFrom(common(prepare(a, ground), prepare(b, ground)), "every-event");
}

/** An event that passes `filter` and not `other`, or the certainty that there is none. */
export function difference(filter: Filter, other: Filter, options: SetOptions = {}): Outcome<Witness> {
  const ground = groundOf(options);
  return outside(prepare(filter, ground), prepare(other, ground));
}

/** An event that the filter lets through. */
export function someEvent(of: Prepared, universe: Universe = "every-event"): Outcome<Witness> {
  const large = tooLarge(of, of);
  if (large !== undefined) return large;
  const holds = holdsEvent(of.region, of.folding);
  if (holds.kind !== "found") return holds;
  const event = witnessIn([of.region], of.ground, of.folding, passes(of));
  const entangled = entangledKeys(of.region.sets.keys());
  if (event.kind === "undecided" && entangled.size > 0) return undecided(saysEntangled(entangled, of));
  if (universe === "every-event" || event.kind !== "found" || event.value.documented) return event;
  return documentedEmptiness(of.region, of.ground, of.folding);
}

/** An event that passes both. */
export function common(a: Prepared, b: Prepared): Outcome<Witness> {
  const large = tooLarge(a, b);
  if (large !== undefined) return large;
  const region = intersectionOfRegions(a.region, b.region);
  const holds = holdsEvent(region, a.folding);
  if (holds.kind !== "found") return holds;
  const entangled = entangledKeys(region.sets.keys());
  const differing = differingOn(entangled, a, b) || differingOn(entangled, b, a);
  if (differing) return undecided(saysEntangled(entangled, a, b));
  const [passesA, passesB] = [passes(a), passes(b)];
  const event = witnessIn([region], a.ground, a.folding, (each) => passesA(each) && passesB(each));
  return event.kind === "undecided" && entangled.size > 0 ? undecided(saysEntangled(entangled, a, b)) : event;
}

/** An event that passes `a` and not `b`: one that passes `a` and that some condition of `b` refuses. */
export function outside(a: Prepared, b: Prepared): Outcome<Witness> {
  const parts = regionsOutside(a, b);
  if (parts.regions.length === 0) return parts.open;
  const [passesA, passesB] = [passes(a), passes(b)];
  const event = witnessIn(parts.regions, a.ground, a.folding, (each) => passesA(each) && !passesB(each));
  if (event.kind !== "undecided") return event;
  if (parts.open.kind === "undecided") return parts.open;
  const entangled = entangledKeys([...a.region.sets.keys(), ...b.region.sets.keys()]);
  return entangled.size > 0 ? undecided(saysEntangled(entangled, a, b)) : event;
}

interface Parts {
  readonly regions: readonly Region[];
  /** Whether there may be more than the regions say. */
  readonly open: Outcome<never>;
}

/** The parts of `a` outside `b` that hold an event, as far as keys are independent. */
export function regionsOutside(a: Prepared, b: Prepared): Parts {
  const large = tooLarge(a, b) ?? tooLarge(a, a);
  if (large !== undefined) return { regions: [], open: large };
  const holds = holdsEvent(a.region, a.folding);
  if (holds.kind === "none") return { regions: [], open: none };
  const known = new Set(a.constraints.map(({ text }) => text));
  const entangled = entangledKeys([...a.region.sets.keys(), ...b.region.sets.keys()]);
  const regions: Region[] = [];
  let open: Outcome<never> = none;
  for (const { constraint, region } of partsOutside(a.region, b, known)) {
    const set = region.sets.get(constraint.key);
    const value = set === undefined ? none : someValue(set, a.folding);
    if (value.kind === "undecided") open = undecided(`the values of ${constraint.writtenKey}: ${value.reason}`);
    if (value.kind !== "found") continue;
    if (entangled.has(constraint.key)) open = undecided(saysEntangled(entangled, a, b));
    else regions.push(region);
  }
  return { regions, open };
}

export function passes(of: Prepared): (event: Event) => boolean {
  return compileFilter(of.filter, of.ground.semantics, of.ground.schema);
}

function differingOn(keys: ReadonlySet<string>, a: Prepared, b: Prepared): boolean {
  const texts = new Set(b.constraints.map(({ text }) => text));
  return a.constraints.some(({ key, text }) => keys.has(key) && !texts.has(text));
}

function saysEntangled(keys: ReadonlySet<string>, ...of: readonly Prepared[]): string {
  const names = [...keys].map(
    (key) => of.find(({ region }) => region.written.has(key))?.region.written.get(key) ?? key,
  );
  return `the keys ${names.join(" and ")} lie inside one another, so that what one holds says something about the other`;
}

function answerFrom(outcome: Outcome<Witness>, universe: Universe): Answer {
  switch (outcome.kind) {
    case "found":
      return { answer: "yes", universe, witness: outcome.value };
    case "none":
      return { answer: "no", universe };
    case "undecided":
      return { answer: "undecided", universe, reason: outcome.reason };
  }
}

function negation(answer: Answer): Answer {
  if (answer.answer === "undecided") return answer;
  return { ...answer, answer: answer.answer === "yes" ? "no" : "yes" };
}
