import type { EventType } from "../../catalog/event-types.ts";
import type { Field, Fields } from "../../catalog/payloads/field.ts";
import { payloadTables } from "../../catalog/payloads/payload-tables.ts";
import { foldCase } from "../match/fold.ts";
import { everyNumber } from "./intervals.ts";
import { everyValue, noValue, onlyMissing, type ValueSet } from "./values.ts";

/**
 * How much is taken for documented. "typical": what the sources show, for examples that look real. "possible": with
 * every property left out or null where no source rules it out, for saying that something never occurs.
 */
export type Allowance = "typical" | "possible";

/** The values that the documented payload of an event type can have at a path below `data`. */
export function documentedValues(type: EventType, path: readonly string[], allowance: Allowance): ValueSet {
  let fields: Fields | undefined = payloadTables[type];
  let field: Field | undefined;
  let leftOut = allowance === "possible";
  for (const name of path) {
    if (field?.map !== undefined) {
      leftOut = true;
      field = { kind: field.map };
      fields = undefined;
      continue;
    }
    if (field?.kind === "unknown") return everyValue;
    field = fields === undefined ? undefined : fieldNamed(fields, name);
    if (field === undefined) return onlyMissing;
    leftOut ||= field.optional === true || field.nullable === true;
    fields = field.kind === "object" ? field.fields : undefined;
  }
  return field === undefined ? onlyMissing : valuesOfField(field, leftOut, allowance);
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
