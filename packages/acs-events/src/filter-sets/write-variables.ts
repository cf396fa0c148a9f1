import type { EventGridEvent } from "../catalog/event.ts";
import type { EventType } from "../catalog/event-types.ts";
import { hiddenNumbers, linksOf } from "../catalog/links.ts";
import { identifierKinds } from "../catalog/payloads/communication-identifier.ts";
import { parseSubject } from "../catalog/subjects.ts";
import { replacedVariable } from "./documented-subjects.ts";
import { type Draft, isObject, readPath, writePath } from "./event-paths.ts";

/**
 * Makes the payload say what the subject says: the properties linked to its variables, every other place where the
 * example has the same identifier (beside the object, and in the list of those who take part), and the object of the
 * identifier's kind. A property that said something else than the example's subject stays as it is.
 */
export function writeVariables(draft: Draft, type: EventType, subject: string, example: EventGridEvent): void {
  const before = parseSubject(type, example.subject)?.values ?? {};
  const after = parseSubject(type, subject)?.values ?? {};
  for (const { variable, path } of linksOf(type)) {
    const [old, value] = [before[variable], after[variable]];
    const at = ["data", ...path];
    const said = readPath(draft, at);
    if (old === undefined || value === undefined || old === value || typeof said !== "string") continue;
    if (old === "" || !said.includes(old)) continue;
    const text = said.replace(old, () => value);
    if (path.at(-1) !== "rawId") writePath(draft, at, text);
    else {
      replaceIdentifier(draft["data"], said, text);
      writeIdentifier(draft, at.slice(0, -1), text);
    }
  }
}

/**
 * Writes who hides a number where the number is empty: in the property for that and in the subject. False where `mayBe`
 * does not allow that: no source shows an event that says it otherwise.
 */
export function writeHiddenNumber(
  draft: Draft,
  type: EventType,
  mayBe: (path: readonly string[], value: string) => boolean,
): boolean {
  const hidden = hiddenNumbers[type];
  if (hidden === undefined) return true;
  const { number, instead, variable, example } = hidden;
  const said = readPath(draft, ["data", number]);
  if (said !== "" && said !== null && said !== undefined) return true;
  const known = readPath(draft, ["data", instead]);
  const id = typeof known === "string" && known !== "" && !known.includes("/") ? known : example;
  const { subject } = draft;
  const own =
    variable === undefined || typeof subject !== "string" ? subject : replacedVariable(type, subject, variable, id);
  if (!mayBe(["data", instead], id) || (typeof own === "string" && !mayBe(["subject"], own))) return false;
  writePath(draft, ["data", instead], id);
  writePath(draft, ["subject"], own);
  return true;
}

/** Writes who an identifier is: `rawId`, the object of its kind and no other, and the kind's name where there is one. */
export function writeIdentifier(draft: Draft, path: readonly string[], rawId: string): void {
  const identifier = readPath(draft, path);
  const kind = identifierKinds.find(({ beginnings }) => beginnings.some((beginning) => rawId.startsWith(beginning)));
  writePath(draft, [...path, "rawId"], rawId);
  for (const { member } of identifierKinds) if (member !== kind?.member) writePath(draft, [...path, member], undefined);
  if (isObject(identifier) && readPath(identifier, ["kind"]) !== undefined) {
    writePath(draft, [...path, "kind"], kind?.member ?? "unknown");
  }
  if (kind === undefined) return;
  const beginning = kind.beginnings.find((each) => rawId.startsWith(each)) ?? "";
  const says = kind.says === "all" ? rawId : rawId.slice(beginning.length);
  writePath(draft, [...path, kind.member, kind.property], says);
}

/** Writes another identifier wherever a value has this one: as text, and as an object with the member of its kind. */
function replaceIdentifier(value: unknown, before: string, after: string): void {
  if (typeof value !== "object" || value === null) return;
  const object = value as Draft;
  const isIdentifier = isObject(value) && readPath(value, ["rawId"]) === before;
  for (const [name, each] of Object.entries(object)) {
    if (each === before) object[name] = after;
    else replaceIdentifier(each, before, after);
  }
  if (isIdentifier) writeIdentifier(object, [], after);
}
