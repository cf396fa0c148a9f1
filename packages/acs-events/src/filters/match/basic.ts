import { type Event, isCloudEvent } from "../../catalog/event.ts";
import type { Semantics } from "../assumptions.ts";
import type { Filter } from "../filter.ts";
import { foldingOf } from "./comparison.ts";
import { foldCase, foldTable } from "./fold.ts";
import { beginsFolded, endsFolded } from "./text.ts";

/** The event types that a filter lists, or that it lets every type through. Folded when case is ignored. */
export function listedTypes(filter: Filter, semantics: Semantics): ReadonlySet<string> | "All" {
  const types = filter.eventTypes;
  if (types === "All") return "All";
  if (types.length === 0) return semantics.emptyEventTypes === "every-type" ? "All" : new Set();
  const alone = types.every((type) => type === "All");
  if (alone || (types.includes("All") && semantics.allBesideNames === "every-type")) return "All";
  return new Set(types.filter((type) => type !== "All").map((type) => typeName(type, semantics)));
}

/** An event type in the form in which names are compared. */
export function typeName(type: string, semantics: Semantics): string {
  return semantics.eventTypeCase === "exact" ? type : foldCase(type);
}

/** The type of an event, in either schema. */
export function eventTypeOf(event: Event): string {
  return isCloudEvent(event) ? event.type : event.eventType;
}

export function compileTypeTest(filter: Filter, semantics: Semantics): ((event: Event) => boolean) | undefined {
  const listed = listedTypes(filter, semantics);
  if (listed === "All") return undefined;
  const [only] = listed;
  if (semantics.eventTypeCase === "exact") {
    if (listed.size === 1) return (event) => eventTypeOf(event) === only;
    return (event) => listed.has(eventTypeOf(event));
  }
  return (event) => {
    const type: unknown = eventTypeOf(event);
    return typeof type === "string" && listed.has(foldCase(type));
  };
}

/** A test of the subject, or nothing where the filter lets every subject through. */
export function compileSubjectTest(filter: Filter, semantics: Semantics): ((subject: unknown) => boolean) | undefined {
  const fold = filter.isSubjectCaseSensitive ? (text: string) => text : foldingOf(semantics);
  const begins = fold(filter.subjectBeginsWith);
  const ends = fold(filter.subjectEndsWith);
  if (begins === "" && ends === "") return undefined;
  const table = foldTable(filter.isSubjectCaseSensitive ? "none" : semantics.stringCase);
  const whenMissing = semantics.missingSubject === "passes";
  return (subject) => {
    if (typeof subject !== "string") return whenMissing;
    return beginsFolded(subject, begins, table) && endsFolded(subject, ends, table);
  };
}
