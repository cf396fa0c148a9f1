import type { EventType } from "../catalog/event-types.ts";
import { isDisputed, type LinkDoubt, linksOf } from "../catalog/links.ts";
import type { Field, Fields } from "../catalog/payloads/field.ts";
import { payloadTables } from "../catalog/payloads/payload-tables.ts";
import { sampleOnlyFields } from "../catalog/payloads/sample-only.ts";
import { samplesOf } from "../catalog/samples.ts";
import { parseSubject } from "../catalog/subjects.ts";
import { foldCase } from "../filters/match/fold.ts";
import { jsonObject } from "../json/json-object.ts";
import { everyNumber, integersOf } from "./intervals.ts";
import { allValues, intersect, noValues, onlyMissing, stringsWith, type ValueSet } from "./values.ts";

/**
 * How much is taken for documented. "typical": what today's sources show, for events that are said to be documented.
 * "possible": with every property omitted or null where no source rules it out, and in the form of the 2020 preview as
 * well, for saying that something never occurs.
 */
export type Allowance = "typical" | "possible";

/** One place of a documented payload. */
export interface Place {
  /** The name as the wire has it; "" where names are free. */
  readonly name: string;
  /** Its values, where what it lies in is an object; "missing" among them where it may be omitted. */
  readonly values: Readonly<Record<Allowance, ValueSet>>;
  /** The values that the documentation names; there are no others. */
  readonly named: readonly string[];
  readonly isInteger: boolean;
  /** What is below a name inside it; undefined where nothing does. */
  readonly inner: (name: string) => Place | undefined;
  /** The variable that it says, if it is one of text. */
  readonly link?: PlaceLink;
  /** The variable that its `rawId` says, if it is an identifier object. */
  readonly identifier?: PlaceLink;
  /** The name of the property that this one is another spelling of. */
  readonly spells?: string;
}

/** A variable of the subject that a place says; or one of its own, where an identifier is not in the subject. */
export interface PlaceLink {
  readonly variable: string;
  readonly open?: LinkDoubt;
}

const shapes = new Map<EventType, Place>();

/** The documented payload of an event type: the place called `data`. */
export function payloadShape(type: EventType): Place {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const links = linksOf(type).map(({ path, ...link }) => ({ path, link }));
  const around: Around = { type, path: [], links, isAlways: () => true };
  const shape = placeOf("data", { kind: "object" }, presentOnly({ kind: "object" }), {
    inner: innerPlaces(payloadTables[type], sampleOnlyFields[type] ?? {}, around),
  });
  shapes.set(type, shape);
  return shape;
}

/** What an object's places depend on. */
interface Around {
  readonly type: EventType;
  /** Of the object, below `data`. */
  readonly path: readonly string[];
  readonly links: readonly { readonly path: readonly string[]; readonly link: PlaceLink }[];
  /** Whether a property is there in every event, if the subject says the same. */
  readonly isAlways: (field: Field) => boolean;
}

/**
 * The places of an object: its properties, other spellings of them that differ in more than case, and odd ones of samples.
 * Each is made when it is asked for.
 */
function innerPlaces(fields: Fields, odd: Fields, around: Around): Place["inner"] {
  const makes = new Map<string, () => Place>();
  const places = new Map<string, Place>();
  const add = (name: string, make: () => Place) => {
    if (!makes.has(foldCase(name))) makes.set(foldCase(name), make);
  };
  for (const [name, field] of Object.entries(fields)) add(name, () => fieldPlace(name, field, odd[name], around));
  for (const [name, field] of Object.entries(fields)) {
    for (const spelling of otherSpellings(name, field))
      add(spelling, () => spelledPlace(spelling, name, field, around));
  }
  for (const [name, field] of Object.entries(odd)) add(name, () => oddPlace(name, field, around));
  return (name) => {
    const folded = foldCase(name);
    const known = places.get(folded) ?? makes.get(folded)?.();
    if (known !== undefined) places.set(folded, known);
    return known;
  };
}

/** How other sources call a property, but for case, which keys do not look at. */
function otherSpellings(name: string, { spellings = [] }: Field): readonly string[] {
  return spellings.filter((spelling) => foldCase(spelling) !== foldCase(name));
}

function fieldPlace(name: string, field: Field, odd: Field | undefined, around: Around): Place {
  const path = [...around.path, name];
  const own = around.links.filter(({ path: linked }) => path.every((step, index) => step === linked[index]));
  const link = own.find(({ path: linked }) => linked.length === path.length)?.link;
  // What says the same as the subject is always there, and what it lies in, unless a source omits it.
  const isSaid = own.some(({ link: { open } }) => !isDisputed(open) && open !== "absent");
  const mayBeNone = field.optional === true || field.nullable === true || otherSpellings(name, field).length > 0;
  const isAlways = around.isAlways(field) && isSaid && !mayBeNone;
  const present = presentValues(field);
  const isLeftOut = field.optional === true || isRenamed(name, field, around);
  const values = {
    typical: withAbsence(present, isLeftOut, field.nullable === true),
    possible: withAbsence(withOddValues(field, odd), !isAlways, !isAlways && field.nullable !== false),
  };
  const inside = { ...around, path, isAlways: (inner: Field) => isAlways && inner.optional !== true };
  return placeOf(name, field, values, {
    inner: innerOf(field, odd?.fields ?? {}, inside),
    link,
    identifier: identifierOf(field, path, around),
  });
}

/** With the values of an enumeration that only a sample has. */
function withOddValues({ kind, values }: Field, odd: Field | undefined): ValueSet {
  return presentValues(values === undefined ? { kind } : { kind, values: [...values, ...(odd?.values ?? [])] });
}

/** Whether one of today's samples has the property under another name only. */
function isRenamed(name: string, field: Field, { type, path }: Around): boolean {
  const spellings = otherSpellings(name, field);
  if (spellings.length === 0 || path.length > 0) return false;
  return samplesOf(type).some(({ origin, partial, payload }) => {
    if (origin === "article" || partial === true || typeof payload.data !== "object") return false;
    const names = Object.keys(payload.data ?? {}).map(foldCase);
    return !names.includes(foldCase(name)) && spellings.some((spelling) => names.includes(foldCase(spelling)));
  });
}

/** A property under another name: it may always be omitted, since the property itself may be there. */
function spelledPlace(spelling: string, name: string, field: Field, around: Around): Place {
  const path = [...around.path, name];
  const own = identifierOf(field, path, around);
  const identifier =
    own !== undefined && isDisputedId(spelling, name, own, around) ? { ...own, open: "disputed" as const } : own;
  // Identifiers were plain ids in 2020, and stand beside the object since.
  const typical = identifier === undefined ? presentValues(field) : someText;
  const possible = identifier === undefined ? typical : { ...typical, flags: { ...typical.flags, object: true } };
  const values = {
    typical: withAbsence(typical, true, false),
    possible: withAbsence(possible, true, field.nullable !== false),
  };
  const inner = innerOf(field, {}, { ...around, path, isAlways: () => false });
  return { ...placeOf(spelling, field, values, { inner, identifier }), spells: name };
}

/** Whether a sample has the plain id alone and names somebody else in its subject. */
function isDisputedId(spelling: string, name: string, { variable }: PlaceLink, { type }: Around): boolean {
  return samplesOf(type).some(({ partial, payload: { subject = "", data } }) => {
    const said = jsonObject(data);
    const value = parseSubject(type, subject)?.values[variable];
    if (partial === true || value === undefined || value.includes("{") || said?.[name] !== undefined) return false;
    return typeof said?.[spelling] === "string" && said[spelling] !== value;
  });
}

function oddPlace(name: string, field: Field, around: Around): Place {
  const values = { typical: onlyMissing, possible: withAbsence(presentValues(field), true, true) };
  const path = [...around.path, name];
  const inner = innerOf(field, {}, { ...around, path, isAlways: () => false });
  return placeOf(name, field, values, { inner, identifier: identifierOf(field, path, around) });
}

const someText = stringsWith({ mode: "equals", words: [{ text: "", folded: "", exact: true }], negative: true });

function placeOf(
  name: string,
  { values: named = [], integer }: Field,
  values: Place["values"],
  rest: {
    readonly inner: Place["inner"];
    readonly link?: PlaceLink | undefined;
    readonly identifier?: PlaceLink | undefined;
  },
): Place {
  const { inner, link, identifier } = rest;
  return {
    name,
    values,
    named,
    isInteger: integer === true,
    inner,
    ...(link === undefined ? {} : { link }),
    ...(identifier === undefined ? {} : { identifier }),
  };
}

/** The variable that an identifier object says; one of its own, where the subject does not have it. */
function identifierOf(field: Field, path: readonly string[], { links }: Around): PlaceLink | undefined {
  if (field.kind !== "object" || field.fields?.["rawId"] === undefined) return undefined;
  const rawId = [...path, "rawId"].join(".");
  return links.find((each) => each.path.join(".") === rawId)?.link ?? { variable: rawId };
}

function innerOf(field: Field, odd: Fields, around: Around): Place["inner"] {
  if (field.kind === "unknown" || field.map === "unknown") return () => anything;
  if (field.map === "string") return () => anyText;
  if (field.kind !== "object" || field.fields === undefined) return () => undefined;
  return innerPlaces(field.fields, odd, around);
}

const anything: Place = Object.freeze({
  name: "",
  values: { typical: allValues, possible: allValues },
  named: [],
  isInteger: false,
  inner: () => anything,
});

const mapValues = withAbsence(presentValues({ kind: "string" }), true, false);
const anyText: Place = placeOf(
  "",
  { kind: "string" },
  { typical: mapValues, possible: mapValues },
  { inner: () => undefined },
);

function presentOnly(field: Field): Place["values"] {
  const present = presentValues(field);
  return { typical: present, possible: present };
}

function withAbsence(present: ValueSet, missing: boolean, isNull: boolean): ValueSet {
  return { ...present, flags: { ...present.flags, missing, null: present.flags.null || isNull } };
}

function presentValues({ kind, values }: Pick<Field, "kind" | "values">): ValueSet {
  const { flags } = noValues;
  switch (kind) {
    case "string":
      return values === undefined ? { ...noValues, strings: [] } : oneOf(values);
    case "number":
      return { ...noValues, numbers: everyNumber };
    case "string-or-number":
      return { ...noValues, strings: [], numbers: everyNumber };
    case "boolean":
      return { ...noValues, flags: { ...flags, true: true, false: true } };
    case "strings":
    case "objects":
      return { ...noValues, arrays: [], flags: { ...flags, emptyArray: true } };
    case "object":
      return { ...noValues, flags: { ...flags, object: true } };
    case "unknown":
      return allValues;
  }
}

/** The named values, in any case: sources write them in several. A value that no source names is not documented. */
function oneOf(values: readonly string[]): ValueSet {
  const words = values.map((text) => ({ text, folded: foldCase(text), exact: false }));
  return stringsWith({ mode: "equals", words, negative: false });
}

/** The values of a set that a place can have. */
export function valuesAtPlace(set: ValueSet, { values, isInteger }: Place, allowance: Allowance): ValueSet {
  const both = intersect(set, values[allowance]);
  return isInteger ? { ...both, numbers: integersOf(both.numbers) } : both;
}

/** The place at a path below `data`, whatever it lies in; undefined where the documentation has none. */
export function placeAt(type: EventType, path: readonly string[]): Place | undefined {
  let current: Place | undefined = payloadShape(type);
  for (const name of path) current = current?.inner(name);
  return current;
}

/** The values that a documented payload can have at a path, whatever it lies in. */
export function possibleValuesAt(type: EventType, path: readonly string[]): ValueSet {
  let current: Place | undefined = payloadShape(type);
  let isLeftOut = false;
  for (const name of path) {
    isLeftOut ||= !isAlwaysObject(current.values.possible);
    current = current.inner(name);
    if (current === undefined) return onlyMissing;
  }
  const { possible } = current.values;
  return isLeftOut ? { ...possible, flags: { ...possible.flags, missing: true } } : possible;
}

/** Whether nothing but an object can be there. */
function isAlwaysObject({ flags }: ValueSet): boolean {
  return flags.object && !flags.missing && !flags.null;
}
