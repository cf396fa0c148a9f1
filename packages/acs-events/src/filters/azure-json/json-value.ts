import { ExactNumber } from "../../json/exact-number.ts";

const longest = 80;

/** A value as a message shows it: short, on one line, and safe for text that is not valid Unicode. */
export function shown(value: unknown): string {
  if (typeof value === "string") {
    const text = JSON.stringify(value.length > longest ? value.slice(0, longest) : value);
    return value.length > longest ? `${text.slice(0, -1)}…" (${value.length} characters)` : text;
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  }
  if (value === undefined) return "nothing";
  if (value instanceof ExactNumber) return String(value);
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
