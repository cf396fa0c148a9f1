import * as z from "zod";
import type { EventType } from "../event-types.ts";
import type { Field, Fields } from "./field.ts";
import { payloadTables } from "./payload-tables.ts";

const schemas = new Map<EventType, z.ZodType<Readonly<Record<string, unknown>>>>();

/**
 * The zod schema of an event type's payload, made from its table when it is first asked for. Open on purpose: other
 * properties and other values of an enumeration pass, since the service adds both without notice.
 */
export function payloadSchema(type: EventType): z.ZodType<Readonly<Record<string, unknown>>> {
  const known = schemas.get(type);
  if (known !== undefined) return known;
  const schema = objectSchema(payloadTables[type]);
  schemas.set(type, schema);
  return schema;
}

function objectSchema(fields: Fields): z.ZodType<Readonly<Record<string, unknown>>> {
  return z.looseObject(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])));
}

function fieldSchema(field: Field): z.ZodType {
  const schema = field.nullable === true ? presentSchema(field).nullable() : presentSchema(field);
  return field.optional === true ? schema.optional() : schema;
}

function presentSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case "string":
      return z.string();
    case "number":
      return z.number();
    case "boolean":
      return z.boolean();
    case "string-or-number":
      return z.union([z.string(), z.number()]);
    case "strings":
      return z.array(z.string());
    case "objects":
      return z.array(objectSchema(field.fields ?? {}));
    case "object":
      return field.map === "string" ? z.record(z.string(), z.string()) : objectSchema(field.fields ?? {});
    case "unknown":
      return z.unknown();
  }
}
