import { defaultSemantics, type Semantics } from "./assumptions.ts";
import type { Filter } from "./filter.ts";
import { foldCase } from "./match/fold.ts";

/**
 * The event types that a filter lists, or "All" where every event type passes. The matcher reads the list in this way,
 * and everything else has to: `[]`, a missing list, `["All"]`, "All" beside names, names twice, another case. The names
 * are in the form in which they are compared (`comparableEventType`).
 */
export function listedEventTypes(
  { eventTypes }: Pick<Filter, "eventTypes">,
  semantics: Semantics = defaultSemantics,
): ReadonlySet<string> | "All" {
  if (eventTypes === "All") return "All";
  if (eventTypes.length === 0) return semantics.emptyEventTypes === "every-type" ? "All" : new Set();
  const alone = eventTypes.every((type) => type === "All");
  if (alone || (eventTypes.includes("All") && semantics.allBesideNames === "every-type")) return "All";
  return new Set(eventTypes.filter((type) => type !== "All").map((type) => comparableEventType(type, semantics)));
}

/** An event type in the form in which names are compared. */
export function comparableEventType(type: string, semantics: Semantics = defaultSemantics): string {
  return semantics.eventTypeCase === "exact" ? type : foldCase(type);
}

/** Whether events of this type pass the filter's list of event types. */
export function listsEventType(
  filter: Pick<Filter, "eventTypes">,
  type: string,
  semantics: Semantics = defaultSemantics,
): boolean {
  const listed = listedEventTypes(filter, semantics);
  return listed === "All" || listed.has(comparableEventType(type, semantics));
}

/** Whether some event type passes the lists of both filters. */
export function shareEventTypes(
  a: Pick<Filter, "eventTypes">,
  b: Pick<Filter, "eventTypes">,
  semantics: Semantics = defaultSemantics,
): boolean {
  const [ofA, ofB] = [listedEventTypes(a, semantics), listedEventTypes(b, semantics)];
  if (ofA === "All") return ofB === "All" || ofB.size > 0;
  if (ofB === "All") return ofA.size > 0;
  for (const type of ofA) if (ofB.has(type)) return true;
  return false;
}
