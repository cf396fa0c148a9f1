import { type EventType, eventTypeNames } from "../catalog/event-types.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { fixedPrefix, fixedSuffix } from "./subject-fixes.ts";
import { canBegin, canEnd, passingTypes, templatesOf } from "./subject-templates.ts";
import { didYouMeanInWords, listed, typesInWords } from "./wording.ts";

const findings = {
  "subject-prefix-never-matches": {
    level: "error",
    says: "No subject of the listed event types begins like that: the filter matches nothing. The prefix is compared literally; whether there is a slash in front depends on the type, and numbers have no plus.",
    todo: "Write the prefix that is suggested, or compare with the subjects that `npx acs-events catalog` shows.",
  },
  "subject-suffix-never-matches": {
    level: "error",
    says: "No subject of the listed event types ends like that: the filter matches nothing.",
    todo: "Write the suffix that is suggested, or compare with the subjects that `npx acs-events catalog` shows.",
  },
  "subject-prefix-and-suffix-exclude": {
    level: "error",
    says: "Some of the listed types have subjects that begin as said, others have subjects that end as said, but none has both.",
    todo: "Drop one of the two, or make two subscriptions.",
  },
  "subject-prefix-drops-types": {
    level: "warning",
    says: "Some of the listed event types have no subject that begins like that; their events are dropped without a word.",
    todo: "Make a subscription of its own for them, take them out of the list, or shorten the prefix.",
  },
  "subject-suffix-drops-types": {
    level: "warning",
    says: "Some of the listed event types have no subject that ends like that; their events are dropped without a word.",
    todo: "Make a subscription of its own for them, take them out of the list, or shorten the suffix.",
  },
} as const;

interface Side {
  readonly name: "subjectBeginsWith" | "subjectEndsWith";
  readonly text: string;
  readonly verb: "begins" | "ends";
  readonly part: "prefix" | "suffix";
  readonly fits: (type: EventType, text?: string) => boolean;
  /** Whether it would fit if case did not matter; false where it does not. */
  readonly fitsWithoutCase: (type: EventType) => boolean;
  readonly fixed: (types: readonly EventType[]) => string | undefined;
}

/** Prefix and suffix against the subjects that the listed types have. */
export const subjectReachRule: FilterRule = {
  findings,
  check: (filter, context) => {
    // Another rule handles types whose subjects are unknown; among "every type" they do not count.
    const known = context.types.filter((type) => templatesOf(type).length > 0);
    if (known.length === 0) return [];
    const all = known.length === context.types.length || !context.listed;
    // Stars and placeholders fit nothing, and have findings of their own.
    const sides = sidesOf(filter).filter(({ text }) => text !== "" && !/[*{}]/.test(text));
    const found = sides.flatMap((side) => checkSide(side, known, all, context));
    if (sides.length < 2 || !all || found.some(({ level }) => level === "error")) return found;
    return passingTypes(known, filter).length > 0 ? found : [...found, exclusive(filter, context)];
  },
};

function sidesOf({ subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive }: Filter): Side[] {
  return [
    {
      name: "subjectBeginsWith",
      text: subjectBeginsWith,
      verb: "begins",
      part: "prefix",
      fits: (type, text = subjectBeginsWith) =>
        templatesOf(type).some((one) => canBegin(one, text, isSubjectCaseSensitive)),
      fitsWithoutCase: (type) =>
        isSubjectCaseSensitive && templatesOf(type).some((one) => canBegin(one, subjectBeginsWith, false)),
      fixed: (types) => fixedPrefix(subjectBeginsWith, types, isSubjectCaseSensitive),
    },
    {
      name: "subjectEndsWith",
      text: subjectEndsWith,
      verb: "ends",
      part: "suffix",
      fits: (type, text = subjectEndsWith) =>
        templatesOf(type).some((one) => canEnd(one, text, isSubjectCaseSensitive)),
      fitsWithoutCase: (type) =>
        isSubjectCaseSensitive && templatesOf(type).some((one) => canEnd(one, subjectEndsWith, false)),
      fixed: (types) => fixedSuffix(subjectEndsWith, types, isSubjectCaseSensitive),
    },
  ];
}

function checkSide(side: Side, known: readonly EventType[], all: boolean, context: CheckContext): Finding[] {
  const { name, text, verb, part, fits, fixed } = side;
  const dropped = known.filter((type) => !fits(type));
  if (dropped.length === 0) return [];
  const fix = isSenderDomain(text) ? undefined : fixed(known);
  const at = { path: `${context.path}.${name}`, value: text, ...(fix === undefined ? {} : { fix }) };
  const reason = whyNot(side, dropped, fix, context);
  if (dropped.length === known.length && all) {
    const whose = context.listed ? `of ${typesInWords(known)}` : "of any event type";
    const message = `No subject ${whose} ${verb} with ${shown(text)}.${context.listed ? looksLike(dropped) : ""}${reason}${didYouMeanInWords(fix)}`;
    return [finding(findings, `subject-${part}-never-matches`, { message, ...at })];
  }
  // "Every type" with a prefix is a way to say which types are meant.
  if (!context.listed) return [];
  const them = dropped.length === 1 ? "it" : "them";
  const wholly = fix !== undefined && dropped.every((type) => fits(type, fix));
  const better = fix === undefined ? "" : ` ${shown(fix)} would match ${wholly ? "" : "some of "}${them}.`;
  const message = `The filter lists ${typesInWords(dropped)}, but no subject of ${them} ${verb} with ${shown(text)}; the events are dropped.${looksLike(dropped)}${reason}${better}`;
  return [finding(findings, `subject-${part}-drops-types`, { message, ...at })];
}

function exclusive(filter: Filter, context: CheckContext): Finding {
  const { subjectBeginsWith, subjectEndsWith } = filter;
  const message = `No subject of ${typesInWords(context.types)} both begins with ${shown(subjectBeginsWith)} and ends with ${shown(subjectEndsWith)}: the filter matches nothing. Drop one of the two, or make two subscriptions.`;
  const value = { subjectBeginsWith, subjectEndsWith };
  return finding(findings, "subject-prefix-and-suffix-exclude", { message, path: context.path, value });
}

/** What the subjects look like: each template once, in quotes. */
function looksLike(types: readonly EventType[]): string {
  const texts = [...new Set(types.flatMap((type) => templatesOf(type).map((template) => shown(template.text))))];
  return texts.length === 0 ? "" : ` ${types.length === 1 ? "Its" : "Their"} subjects look like ${listed(texts, 3)}.`;
}

/** The trap that the text is caught in, where it is a known one. */
function whyNot(side: Side, dropped: readonly EventType[], fix: string | undefined, context: CheckContext): string {
  const { text, part } = side;
  if (dropped.some(side.fitsWithoutCase)) return " Only the case differs, and isSubjectCaseSensitive is on.";
  const bare = text.replace(/^\/+/, "");
  if (part === "prefix" && /^phonenumber\//i.test(text) && fix?.startsWith("/")) {
    return " The documentation's table shows the prefix without the slash, but every published event has it.";
  }
  if (/\+\d/.test(text) && fix !== undefined && !fix.includes("+")) return " Numbers in subjects have no plus.";
  if (part === "suffix") return "";
  if (isSenderDomain(text) && dropped.some((type) => /\.Email/.test(type))) {
    return ' For a whole domain of senders, use an advanced filter: {"operatorType": "StringEndsWith", "key": "data.sender", "values": ["@contoso.com"]}.';
  }
  const word = bare.split("/")[0]?.toLowerCase() ?? "";
  if (word === "user" && dropped.some((type) => endsWithRecipient(type))) {
    return ` The user is at the end of these subjects: use subjectEndsWith ${shown(`/recipient/${bare.slice(5)}`)}.`;
  }
  if (fix === undefined && word !== "" && dropped.some((type) => standsLater(type, word))) {
    return ` ${shown(word)} comes later in these subjects, where a prefix does not reach: use subjectEndsWith, or StringContains on the key subject.`;
  }
  if (fix !== undefined || context.types.some((type) => side.fits(type))) return "";
  const others = eventTypeNames.filter((type) => side.fits(type));
  return others.length > 0 ? ` Subjects of ${typesInWords(others)} do.` : "";
}

/** The trap of e-mail subjects: the whole address stands there, so that a domain cannot be chosen. */
function isSenderDomain(text: string): boolean {
  return /^sender\/(?:@|[^@/]+\/)/.test(text);
}

function endsWithRecipient(type: EventType): boolean {
  return templatesOf(type).some(({ segments }) => segments.at(-2)?.text === "recipient");
}

function standsLater(type: EventType, word: string): boolean {
  return templatesOf(type).some(({ segments }) =>
    segments.slice(2).some(({ variable, text }) => variable === undefined && text.toLowerCase() === word),
  );
}
