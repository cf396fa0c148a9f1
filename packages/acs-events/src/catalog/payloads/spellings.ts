import { isJsonObject } from "../../json/json-object.ts";
import type { Field, Fields } from "./field.ts";

/** A property that was written in another way than the table's, by its path below `data`. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** The payload with the table's spelling of every name, and what was spelled otherwise. */
export interface CanonicalPayload {
  readonly data: unknown;
  readonly renamed: readonly Renamed[];
}

/**
 * Sources spell the same property in different ways: with a capital, with `TimeStamp` for `Timestamp`, as an id where an
 * identifier object stands today. Names are brought into the table's spelling; values stay as they are, but for such an
 * id, which becomes the object's `rawId`. A null that stands for an omitted property is omitted.
 */
export function canonicalPayload(fields: Fields, data: unknown, path = ""): CanonicalPayload {
  if (!isJsonObject(data)) return { data, renamed: [] };
  const renamed: Renamed[] = [];
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    const named = canonicalName(fields, name, data);
    // Of two other spellings the first counts; the second stays what it is.
    const canonical = named !== undefined && Object.hasOwn(result, named) ? undefined : named;
    const field = canonical === undefined ? undefined : fields[canonical];
    const place = `${path}${canonical ?? name}`;
    if (canonical !== undefined && canonical !== name) {
      renamed.push({ from: `${path}${name}`, to: isRawId(field, value) ? `${place}.rawId` : place });
    }
    if (field === undefined || canonical === undefined) {
      define(result, name, value);
    } else if (value !== null || field.optional !== true || field.nullable === true) {
      const inner = canonicalValue(field, value, place);
      renamed.push(...inner.renamed);
      define(result, canonical, inner.data);
    }
  }
  return { data: result, renamed };
}

function canonicalValue(field: Field, value: unknown, path: string): CanonicalPayload {
  const { fields } = field;
  if (fields === undefined) return { data: value, renamed: [] };
  if (field.kind === "objects" && Array.isArray(value)) {
    const elements = value.map((one, index) => canonicalPayload(fields, one, `${path}[${index}].`));
    return { data: elements.map(({ data }) => data), renamed: elements.flatMap(({ renamed }) => renamed) };
  }
  if (isRawId(field, value)) return { data: { rawId: value }, renamed: [] };
  return canonicalPayload(fields, value, `${path}.`);
}

/** Whether an id stands alone where an identifier object stands today. */
function isRawId(field: Field | undefined, value: unknown): value is string {
  return typeof value === "string" && field?.kind === "object" && field.fields?.["rawId"] !== undefined;
}

/** The table's name for `name`: itself, another spelling of it, or the same but for case, unless that is there as well. */
function canonicalName(fields: Fields, name: string, data: Readonly<Record<string, unknown>>): string | undefined {
  if (Object.hasOwn(fields, name)) return name;
  const lower = name.toLowerCase();
  const found = Object.entries(fields).find(
    ([own, { spellings = [] }]) => spellings.includes(name) || own.toLowerCase() === lower,
  );
  return found === undefined || Object.hasOwn(data, found[0]) ? undefined : found[0];
}

/** Also for a property called `__proto__`. */
function define(object: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
}
