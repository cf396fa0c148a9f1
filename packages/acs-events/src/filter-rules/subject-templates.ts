import { type EventType, eventTypes } from "../catalog/event-types.ts";
import type { Filter } from "../filters/filter.ts";
import { foldCase } from "../filters/match/fold.ts";

/**
 * Which subjects an event type can have, and whether one of them could begin or end in a given way. Coarser than the
 * algebra on purpose: it looks at one segment after the other, so that a rule can say which segment is the trouble.
 */
export interface ParsedSubjectTemplate {
  readonly text: string;
  readonly segments: readonly SubjectSegment[];
}

export interface SubjectSegment {
  /** The name of a variable, or undefined where the text is fixed. */
  readonly variable: string | undefined;
  readonly text: string;
}

/** What stands for a variable, as far as samples agree; for every other one, anything without a slash or white space. */
const characters: Readonly<Record<string, RegExp>> = {
  /** Digits without a plus; a sender may also be called by letters. */
  phoneNumber: /^[0-9a-z]*$/i,
  /** A number without a plus, or since 2026 the id of a user who hides it: `US.13491208655302741918`. */
  senderId: /^[0-9a-z.]*$/i,
  messageId: /^[0-9a-f-]*$/i,
  status: /^[a-z]*$/i,
};
const anything = /^[^/\s]*$/;

const templates: ReadonlyMap<EventType, readonly ParsedSubjectTemplate[]> = new Map(
  (Object.keys(eventTypes) as EventType[]).map((type) => [type, eventTypes[type].subjects.map(parse)]),
);

function parse(text: string): ParsedSubjectTemplate {
  const segments = text.split("/").map((part): SubjectSegment => {
    const variable = /^\{(\w+)\}$/.exec(part)?.[1];
    return { variable, text: part };
  });
  return { text, segments };
}

/** The templates of a type; empty where its subjects are unknown. */
export function templatesOf(type: EventType): readonly ParsedSubjectTemplate[] {
  return templates.get(type) ?? [];
}

/** Whether a subject of this template can begin with `prefix`. */
export function canBegin(template: ParsedSubjectTemplate, prefix: string, caseSensitive: boolean): boolean {
  const parts = prefix.split("/");
  if (parts.length > template.segments.length) return false;
  return parts.every((part, index) => {
    const segment = template.segments[index];
    if (segment === undefined) return false;
    return index === parts.length - 1
      ? beginsSegment(segment, part, caseSensitive)
      : isSegment(segment, part, caseSensitive);
  });
}

/** Whether a subject of this template can end with `suffix`. */
export function canEnd(template: ParsedSubjectTemplate, suffix: string, caseSensitive: boolean): boolean {
  const parts = suffix.split("/").reverse();
  const segments = template.segments.toReversed();
  if (parts.length > segments.length) return false;
  return parts.every((part, index) => {
    const segment = segments[index];
    if (segment === undefined) return false;
    return index === parts.length - 1
      ? endsSegment(segment, part, caseSensitive)
      : isSegment(segment, part, caseSensitive);
  });
}

/** Whether a subject of this template can be `subject`. */
export function canBe(template: ParsedSubjectTemplate, subject: string, caseSensitive: boolean): boolean {
  const parts = subject.split("/");
  return (
    parts.length === template.segments.length &&
    template.segments.every((segment, index) => isSegment(segment, parts[index] ?? "", caseSensitive))
  );
}

function isSegment({ variable, text }: SubjectSegment, part: string, caseSensitive: boolean): boolean {
  if (variable === undefined) return fold(text, caseSensitive) === fold(part, caseSensitive);
  if (variable === "senderAddress" && !/^[^@\s]+@[^@\s]+$/.test(part)) return false;
  return part !== "" && (characters[variable] ?? anything).test(part);
}

function beginsSegment({ variable, text }: SubjectSegment, part: string, caseSensitive: boolean): boolean {
  if (variable === undefined) return fold(text, caseSensitive).startsWith(fold(part, caseSensitive));
  if (variable === "senderAddress" && part.startsWith("@")) return false;
  return (characters[variable] ?? anything).test(part);
}

function endsSegment({ variable, text }: SubjectSegment, part: string, caseSensitive: boolean): boolean {
  if (variable === undefined) return fold(text, caseSensitive).endsWith(fold(part, caseSensitive));
  return (characters[variable] ?? anything).test(part);
}

function fold(text: string, caseSensitive: boolean): string {
  return caseSensitive ? text : foldCase(text);
}

type SubjectFilter = Pick<Filter, "subjectBeginsWith" | "subjectEndsWith" | "isSubjectCaseSensitive">;

/** Those of `types` that can have a subject that passes; a type whose subjects are unknown always can. */
export function passingTypes(types: readonly EventType[], filter: SubjectFilter): readonly EventType[] {
  const { subjectBeginsWith: prefix, subjectEndsWith: suffix, isSubjectCaseSensitive: caseSensitive } = filter;
  if (prefix === "" && suffix === "") return types;
  return types.filter((type) => {
    const own = templatesOf(type);
    return (
      own.length === 0 ||
      own.some((template) => canBegin(template, prefix, caseSensitive) && canEnd(template, suffix, caseSensitive))
    );
  });
}
