import { type Event, isCloudEvent } from "../../catalog/event.ts";
import type { Assumptions } from "../assumptions.ts";
import type { Filter } from "../filter.ts";
import { comparableEventType, listedEventTypes } from "../listed-event-types.ts";
import { foldingOf } from "./comparison.ts";
import { foldTable } from "./fold.ts";
import { beginsFolded, endsFolded } from "./text.ts";

/** The type of an event, in either schema. */
export function eventTypeOf(event: Event): string {
  return isCloudEvent(event) ? event.type : event.eventType;
}

export function compileTypeTest(filter: Filter, assumptions: Assumptions): ((event: Event) => boolean) | undefined {
  const listed = listedEventTypes(filter, assumptions);
  if (listed === "All") return undefined;
  const [only] = listed;
  if (assumptions.eventTypeCase === "exact") {
    if (listed.size === 1) return (event) => eventTypeOf(event) === only;
    return (event) => listed.has(eventTypeOf(event));
  }
  return (event) => {
    const type: unknown = eventTypeOf(event);
    return typeof type === "string" && listed.has(comparableEventType(type, assumptions));
  };
}

/** A test of the subject, or nothing where the filter matches every subject. */
export function compileSubjectTest(
  filter: Filter,
  assumptions: Assumptions,
): ((subject: unknown) => boolean) | undefined {
  const fold = filter.isSubjectCaseSensitive ? (text: string) => text : foldingOf(assumptions);
  const begins = fold(filter.subjectBeginsWith);
  const ends = fold(filter.subjectEndsWith);
  if (begins === "" && ends === "") return undefined;
  const table = foldTable(filter.isSubjectCaseSensitive ? "none" : assumptions.stringCase);
  const whenMissing = assumptions.missingSubject === "passes";
  return (subject) => {
    if (typeof subject !== "string") return whenMissing;
    return beginsFolded(subject, begins, table) && endsFolded(subject, ends, table);
  };
}
