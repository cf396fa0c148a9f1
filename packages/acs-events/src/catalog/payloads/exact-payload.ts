import type { Field, Fields } from "./field.ts";

/** Whether a value is already what the schema of these fields would make of it: then it need not be copied. */
type Check = (value: unknown) => boolean;

const checks = new WeakMap<Fields, Check>();

/**
 * Whether `data` is a payload in the table's own spelling and of the table's kinds throughout. Most payloads are, and
 * this is much quicker than the zod schema; where it says no, the schema decides and explains. Never says yes to what
 * the schema would refuse or change (tested against the schema).
 */
export function isExactPayload(fields: Fields, data: unknown): boolean {
  let check = checks.get(fields);
  if (check === undefined) {
    check = objectCheck(fields);
    checks.set(fields, check);
  }
  return check(data);
}

function objectCheck(fields: Fields): Check {
  const known = new Map(Object.entries(fields).map(([name, field]) => [name, fieldCheck(field)]));
  const required = Object.entries(fields)
    .filter(([, { optional }]) => optional !== true)
    .map(([name]) => name);
  /** Names that mean a field in another spelling, in lower case. */
  const spellings = new Set(
    Object.entries(fields).flatMap(([name, { spellings: other = [] }]) =>
      [name, ...other].map((one) => one.toLowerCase()),
    ),
  );
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const object = value as Readonly<Record<string, unknown>>;
    for (const name in object) {
      const check = known.get(name);
      if (check !== undefined) {
        if (!check(object[name])) return false;
      } else if (name === "__proto__" || spellings.has(name.toLowerCase())) {
        return false;
      }
    }
    for (const name of required) if (!Object.hasOwn(object, name)) return false;
    return true;
  };
}

function fieldCheck(field: Field): Check {
  const present = presentCheck(field);
  if (field.nullable === true) return (value) => value === null || present(value);
  // A null that stands for an omitted property is omitted from the result, so it is not exact.
  return field.optional === true ? (value) => value !== null && present(value) : present;
}

function presentCheck(field: Field): Check {
  const isText: Check = (value) => typeof value === "string";
  const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
  switch (field.kind) {
    case "string":
      return isText;
    case "number":
      return isNumber;
    case "boolean":
      return (value) => typeof value === "boolean";
    case "string-or-number":
      return (value) => isText(value) || isNumber(value);
    case "strings":
      return (value) => Array.isArray(value) && value.every(isText);
    case "objects": {
      const element = objectCheck(field.fields ?? {});
      return (value) => Array.isArray(value) && value.every(element);
    }
    case "object": {
      if (field.map !== "string") return objectCheck(field.fields ?? {});
      return (value) =>
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        Object.entries(value).every(([name, one]) => name !== "__proto__" && isText(one));
    }
    case "unknown":
      return () => true;
  }
}
