import { shown } from "../filters/azure-json/json-value.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { finding } from "../filters/finding-definitions.ts";
import type { CheckContext, FilterRule } from "./filter-rule.ts";
import { fixedPrefix, fixedSuffix } from "./subject-fixes.ts";
import { passingTypes, templatesOf } from "./subject-templates.ts";

const findings = {
  "subject-wildcard": {
    level: "error",
    says: "The prefix or suffix has a star in it. There are no wildcards: it is compared as a star, which no subject has.",
    todo: "Omit the star; a prefix matches everything that begins with it anyway.",
  },
  "subject-placeholder": {
    level: "error",
    says: "The prefix or suffix has a placeholder in braces in it, as documentation writes them; no subject has braces.",
    todo: "Put the value there, or end the prefix before it.",
  },
  "subject-not-unicode": {
    level: "error",
    azure: "refuses",
    says: "The prefix or suffix has half of a character in it (a lone surrogate), which cannot be sent as JSON.",
    todo: "Look at how the text was cut.",
  },
  "subject-case-unused": {
    level: "info",
    says: "isSubjectCaseSensitive is on, but there is neither prefix nor suffix; it has no effect on advanced filters.",
    todo: "Omit it.",
  },
  "subject-case-of-call-id": {
    level: "info",
    says: "The prefix names a call by its server call id. That is base64, where case matters, but the comparison ignores case.",
    todo: 'Set `"isSubjectCaseSensitive": true` where another call must not match by chance.',
  },
} as const;

/** What is odd about prefix and suffix as text (REST specification: literal, no wildcards). */
export const subjectTextRule: FilterRule = {
  findings,
  check: (filter, context) => [
    ...(["subjectBeginsWith", "subjectEndsWith"] as const).flatMap((name) => oddText(filter, name, context)),
    ...aboutCase(filter, context),
  ],
};

function oddText(
  filter: Filter,
  name: "subjectBeginsWith" | "subjectEndsWith",
  { path, types }: CheckContext,
): Finding[] {
  const { [name]: text, isSubjectCaseSensitive: isCaseSensitive } = filter;
  const found: Finding[] = [];
  const at = { path: `${path}.${name}`, value: text };
  const verb = name === "subjectBeginsWith" ? "begins with" : "ends with";
  if (text.includes("*")) {
    const bare = text.replace(name === "subjectBeginsWith" ? /\*+$/ : /^\*+/, "");
    const stripped = bare === text || bare.includes("*") ? undefined : bare;
    const fixed = name === "subjectBeginsWith" ? fixedPrefix : fixedSuffix;
    const fix = fixed(text, types, isCaseSensitive) ?? stripped;
    const message = `There are no wildcards in ${name}: the star in ${shown(text)} is compared as a star, and no subject has one. ${fix === undefined ? "Omit it." : `${shown(fix)} matches everything that ${verb} it.`}`;
    found.push(finding(findings, "subject-wildcard", { message, ...at, ...(fix === undefined ? {} : { fix }) }));
  }
  const placeholder = /\{[^{}]*\}/.exec(text)?.[0];
  if (placeholder !== undefined) {
    const message = `${shown(placeholder)} in ${name} looks like a placeholder of the documentation; no subject has braces. Put the value there, or end before it.`;
    found.push(finding(findings, "subject-placeholder", { message, ...at }));
  }
  if (!text.isWellFormed()) {
    const message = `${name} has half of a character in it (a lone surrogate), which cannot be sent: ${shown(text)}. Look at how the text was cut.`;
    found.push(finding(findings, "subject-not-unicode", { message, ...at }));
  }
  return found;
}

function aboutCase(filter: Filter, { path, types }: CheckContext): Finding[] {
  const { subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive } = filter;
  if (isSubjectCaseSensitive && subjectBeginsWith === "" && subjectEndsWith === "") {
    const message =
      "isSubjectCaseSensitive is on, but there is neither subjectBeginsWith nor subjectEndsWith; it has no effect on advanced filters, which never look at case.";
    return [finding(findings, "subject-case-unused", { message, path: `${path}.isSubjectCaseSensitive`, value: true })];
  }
  // `call/{serverCallId}`: the id begins after the first slash.
  const id = /^call\/([^/]+)/i.exec(subjectBeginsWith)?.[1];
  const calls = passingTypes(types, filter).some((type) =>
    templatesOf(type).some(({ segments }) => segments[1]?.variable === "serverCallId"),
  );
  if (isSubjectCaseSensitive || id === undefined || !/[a-z]/i.test(id) || !calls) return [];
  const message = `${shown(id)} is base64, where case matters, but the comparison ignores case, so that another call could match by chance. Set "isSubjectCaseSensitive": true.`;
  const at = { path: `${path}.isSubjectCaseSensitive`, value: false, fix: true };
  return [finding(findings, "subject-case-of-call-id", { message, ...at })];
}
