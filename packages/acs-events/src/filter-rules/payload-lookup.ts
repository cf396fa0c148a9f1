import type { EventType } from "../catalog/event-types.ts";
import type { Field, Fields } from "../catalog/payloads/field.ts";
import { payloadTables } from "../catalog/payloads/payload-tables.ts";

/** What the documented payload of one event type has at a path below `data`. */
export type PayloadLookup =
  /** `path` as the wire has it; `always`: neither omitted nor null, as far as is documented. */
  | { readonly kind: "field"; readonly path: string; readonly field: Field; readonly always: boolean }
  /** Below properties with free names, or of unknown shape: anything may be there. */
  | { readonly kind: "open" }
  /** Another source, or the client library, calls it so; `path` is what the wire has. */
  | { readonly kind: "other-name"; readonly path: string; readonly from: "source" | "client-library" }
  /** Below an array. */
  | { readonly kind: "in-array"; readonly path: string; readonly of: "objects" | "strings" }
  /** Below a string, number or boolean. */
  | { readonly kind: "in-value"; readonly path: string; readonly of: Field["kind"] }
  | { readonly kind: "absent" };

/** Looks a path up, without case, as Event Grid seems to (open question: keys of the payload compared with case). */
export function lookUp(type: EventType, names: readonly string[]): PayloadLookup {
  let fields: Fields | undefined = payloadTables[type];
  let field: Field | undefined;
  let always = true;
  let renamed: "source" | "client-library" | undefined;
  const path: string[] = [];
  for (const name of names) {
    if (field !== undefined && fields === undefined) return below(field, path.join("."));
    const found = byName(fields ?? {}, name);
    if (found === undefined) return { kind: "absent" };
    path.push(found.name);
    renamed ??= found.from;
    field = found.field;
    always &&= field.optional !== true && field.nullable === false;
    fields = field.kind === "object" && field.map === undefined ? field.fields : undefined;
  }
  if (field === undefined) return { kind: "absent" };
  if (renamed === undefined) return { kind: "field", path: path.join("."), field, always };
  // Ids that were strings in 2020 are identifiers today, whose `rawId` says the same.
  if (field.kind === "object" && field.fields?.["rawId"] !== undefined) path.push("rawId");
  return { kind: "other-name", path: path.join("."), from: renamed };
}

function below(field: Field, path: string): PayloadLookup {
  if (field.map !== undefined || field.kind === "unknown" || field.kind === "object") return { kind: "open" };
  const { kind } = field;
  return kind === "objects" || kind === "strings"
    ? { kind: "in-array", path, of: kind }
    : { kind: "in-value", path, of: kind };
}

interface NamedField {
  readonly name: string;
  readonly field: Field;
  readonly from?: "source" | "client-library";
}

/** By lower-cased name; a property goes before another one's other spelling. Made once for each table. */
const indexes = new WeakMap<Fields, ReadonlyMap<string, NamedField>>();

function byName(fields: Fields, name: string): NamedField | undefined {
  let index = indexes.get(fields);
  if (index === undefined) {
    const made = new Map<string, NamedField>();
    const entries = Object.entries(fields);
    const add = (spelling: string, named: NamedField) => {
      if (!made.has(spelling.toLowerCase())) made.set(spelling.toLowerCase(), named);
    };
    for (const [own, field] of entries) add(own, { name: own, field });
    for (const [own, field] of entries) {
      for (const spelling of field.spellings ?? []) add(spelling, { name: own, field, from: "source" });
      if (field.sdkName !== undefined) add(field.sdkName, { name: own, field, from: "client-library" });
    }
    index = made;
    indexes.set(fields, index);
  }
  return index.get(name.toLowerCase());
}

const paths = new Map<EventType, readonly string[]>();

/** Every path of the payload that a filter can look at, objects on the way included. */
export function payloadPaths(type: EventType): readonly string[] {
  let known = paths.get(type);
  if (known === undefined) {
    known = pathsOf(payloadTables[type]);
    paths.set(type, known);
  }
  return known;
}

function pathsOf(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([name, field]) => [
    name,
    ...(field.kind === "object" ? pathsOf(field.fields ?? {}).map((inner) => `${name}.${inner}`) : []),
  ]);
}
