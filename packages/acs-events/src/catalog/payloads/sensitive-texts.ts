import type { EventType } from "../event-types.ts";
import type { Field, Fields } from "./field.ts";
import { payloadTables } from "./payload-tables.ts";

/**
 * The texts of a payload that logs must not show: everything but what the tables mark as loggable, closed lists of
 * values, and times. Properties that no table lists are not shown either.
 */
export function sensitiveTexts(type: EventType, data: unknown): readonly string[] {
  const found = new Set<string>();
  collectObject(payloadTables[type], data, found);
  return [...found];
}

function collectObject(fields: Fields, value: unknown, found: Set<string>): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    collectAll(value, found);
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined) collectAll(inner, found);
    else if (!isLoggable(field, inner)) collectField(field, inner, found);
  }
}

function collectField(field: Field, value: unknown, found: Set<string>): void {
  if (field.fields === undefined) collectAll(value, found);
  else if (Array.isArray(value)) for (const one of value) collectObject(field.fields, one, found);
  else collectObject(field.fields, value, found);
}

function isLoggable({ loggable, values, format }: Field, value: unknown): boolean {
  if (loggable === true || format === "date-time") return true;
  return values !== undefined && typeof value === "string" && values.includes(value);
}

/** Every text below a value, whatever it is. */
function collectAll(value: unknown, found: Set<string>): void {
  if (typeof value === "string") found.add(value);
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) collectAll(one, found);
}
