import { type EventType, eventTypes } from "../catalog/event-types.ts";
import { FilterError } from "../filter-builder/index.ts";
import { type BuildText, prefixBuilders, suffixBuilders } from "../filter-builder/subject-builders.ts";
import { literal } from "./literal.ts";

/** TypeScript of a value, and what it uses of the names that a team file may import. */
export interface Source {
  readonly code: string;
  readonly imports: readonly string[];
}

/**
 * A prefix of subjects as a team file says it: by the builder that makes it, else as plain text where the compiler takes
 * that, else as `unchecked` text.
 */
export function prefixSource(prefix: string, types: readonly EventType[], caseSensitive: boolean): Source {
  if (!typed(prefix, types, caseSensitive, canBegin)) return uncheckedSource(prefix);
  for (const [name, build] of Object.entries(prefixBuilders)) {
    if (prefix === build.any) return { code: `${name}.any`, imports: [name] };
    const id = idBetween(prefix, build);
    if (id !== undefined) return { code: `${name}(${literal(id)})`, imports: [name] };
  }
  return { code: literal(prefix), imports: [] };
}

/** The same of a suffix. */
export function suffixSource(suffix: string, types: readonly EventType[], caseSensitive: boolean): Source {
  if (!typed(suffix, types, caseSensitive, canEnd)) return uncheckedSource(suffix);
  for (const [name, build] of Object.entries(suffixBuilders)) {
    const id = idBetween(suffix, build);
    if (id !== undefined) return { code: `${name}(${literal(id)})`, imports: [name] };
  }
  return { code: literal(suffix), imports: [] };
}

function uncheckedSource(text: string): Source {
  return { code: `unchecked(${literal(text)})`, imports: ["unchecked"] };
}

/** Longer texts, and those whose case the compiler folds in its own way, are not worth the time. */
const longestTyped = 200;

function typed(
  text: string,
  types: readonly EventType[],
  caseSensitive: boolean,
  can: (text: readonly string[], template: readonly string[]) => boolean,
): boolean {
  if (text.length > longestTyped || !/^[\x20-\x7e]*$/.test(text)) return false;
  const fold = (one: string): readonly string[] => (caseSensitive ? one : one.toLowerCase()).split("/");
  return types.every((type) => {
    const templates: readonly string[] = eventTypes[type].subjects;
    return templates.length === 0 || templates.some((template) => can(fold(text), fold(template)));
  });
}

const isHole = (segment: string): boolean => /^\{.*\}$/.test(segment);

/** As the compiler compares (filters/build/subject-rule.ts): whole segments, and the beginning of one at the end. */
function canBegin(text: readonly string[], template: readonly string[]): boolean {
  return text.every((segment, index) => {
    const expected = template[index];
    if (expected === undefined) return false;
    if (index === text.length - 1) return isHole(expected) || expected.startsWith(segment);
    return isHole(expected) ? segment !== "" : segment === expected;
  });
}

function canEnd(text: readonly string[], template: readonly string[]): boolean {
  if (text.length > template.length) return false;
  const end = template.slice(template.length - text.length);
  return text.every((segment, index) => {
    const expected = end[index] ?? "";
    if (index === 0) return isHole(expected) || expected.endsWith(segment);
    return isHole(expected) ? segment !== "" : segment === expected;
  });
}

/** The id for which `build` makes exactly `text`, found by what it puts around another one. */
function idBetween(text: string, build: BuildText): string | undefined {
  const [begin = "", end = ""] = around(build);
  if (!text.startsWith(begin) || !text.endsWith(end) || text.length <= begin.length + end.length) return undefined;
  const id = text.slice(begin.length, text.length - end.length);
  try {
    return build(id) === text ? id : undefined;
  } catch (error) {
    // The builder refuses the id; the text is then written out.
    if (error instanceof FilterError) return undefined;
    throw error;
  }
}

function around(build: BuildText): readonly string[] {
  for (const probe of ["1", "a@b", "Sent"]) {
    try {
      const made = build(probe);
      return [made.slice(0, made.lastIndexOf(probe)), made.slice(made.lastIndexOf(probe) + probe.length)];
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
    }
  }
  return [];
}
