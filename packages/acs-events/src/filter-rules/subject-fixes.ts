import type { EventType } from "../catalog/event-types.ts";
import { didYouMean } from "../text/did-you-mean.ts";
import { canBegin, canEnd, templatesOf } from "./subject-templates.ts";

/** What someone who wrote a beginning of a subject that no subject has most likely meant; undefined where nothing fits. */
export function fixedPrefix(prefix: string, types: readonly EventType[], caseSensitive: boolean): string | undefined {
  const trimmed = prefix.trim();
  const bare = trimmed.replace(/^\/+/, "");
  const slashes = [trimmed, `/${bare}`, bare];
  const unwild = slashes.map((one) => one.replace(/[*?]+$/, ""));
  const shapes = [...slashes, ...unwild, ...slashes.flatMap((one) => withRoot(one, types))];
  const numbers = shapes.flatMap((one) => [one, plainNumber(one), plainNumber(one.replace(/[*?]+$/, ""))]);
  const cased = caseSensitive ? numbers.flatMap((one) => withOwnCase(one, types, "begin")) : [];
  const open = [...numbers, ...cased].map((one) => one.replace(/\/+$/, ""));
  return best([...numbers, ...cased, ...open], prefix, types, (type, one) =>
    templatesOf(type).some((template) => canBegin(template, one, caseSensitive)),
  );
}

/** The same for an end. */
export function fixedSuffix(suffix: string, types: readonly EventType[], caseSensitive: boolean): string | undefined {
  const trimmed = suffix.trim();
  const shapes = [trimmed, trimmed.replace(/^[*?]+/, ""), trimmed.replace(/\/+$/, "")];
  const numbers = shapes.flatMap((one) => [one, plainNumber(one)]);
  const cased = caseSensitive ? numbers.flatMap((one) => withOwnCase(one, types, "end")) : [];
  return best([...numbers, ...cased], suffix, types, (type, one) =>
    templatesOf(type).some((template) => canEnd(template, one, caseSensitive)),
  );
}

/** The first candidate among those that fit the most types. */
function best(
  candidates: readonly string[],
  given: string,
  types: readonly EventType[],
  fits: (type: EventType, candidate: string) => boolean,
): string | undefined {
  let found: string | undefined;
  let most = types.filter((type) => fits(type, given)).length;
  for (const candidate of new Set(candidates)) {
    if (candidate === "" || candidate === given) continue;
    const count = types.filter((type) => fits(type, candidate)).length;
    if (count > most) {
      most = count;
      found = candidate;
    }
  }
  return found;
}

/** A telephone number as subjects write it: digits only. */
function plainNumber(text: string): string {
  return text.replace(/(^|\/)(?:\+|%2B)?([\d\s().-]+)(?=\/|$)/gi, (_, slash: string, digits: string) => {
    return `${slash}${digits.replace(/\D/g, "")}`;
  });
}

/** The first word replaced by the one that subjects of these types begin with, when it is a misspelt one. */
function withRoot(text: string, types: readonly EventType[]): string[] {
  const [, word = "", rest = ""] = /^\/?([^/]+)(.*)$/s.exec(text) ?? [];
  const roots = new Map<string, string>();
  for (const template of types.flatMap((type) => templatesOf(type))) {
    const root = template.segments.find(({ text: own }) => own !== "");
    if (root?.variable === undefined && root !== undefined) {
      roots.set(root.text, template.segments[0]?.text === "" ? `/${root.text}` : root.text);
    }
  }
  const near = didYouMean(word, [...roots.keys()]);
  return near === undefined ? [] : [`${roots.get(near)}${rest}`];
}

/** Fixed words in the case in which each template writes them. */
function withOwnCase(text: string, types: readonly EventType[], side: "begin" | "end"): string[] {
  const parts = text.split("/");
  return types
    .flatMap((type) => templatesOf(type))
    .filter((template) => (side === "begin" ? canBegin : canEnd)(template, text, false))
    .map(({ segments }) => {
      const shift = side === "begin" ? 0 : segments.length - parts.length;
      return parts
        .map((part, index) => {
          const own = segments[index + shift];
          if (own === undefined || own.variable !== undefined) return part;
          return side === "begin" ? own.text.slice(0, part.length) : own.text.slice(own.text.length - part.length);
        })
        .join("/");
    });
}
