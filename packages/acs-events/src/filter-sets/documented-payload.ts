import type { EventType } from "../catalog/event-types.ts";
import { isDisputed, linksOf, mayBeEmpty } from "../catalog/links.ts";
import { foldCase } from "../filters/match/fold.ts";
import { type Clause, satisfiesAll } from "./clauses.ts";
import { isDataKey } from "./constraints.ts";
import { identifierWays } from "./identifier-ways.ts";
import type { KeySets } from "./key-sets.ts";
import { type Place, type PlaceLink, payloadShape, placeAt, valuesAtPlace } from "./payload-shape.ts";
import {
  type AskedPlace,
  either,
  mayBeMissing,
  nothingAsked,
  noWay,
  type PayloadQuestion,
  type PayloadWay,
  type PlaceCondition,
  together,
  valueWays,
  type Ways,
} from "./payload-ways.ts";
import { allValues, intersect, onlyMissing, stringsWith, type ValueSet } from "./values.ts";
import { asItIs, type VariableForm } from "./variable-conditions.ts";

/**
 * Every way in which the documented payload of a type can have the values that are asked for: a place that says a
 * variable of the subject can be there or not, and an identifier can be of several kinds. No way: it cannot.
 */
export function payloadWays(keySets: KeySets, asking: PayloadQuestion): Ways {
  const asked = askedPayload(keySets);
  const ways = asked.inner.size === 0 ? nothingAsked : innerWays(asked.inner, payloadShape(asking.type), [], asking);
  return together(ways, variableWays(asking.type), asking);
}

const ofVariables = new Map<EventType, Ways>();

/**
 * What the variables of a subject have to be whatever is asked: one of the values that the documentation names, and a
 * telephone number without a plus, as every published subject has it.
 */
function variableWays(type: EventType): Ways {
  const known = ofVariables.get(type);
  if (known !== undefined) return known;
  const conditions = linksOf(type).flatMap(({ variable, path, open }): PlaceCondition[] => {
    if (open === "plus") return [{ variable, form: asItIs, clauses: [withoutPlus] }];
    const place = placeAt(type, path);
    const clauses = place?.values.typical.strings ?? "none";
    return place === undefined || place.named.length === 0 || clauses === "none"
      ? []
      : [{ variable, form: asItIs, clauses }];
  });
  const ways = conditions.length === 0 ? nothingAsked : { ways: [{ values: [], conditions }] };
  ofVariables.set(type, ways);
  return ways;
}

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
      : identifierWays(asked.inner, place, place.identifier, path, { ...asking, innerWays });
  return together(isThere, inner, asking);
}

/** The ways of a place by itself: as text that says a variable, or as any other value. */
function ownWays(set: ValueSet, place: Place | undefined, path: readonly string[], asking: PayloadQuestion): Ways {
  const link = place?.link ?? place?.identifier;
  const isOpen = isDisputed(link?.open) && asking.allowance === "possible";
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
  const isEmpty = mayBeEmpty(open) && satisfiesAll(clauses, "", question.folding);
  return isEmpty ? [...ways, { values: [{ path, set: emptyText, value: "" }], conditions: [] }] : ways;
}

const withoutPlus: Clause = {
  mode: "contains",
  words: [{ text: "+", folded: "+", exact: false }],
  negative: true,
};
const afterPlus: VariableForm = Object.freeze({ without: "", after: "+" });
const emptyText = stringsWith({ mode: "equals", words: [{ text: "", folded: "", exact: true }], negative: false });
