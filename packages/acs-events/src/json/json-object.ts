import { ExactNumber } from "./exact-number.ts";

/** JSON that is an object: not null, not an array, and not a number with many digits. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

/** `value` where it is an object, else nothing. */
export function jsonObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isJsonObject(value) ? value : undefined;
}
