import { plain, type TemplateFunction } from "./template-function.ts";
import { isTemplateObject } from "./template-value.ts";

/** More letters than any name has. */
const longestPadding = 1000;

/**
 * Parts of texts and lists, and where something is in a text (Azure docs, template functions for strings and arrays).
 * In a text, startsWith, endsWith, indexOf and lastIndexOf ignore the case.
 */
export const sliceFunctions: Readonly<Record<string, TemplateFunction>> = {
  take: plain((of, count) =>
    isSliceable(of) && typeof count === "number" ? of.slice(0, Math.max(count, 0)) : undefined,
  ),
  skip: plain((of, count) => (isSliceable(of) && typeof count === "number" ? of.slice(Math.max(count, 0)) : undefined)),
  // Azure refuses what lies outside of the text.
  substring: plain((text, from = 0, count = undefined) => {
    if (typeof text !== "string" || typeof from !== "number" || from < 0 || from > text.length) return undefined;
    if (count === undefined) return text.slice(from);
    return typeof count === "number" && count >= 0 && from + count <= text.length
      ? text.slice(from, from + count)
      : undefined;
  }),
  padleft: plain((text, length, fill = " ") =>
    (typeof text === "string" || typeof text === "number") &&
    typeof length === "number" &&
    length <= longestPadding &&
    typeof fill === "string" &&
    fill.length === 1
      ? String(text).padStart(length, fill)
      : undefined,
  ),
  startswith: inText((text, what) => text.startsWith(what)),
  endswith: inText((text, what) => text.endsWith(what)),
  indexof: inText((text, what) => text.indexOf(what)),
  lastindexof: inText((text, what) => text.lastIndexOf(what)),
  union: plain((...all) => {
    if (all.every(isTemplateObject)) return Object.assign({}, ...all) as Readonly<Record<string, unknown>>;
    if (!all.every((one): one is readonly unknown[] => Array.isArray(one))) return undefined;
    return [...new Map(all.flat().map((one) => [JSON.stringify(one), one])).values()];
  }),
  items: plain((object) =>
    isTemplateObject(object)
      ? Object.entries(object)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, value]) => ({ key, value }))
      : undefined,
  ),
};

function isSliceable(of: unknown): of is string | readonly unknown[] {
  return typeof of === "string" || Array.isArray(of);
}

function inText(answer: (text: string, what: string) => boolean | number): TemplateFunction {
  return plain((text, what) =>
    typeof text === "string" && typeof what === "string" ? answer(text.toLowerCase(), what.toLowerCase()) : undefined,
  );
}
