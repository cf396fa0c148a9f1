import type { EventType } from "../catalog/event-types.ts";
import { foldCase } from "../filters/match/fold.ts";
import { satisfiesAll } from "./clauses.ts";
import { isDataKey } from "./constraints.ts";
import { identifierWays } from "./identifier-ways.ts";
import type { KeySets } from "./key-sets.ts";
import { type Allowance, type Place, type PlaceLink, payloadShape, valuesAtPlace } from "./payload-shape.ts";
import type { Question } from "./question.ts";
import { allValues, intersect, onlyMissing, sample, stringsWith, type ValueSet } from "./values.ts";
import { asItIs, type VariableCondition, type VariableForm } from "./variable-conditions.ts";

/** One way in which a documented payload can be what is asked for. */
export interface PayloadWay {
  /** The values of places, outer places first. */
  readonly values: readonly PlaceValue[];
  /** Asked of the variables that places say, and of those that an identifier is made of. */
  readonly conditions: readonly PlaceCondition[];
}

export interface PlaceValue {
  /** Below `data`, by the names of the wire. */
  readonly path: readonly string[];
  readonly set: ValueSet;
  /** `undefined`: it is missing. */
  readonly value: unknown;
}

/** A condition on a variable, with the place that says the variable, where one does. */
export interface PlaceCondition extends VariableCondition {
  readonly path?: readonly string[];
}

/** A name in the payload, with what is asked of it and of what lies inside. */
export interface AskedPlace {
  readonly name: string;
  readonly set: ValueSet | undefined;
  readonly inner: ReadonlyMap<string, AskedPlace>;
}

/** What a question about payloads depends on beside what is asked. */
export interface PayloadQuestion {
  readonly type: EventType;
  readonly allowance: Allowance;
  /** Places that the filter which lets through asks about: numbers stand there with a plus as well. */
  readonly isAskedFor: (path: readonly string[]) => boolean;
  readonly question: Question;
}

/**
 * Every way in which the documented payload of a type can have the values that are asked for: a place that says a
 * variable of the subject can be there or not, and an identifier can be of several kinds. No way: it cannot.
 */
export function payloadWays(keySets: KeySets, asking: PayloadQuestion): Ways {
  const asked = askedPayload(keySets);
  return asked.inner.size === 0 ? nothingAsked : innerWays(asked.inner, payloadShape(asking.type), [], asking);
}

export interface Ways {
  readonly ways: readonly PayloadWay[];
  /** Why there may be more. */
  readonly open?: string | undefined;
}

const nothingAsked: Ways = Object.freeze({ ways: [{ values: [], conditions: [] }] });
const noWay: Ways = Object.freeze({ ways: [] });

type AskedDraft = { readonly name: string; set: ValueSet | undefined; readonly inner: Map<string, AskedDraft> };

function askedPayload({ sets, written }: KeySets): AskedPlace {
  const root: AskedDraft = { name: "data", set: undefined, inner: new Map() };
  for (const [key, set] of sets) {
    if (!isDataKey(key)) continue;
    let place = root;
    for (const name of (written.get(key) ?? key).split(".").slice(1)) {
      const inner = place.inner.get(foldCase(name)) ?? { name, set: undefined, inner: new Map() };
      place.inner.set(foldCase(name), inner);
      place = inner;
    }
    place.set = place.set === undefined ? set : intersect(place.set, set);
  }
  return root;
}

/** The ways of several places together. */
export function innerWays(
  asked: ReadonlyMap<string, AskedPlace>,
  around: Place | undefined,
  path: readonly string[],
  asking: PayloadQuestion,
): Ways {
  let all: Ways = nothingAsked;
  for (const place of asked.values()) {
    if (all.ways.length === 0) return all;
    all = together(all, placeWays(place, around?.inner(place.name), path, asking), asking);
  }
  return all;
}

/** Every way of the one with every way of the other. */
export function together(a: Ways, b: Ways, { question: { budget } }: PayloadQuestion): Ways {
  if (b === nothingAsked) return a;
  budget.spend(a.ways.length * b.ways.length);
  const ways = a.ways.flatMap((one) =>
    b.ways.map((other) => ({
      values: [...one.values, ...other.values],
      conditions: [...one.conditions, ...other.conditions],
    })),
  );
  return { ways, open: a.open ?? b.open };
}

/** The ways of the one, and those of the other. */
export function either(a: Ways, b: Ways): Ways {
  return { ways: [...a.ways, ...b.ways], open: a.open ?? b.open };
}

function placeWays(
  asked: AskedPlace,
  place: Place | undefined,
  around: readonly string[],
  asking: PayloadQuestion,
): Ways {
  const path = [...around, place?.name || asked.name];
  const left =
    place === undefined
      ? intersect(asked.set ?? allValues, onlyMissing)
      : valuesAtPlace(asked.set ?? allValues, place, asking.allowance);
  if (asked.inner.size === 0) return ownWays(left, place, path, asking);
  const inside = left.flags.object && place !== undefined ? objectWays(asked, place, left, path, asking) : noWay;
  if (!mayBeMissing(asked.inner)) return inside;
  return either(inside, ownWays({ ...left, flags: { ...left.flags, object: false } }, place, path, asking));
}

function objectWays(
  asked: AskedPlace,
  place: Place,
  set: ValueSet,
  path: readonly string[],
  asking: PayloadQuestion,
): Ways {
  const isThere: Ways = { ways: [{ values: [{ path, set, value: {} }], conditions: [] }] };
  const inner =
    place.identifier === undefined
      ? innerWays(asked.inner, place, path, asking)
      : identifierWays(asked.inner, place, place.identifier, path, asking);
  return together(isThere, inner, asking);
}

/** Whether all of these places can be missing, with all that lies inside. */
export function mayBeMissing(asked: ReadonlyMap<string, AskedPlace>): boolean {
  return [...asked.values()].every(({ set, inner }) => (set ?? allValues).flags.missing && mayBeMissing(inner));
}

/** The ways of a place by itself: as text that says a variable, or as any other value. */
function ownWays(set: ValueSet, place: Place | undefined, path: readonly string[], asking: PayloadQuestion): Ways {
  const link = place?.link ?? place?.identifier;
  const isOpen = link?.open === "disputed" && asking.allowance === "possible";
  if (link === undefined || isOpen || set.strings === "none") return valueWays(set, path, asking);
  const said: Ways = { ways: saidWays(set.strings, link, path, asking) };
  return either(said, valueWays({ ...set, strings: "none" }, path, asking));
}

function saidWays(
  clauses: PlaceCondition["clauses"],
  { variable, open }: PlaceLink,
  path: readonly string[],
  { isAskedFor, question }: PayloadQuestion,
): readonly PayloadWay[] {
  const forms: readonly VariableForm[] = open === "plus" && isAskedFor(path) ? [asItIs, afterPlus] : [asItIs];
  const ways: PayloadWay[] = forms.map((form) => ({ values: [], conditions: [{ variable, form, clauses, path }] }));
  const isEmpty = open === "empty" && satisfiesAll(clauses, "", question.folding);
  return isEmpty ? [...ways, { values: [{ path, set: emptyText, value: "" }], conditions: [] }] : ways;
}

const afterPlus: VariableForm = Object.freeze({ without: "", after: "+" });
const emptyText = stringsWith({ mode: "equals", words: [{ text: "", folded: "", exact: true }], negative: false });

export function valueWays(set: ValueSet, path: readonly string[], { question }: PayloadQuestion): Ways {
  const value = sample(set, question);
  switch (value.kind) {
    case "found":
      return { ways: [{ values: [{ path, set, value: value.value }], conditions: [] }] };
    case "none":
      return noWay;
    case "undecided":
      return { ways: [], open: `the values of data.${path.join(".")}: ${value.reason}` };
  }
}
