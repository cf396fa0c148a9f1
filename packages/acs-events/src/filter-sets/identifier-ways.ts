import { type IdentifierKind, identifierKinds } from "../catalog/payloads/communication-identifier.ts";
import { foldCase } from "../filters/match/fold.ts";
import type { Clause } from "./clauses.ts";
import { type Place, type PlaceLink, valuesAtPlace } from "./payload-shape.ts";
import {
  type AskedPlace,
  either,
  mayBeMissing,
  nothingAsked,
  noWay,
  type PayloadQuestion,
  type PlaceCondition,
  together,
  valueWays,
  type Ways,
} from "./payload-ways.ts";
import { allValues, intersect, onlyMissing, stringsWith, type ValueSet } from "./values.ts";
import { asItIs } from "./variable-conditions.ts";

type Asked = ReadonlyMap<string, AskedPlace>;

/** A question about payloads, with the ways of the places of any object. */
interface IdentifierQuestion extends PayloadQuestion {
  readonly innerWays: (asked: Asked, around: Place, path: readonly string[], asking: PayloadQuestion) => Ways;
}

/**
 * The ways of an identifier object: `rawId` says who it is, its beginning says of which kind, and the object of that
 * kind, and no other, is there and says the same (`{"rawId": "4:+1206…", "phoneNumber": {"value": "+1206…"}}`).
 */
export function identifierWays(
  asked: Asked,
  place: Place,
  { variable }: PlaceLink,
  path: readonly string[],
  asking: IdentifierQuestion,
): Ways {
  const askedKind = asked.get("KIND");
  const kinds = identifierKinds.filter(({ member }) => askedKind !== undefined || asked.has(foldCase(member)));
  if (kinds.length === 0) return asking.innerWays(asked, place, path, asking);
  const others = new Map([...asked].filter(([name]) => name !== "RAWID" && name !== "KIND" && !isMember(name)));
  const rest = asking.innerWays(others, place, path, asking);
  const id = idWays(asked.get("RAWID"), variable, path);
  const withId = together(rest, id, asking);
  const ofKinds = kinds.map((kind) => kindWays(kind, kinds, asked, place, variable, path, asking));
  const ofOthers = otherKindWays(kinds, asked, place, variable, path, asking);
  return together(withId, [...ofKinds, ofOthers].reduce(either), asking);
}

function isMember(name: string): boolean {
  return identifierKinds.some(({ member }) => foldCase(member) === name);
}

function idWays(asked: AskedPlace | undefined, variable: string, path: readonly string[]): Ways {
  if (asked === undefined) return nothingAsked;
  const clauses = (asked.set ?? allValues).strings;
  return clauses === "none" || !mayBeMissing(asked.inner)
    ? noWay
    : conditionWay({ variable, form: asItIs, clauses, path: [...path, "rawId"] });
}

function conditionWay(condition: PlaceCondition): Ways {
  return { ways: [{ values: [], conditions: [condition] }] };
}

function kindWays(
  kind: IdentifierKind,
  kinds: readonly IdentifierKind[],
  asked: Asked,
  place: Place,
  variable: string,
  path: readonly string[],
  asking: IdentifierQuestion,
): Ways {
  const absent = kinds.filter((other) => other !== kind);
  if (!absent.every(({ member }) => isAbsent(asked.get(foldCase(member))))) return noWay;
  const begins = conditionWay({ variable, form: asItIs, clauses: [beginsWithOneOf(kind.beginnings, false)] });
  const named = namedKind(asked.get("KIND"), [kind.member], place, path, asking);
  const own = memberWays(kind, asked.get(foldCase(kind.member)), place, variable, path, asking);
  return together(together(begins, named, asking), own, asking);
}

/** An identifier of no kind that is asked about. */
function otherKindWays(
  kinds: readonly IdentifierKind[],
  asked: Asked,
  place: Place,
  variable: string,
  path: readonly string[],
  asking: IdentifierQuestion,
): Ways {
  if (!kinds.every(({ member }) => isAbsent(asked.get(foldCase(member))))) return noWay;
  const beginnings = kinds.flatMap((kind) => kind.beginnings);
  const begins = conditionWay({ variable, form: asItIs, clauses: [beginsWithOneOf(beginnings, true)] });
  return together(begins, namedKind(asked.get("KIND"), ["unknown"], place, path, asking), asking);
}

function isAbsent(asked: AskedPlace | undefined): boolean {
  return asked === undefined || mayBeMissing(new Map([[asked.name, asked]]));
}

function beginsWithOneOf(beginnings: readonly string[], negative: boolean): Clause {
  return {
    mode: "begins",
    words: beginnings.map((text) => ({ text, folded: foldCase(text), exact: !negative })),
    negative,
  };
}

/** The property `kind`: if omitted, or one of the names. */
function namedKind(
  asked: AskedPlace | undefined,
  names: readonly string[],
  place: Place,
  path: readonly string[],
  asking: IdentifierQuestion,
): Ways {
  if (asked === undefined) return nothingAsked;
  const kindPlace = place.inner("kind");
  if (kindPlace === undefined || !mayBeMissing(asked.inner)) return noWay;
  const words = names.map((text) => ({ text, folded: foldCase(text), exact: false }));
  const named = stringsWith({ mode: "equals", words, negative: false });
  const possible: ValueSet = { ...named, flags: kindPlace.values[asking.allowance].flags };
  return valueWays(intersect(asked.set ?? allValues, possible), [...path, "kind"], asking);
}

/** The object of the identifier's kind, whose property says the variable, or what follows its beginning. */
function memberWays(
  { member, property, says, beginnings }: IdentifierKind,
  asked: AskedPlace | undefined,
  place: Place,
  variable: string,
  path: readonly string[],
  asking: IdentifierQuestion,
): Ways {
  if (asked === undefined) return nothingAsked;
  const memberPlace = place.inner(member);
  if (memberPlace === undefined || !(asked.set ?? allValues).flags.object) return noWay;
  const said = asked.inner.get(foldCase(property));
  const others = new Map([...asked.inner].filter(([name]) => name !== foldCase(property)));
  const rest = asking.innerWays(others, memberPlace, [...path, member], asking);
  if (said === undefined) return rest;
  const set = said.set === undefined ? undefined : textAt(said.set, memberPlace, property, asking);
  const clauses = set === undefined ? [] : set.strings;
  if (clauses === "none" || !mayBeMissing(said.inner)) return noWay;
  const at = [...path, member, property];
  const forms = says === "all" ? [asItIs] : beginnings.map((without) => ({ without, after: "" as const }));
  const ways = forms.map((form) => ({ values: [], conditions: [{ variable, form, clauses, path: at }] }));
  return together(rest, { ways }, asking);
}

function textAt(set: ValueSet, member: Place, property: string, { allowance }: PayloadQuestion): ValueSet {
  const place = member.inner(property);
  return place === undefined ? intersect(set, onlyMissing) : valuesAtPlace(set, place, allowance);
}
