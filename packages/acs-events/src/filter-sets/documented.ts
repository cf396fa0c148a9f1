import type { EventType } from "../catalog/event-types.ts";
import type { Field, Fields } from "../catalog/payloads/field.ts";
import { payloadTables } from "../catalog/payloads/payload-tables.ts";
import { foldCase } from "../filters/match/fold.ts";
import { everyNumber, integersOf } from "./intervals.ts";
import { bothOf, everyValue, noValue, onlyMissing, type ValueSet } from "./values.ts";

/**
 * How much is taken for documented. "typical": what the sources show, for examples that look real. "possible": with
 * every property left out or null where no source rules it out, for saying that something never occurs.
 */
export type Allowance = "typical" | "possible";

/** The values that the documented payload of an event type can have at a path below `data`. */
function documentedValues(type: EventType, path: readonly string[], allowance: Allowance): ValueSet {
  const found = fieldAt(type, path);
  return found === undefined ? onlyMissing : valuesOfField(found.field, found.leftOut, allowance);
}

/** The values that the documentation names for a property; there may be others. */
export function namedValues(type: EventType, path: readonly string[]): readonly string[] {
  return fieldAt(type, path)?.field.values ?? [];
}

/** What of a set the documented payload can have at a path: its values, and of a number without fractions the integers. */
export function documentedPart(
  set: ValueSet,
  type: EventType,
  path: readonly string[],
  allowance: Allowance,
): ValueSet {
  const part = bothOf(set, documentedValues(type, path, allowance));
  return fieldAt(type, path)?.field.integer === true ? { ...part, numbers: integersOf(part.numbers) } : part;
}

interface FieldAt {
  readonly field: Field;
  /** Whether something that it lies in can be missing. */
  readonly leftOut: boolean;
}

function fieldAt(type: EventType, path: readonly string[]): FieldAt | undefined {
  let within: Field = { kind: "object", fields: payloadTables[type] };
  let leftOut = false;
  for (const name of path) {
    if (within.kind === "unknown") return { field: within, leftOut: true };
    leftOut ||= within.optional === true || within.nullable === true || within.map !== undefined;
    const field: Field | undefined =
      within.map === undefined ? fieldNamed(within.fields ?? {}, name) : { kind: within.map };
    if (within.kind !== "object" || field === undefined) return undefined;
    within = field;
  }
  return { field: within, leftOut };
}

function fieldNamed(fields: Fields, name: string): Field | undefined {
  const folded = foldCase(name);
  const isNamed = (candidate: string) => foldCase(candidate) === folded;
  return Object.entries(fields).find(([own, { spellings = [] }]) => isNamed(own) || spellings.some(isNamed))?.[1];
}

function valuesOfField({ kind, optional, nullable }: Field, leftOut: boolean, allowance: Allowance): ValueSet {
  const present = valuesOfKind(kind);
  const missing = allowance === "possible" || optional === true || leftOut;
  const isNull = present.flags.null || (allowance === "possible" ? nullable !== false : nullable === true);
  return { ...present, flags: { ...present.flags, missing, null: isNull } };
}

function valuesOfKind(kind: Field["kind"]): ValueSet {
  const { flags } = noValue;
  switch (kind) {
    case "string":
      return { ...noValue, strings: [] };
    case "number":
      return { ...noValue, numbers: everyNumber };
    case "string-or-number":
      return { ...noValue, strings: [], numbers: everyNumber };
    case "boolean":
      return { ...noValue, flags: { ...flags, true: true, false: true } };
    case "strings":
    case "objects":
      return { ...noValue, arrays: [], flags: { ...flags, emptyArray: true } };
    case "object":
      return { ...noValue, flags: { ...flags, object: true } };
    case "unknown":
      return everyValue;
  }
}
