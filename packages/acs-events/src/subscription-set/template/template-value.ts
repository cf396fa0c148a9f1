import { isJsonObject } from "../../json/json-object.ts";
import { type HiddenMark, hiddenMark, isHiddenMark } from "../hidden-values.ts";

/**
 * What an expression comes to: JSON, in which marks stand for what cannot be known before the template is deployed; or a
 * text of which only parts are known.
 */
export type TemplateValue = unknown;

/** A text with gaps. A gap is how the template writes what stands there. */
export interface PartialText {
  readonly kind: "partial-text";
  readonly parts: readonly (string | Gap)[];
  /** The whole expression, brackets and all. */
  readonly written?: string;
}

export interface Gap {
  readonly gap: string;
}

const partials = new WeakSet<object>();

/** Joins parts, of which at least one is a gap, to a text. */
export function partialText(parts: readonly (string | Gap)[], written?: string): PartialText {
  const joined: (string | Gap)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else if (part !== "") joined.push(part);
  }
  const text: PartialText = Object.freeze({
    kind: "partial-text",
    parts: Object.freeze(joined),
    ...(written === undefined ? {} : { written }),
  });
  partials.add(text);
  return text;
}

export function isPartialText(value: unknown): value is PartialText {
  return typeof value === "object" && value !== null && partials.has(value);
}

/** A value of which nothing is known but how the template writes it. */
export function unknownValue(text: string): HiddenMark {
  return hiddenMark("expression", text);
}

/** Whether a value cannot be used to compute another one. */
export function isUnknown(value: TemplateValue): value is HiddenMark | PartialText {
  return isHiddenMark(value) || isPartialText(value);
}

/** The parts of a text, known or not; undefined for what is not a text. `written` names an unknown value. */
export function partsOf(value: TemplateValue, written: string): readonly (string | Gap)[] | undefined {
  if (isPartialText(value)) return value.parts;
  if (isHiddenMark(value)) return [{ gap: withoutBrackets(value.text ?? written) }];
  if (typeof value === "string") return [value];
  if (typeof value === "boolean") return [value ? "True" : "False"];
  return typeof value === "number" ? [String(value)] : undefined;
}

/** A text from parts: a plain one where nothing is missing, and undefined where it would be too long to be real. */
export function textOf(parts: readonly (string | Gap)[]): string | PartialText | undefined {
  const length = parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : part.gap.length), 0);
  if (length > longest) return undefined;
  return parts.every((part) => typeof part === "string") ? parts.join("") : partialText(parts);
}

/** More than any text of a subscription; what doubles itself again and again stops here. */
const longest = 20_000;

/** `parameters('x')` of `[parameters('x')]`. */
function withoutBrackets(text: string): string {
  return text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
}

/** A text that is equal for values which are the same in one template, known or not. */
export function keyOf(value: TemplateValue): string {
  const parts = partsOf(value, "");
  return parts === undefined ? "" : shownText({ kind: "partial-text", parts }).toLowerCase();
}

const sizes = new WeakMap<object, number>();

/** How much JSON a value is, counted in characters and elements. What is shared counts as often as it would be written. */
export function sizeOf(value: TemplateValue): number {
  if (typeof value === "string") return value.length + 1;
  if (typeof value !== "object" || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const inner = isUnknown(value) ? [] : Object.entries(value);
  const size = inner.reduce(
    (sum, [name, one]) => sum + name.length + sizeOf(one),
    isUnknown(value) ? writtenAs(value).length : 1,
  );
  sizes.set(value, size);
  return size;
}

/** A template has 4 MB at most, and no value in it is a tenth of that. */
export const largestValue = 400_000;

/** How a value with gaps is shown: `{parameters('prefix')}-calls`. */
export function shownText(value: PartialText): string {
  return value.parts.map((part) => (typeof part === "string" ? part : `{${part.gap}}`)).join("");
}

/** How the template writes a value that is not known, or a part of it. */
export function writtenAs(value: TemplateValue): string {
  if (isPartialText(value)) return value.written ?? shownText(value);
  return isHiddenMark(value) ? (value.text ?? `[${value.why}]`) : String(value);
}

/** JSON of a template as the readers of forms take it: with marks for what is not known. */
export function withMarks(value: TemplateValue): unknown {
  if (isPartialText(value)) return unknownValue(writtenAs(value));
  if (typeof value !== "object" || value === null || isHiddenMark(value)) return value;
  if (Array.isArray(value)) return value.map(withMarks);
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withMarks(one)]));
}

/** The segments of a text between slashes, as far as they are known. A gap may hide slashes of its own. */
export function segmentsOf(value: string | PartialText): readonly (string | PartialText)[] {
  if (typeof value === "string") return value.split("/");
  const segments: (string | Gap)[][] = [[]];
  for (const part of value.parts) {
    if (typeof part !== "string") segments.at(-1)?.push(part);
    else
      for (const [index, piece] of part.split("/").entries()) {
        if (index > 0) segments.push([]);
        segments.at(-1)?.push(piece);
      }
  }
  return segments.map((parts) => textOf(parts) ?? "");
}

/** An object that can be seen: not a list, not a mark. */
export function isTemplateObject(value: TemplateValue): value is Readonly<Record<string, unknown>> {
  return isJsonObject(value) && !isUnknown(value);
}

/** The last segment of an id or of a nested name; undefined where the value is not a text. */
export function lastSegment(value: TemplateValue): string | PartialText | undefined {
  return typeof value === "string" || isPartialText(value) ? segmentsOf(value).at(-1) : undefined;
}
