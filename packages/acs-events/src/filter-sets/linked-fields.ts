import type { EventGridEvent } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import { linksOf } from "../catalog/links.ts";
import { parseSubject } from "../catalog/subjects.ts";
import type { Clause } from "./clauses.ts";
import { type Draft, readPath, writePath } from "./event-paths.ts";

/** A payload field that says the same as a variable of the subject, in the form in which an example says it. */
export interface FieldLink {
  readonly variable: string;
  /** From the top of the event. */
  readonly path: readonly string[];
  /** The field's text for a value of the variable: with a plus, say, where the example's field has one. */
  readonly toField: (variable: string) => string;
  readonly toVariable: (field: string) => string | undefined;
}

/** A linked field, and what is asked of it. */
export interface LinkedField {
  readonly link: FieldLink;
  readonly clauses: readonly Clause[];
}

/** The links that hold in an example. Where its field says something else, it is no example of the link. */
export function linksIn(example: EventGridEvent, type: EventType): readonly FieldLink[] {
  const variables = parseSubject(type, example.subject)?.values ?? {};
  const draft: Draft = { data: example.data };
  return linksOf(type).flatMap(({ variable, path }) => {
    const value = variables[variable];
    const field = readPath(draft, ["data", ...path]);
    if (value === undefined || value === "" || typeof field !== "string" || !field.includes(value)) return [];
    const at = field.indexOf(value);
    const before = field.slice(0, at);
    const after = field.slice(at + value.length);
    return [
      {
        variable,
        path: ["data", ...path],
        toField: (text: string) => before + text + after,
        toVariable: (text: string) =>
          text.startsWith(before) && text.endsWith(after) && text.length > before.length + after.length
            ? text.slice(before.length, text.length - after.length)
            : undefined,
      },
    ];
  });
}

/**
 * Makes the linked fields say what the subject says. An identifier is said more than once: in `rawId`, beside it, and
 * in the list of those who take part.
 */
export function followSubject(draft: Draft, type: EventType, subject: string, links: readonly FieldLink[]): void {
  const variables = parseSubject(type, subject)?.values ?? {};
  for (const { variable, path, toField } of links) {
    const before = readPath(draft, path);
    const after = toField(variables[variable] ?? "");
    if (typeof before !== "string" || before === after) continue;
    if (path.at(-1) === "rawId") replaceText(draft["data"], before, after);
    writePath(draft, path, after);
  }
}

function replaceText(value: unknown, before: string, after: string): void {
  if (typeof value !== "object" || value === null) return;
  const object = value as Draft;
  for (const [name, each] of Object.entries(object)) {
    if (each === before) object[name] = after;
    else replaceText(each, before, after);
  }
}

/** The subject with another value for one variable of its template. */
export function replacedVariable(type: EventType, subject: string, variable: string, value: string): string {
  const parsed = parseSubject(type, subject);
  if (parsed === undefined) return subject;
  return parsed.template.replaceAll(/\{([^}]*)\}/g, (_, name: string) =>
    name === variable ? value : (parsed.values[name] ?? ""),
  );
}
