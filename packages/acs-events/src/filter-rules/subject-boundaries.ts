import type { EventType } from "../catalog/event-types.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { canBegin, canEnd, passingTypes, templatesOf } from "./subject-templates.ts";
import { listed, shortType, typesInWords } from "./wording.ts";

const findings = {
  "subject-prefix-inside-segment": {
    level: "warning",
    says: "The prefix ends inside an id, so that it also matches longer ids: `worker/w1` is the beginning of `worker/w10`. Telephone numbers are left alone, since an area code is the beginning of one.",
    todo: "End the prefix with a slash where the subject goes on, or repeat the id as suffix where it ends there.",
  },
  "subject-one-form-of-two": {
    level: "warning",
    says: "The sources show two forms of this type's subject, and the prefix or suffix fits one of them only.",
    todo: "Use what both have in common; for recordings the prefix `/recording/call/{callId}/` and the suffix `/recordingId/{recordingId}`.",
  },
  "subject-of-type-unknown": {
    level: "warning",
    says: "No trustworthy sample shows the subject of a listed type, so nobody can say whether the prefix or suffix fits.",
    todo: "Make a subscription of its own for it, without prefix and suffix.",
  },
} as const;

/** Where a prefix or suffix cuts a subject. */
export const subjectBoundariesRule: FilterRule = {
  findings,
  check: (filter, context) => {
    if (filter.subjectBeginsWith === "" && filter.subjectEndsWith === "") return [];
    const types = passingTypes(context.types, filter);
    const known = types.filter((type) => templatesOf(type).length > 0);
    return [
      ...unknownSubjects(filter, context),
      ...insideSegment(filter, known, context),
      ...oneFormOfTwo(filter, known, context),
    ];
  },
};

function unknownSubjects({ subjectBeginsWith }: Filter, { types, path, listed: explicit }: CheckContext): Finding[] {
  const unknown = types.filter((type) => templatesOf(type).length === 0);
  if (!explicit || unknown.length === 0) return [];
  const at = subjectBeginsWith === "" ? `${path}.subjectEndsWith` : `${path}.subjectBeginsWith`;
  const message = `Nobody can say whether this fits ${typesInWords(unknown)}: no trustworthy sample shows ${unknown.length === 1 ? "its" : "their"} subject. Make a subscription without prefix and suffix for ${unknown.length === 1 ? "it" : "them"}.`;
  return [finding(findings, "subject-of-type-unknown", { message, path: at, value: unknown })];
}

/** Variables of which a beginning is a fair choice: area codes of numbers, also of those that write to a channel. */
const fairToCut: readonly (string | undefined)[] = ["phoneNumber", "senderId", "status"];

function insideSegment(filter: Filter, known: readonly EventType[], context: CheckContext): Finding[] {
  const prefix = filter.subjectBeginsWith;
  const parts = prefix.split("/");
  const last = parts.at(-1) ?? "";
  if (last === "" || looksComplete(last)) return [];
  const cut = known.flatMap((type) =>
    templatesOf(type)
      .filter((template) => canBegin(template, prefix, filter.isSubjectCaseSensitive))
      .map((template) => ({ type, template, variable: template.segments[parts.length - 1]?.variable })),
  );
  const inId = cut.filter(({ variable }) => variable !== undefined && !fairToCut.includes(variable));
  if (inId.length === 0 || inId.length < cut.length) return [];
  // Said as a suffix too, the id is whole.
  if (
    inId.every(({ template }) => template.segments.length === parts.length) &&
    filter.subjectEndsWith.endsWith(last)
  ) {
    return [];
  }
  const goesOn = inId.filter(({ template }) => template.segments.length > parts.length);
  const at = { path: `${context.path}.subjectBeginsWith`, value: prefix };
  const begin = `${shown(prefix)} ends inside an id, so that longer ids pass too, such as ${shown(`${prefix}0`)}.`;
  if (goesOn.length === inId.length) {
    const message = `${begin} End it with a slash: ${shown(`${prefix}/`)}.`;
    return [finding(findings, "subject-prefix-inside-segment", { message, ...at, fix: `${prefix}/` })];
  }
  const ending = typesInWords([...new Set(inId.filter((one) => !goesOn.includes(one)).map(({ type }) => type))]);
  const todo =
    goesOn.length === 0
      ? `To mean this one only, say the id as suffix too: "subjectEndsWith": ${shown(`/${last}`)}.`
      : `With a slash it would miss ${ending}, whose subjects end there; make two subscriptions, or check the id in the handler.`;
  return [finding(findings, "subject-prefix-inside-segment", { message: `${begin} ${todo}`, ...at })];
}

/**
 * Ids that nothing longer begins with, or a beginning that is chosen on purpose: a GUID, a chat thread, a long token; a
 * kind of user (`8:acs:`, `4:+1206`) or all users of one resource (`8:acs:…_`).
 */
function looksComplete(text: string): boolean {
  return (
    /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) ||
    /_[0-9a-f-]{20,}$/i.test(text) ||
    /@thread\.\w+$/i.test(text) ||
    /[:_]$/.test(text) ||
    /^\d:\+?\d*$/.test(text) ||
    text.length >= 32
  );
}

function oneFormOfTwo(filter: Filter, known: readonly EventType[], context: CheckContext): Finding[] {
  const { subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive: caseSensitive } = filter;
  return known.flatMap((type): Finding[] => {
    const missed = templatesOf(type).filter(
      (one) => !canBegin(one, subjectBeginsWith, caseSensitive) || !canEnd(one, subjectEndsWith, caseSensitive),
    );
    if (missed.length === 0) return [];
    const byPrefix = missed.some((one) => !canBegin(one, subjectBeginsWith, caseSensitive));
    const name = byPrefix ? "subjectBeginsWith" : "subjectEndsWith";
    const missing = listed(missed.map(({ text }) => shown(text)));
    const common = type.endsWith("RecordingFileStatusUpdated")
      ? ' Both begin with "/recording/call/{callId}/" and end with "/recordingId/{recordingId}".'
      : "";
    const message = `The sources show two forms of the subject of ${shortType(type)}; this misses ${missing}.${common}`;
    const value = byPrefix ? subjectBeginsWith : subjectEndsWith;
    return [finding(findings, "subject-one-form-of-two", { message, path: `${context.path}.${name}`, value })];
  });
}
