import { type Assumptions, defaultAssumptions } from "./assumptions.ts";
import type { Filter } from "./filter.ts";
import { foldCase } from "./match/fold.ts";

/**
 * The event types that a filter lists, or "All" where every event type passes. The matcher reads the list in this way,
 * and everything else has to: `[]`, a missing list, `["All"]`, "All" beside names, names twice, another case. The names
 * are in the form in which they are compared (`comparableEventType`).
 */
export function listedEventTypes(
  { eventTypes }: Pick<Filter, "eventTypes">,
  assumptions: Assumptions = defaultAssumptions,
): ReadonlySet<string> | "All" {
  if (eventTypes === "All") return "All";
  if (eventTypes.length === 0) return assumptions.emptyEventTypes === "every-type" ? "All" : new Set();
  const alone = eventTypes.every((type) => type === "All");
  if (alone || (eventTypes.includes("All") && assumptions.allBesideNames === "every-type")) return "All";
  return new Set(eventTypes.filter((type) => type !== "All").map((type) => comparableEventType(type, assumptions)));
}

/** An event type in the form in which names are compared. */
export function comparableEventType(type: string, assumptions: Assumptions = defaultAssumptions): string {
  return assumptions.eventTypeCase === "exact" ? type : foldCase(type);
}

/** Whether events of this type pass the filter's list of event types. */
export function listsEventType(
  filter: Pick<Filter, "eventTypes">,
  type: string,
  assumptions: Assumptions = defaultAssumptions,
): boolean {
  const listed = listedEventTypes(filter, assumptions);
  return listed === "All" || listed.has(comparableEventType(type, assumptions));
}

/** Whether some event type passes the lists of both filters. */
export function shareEventTypes(
  a: Pick<Filter, "eventTypes">,
  b: Pick<Filter, "eventTypes">,
  assumptions: Assumptions = defaultAssumptions,
): boolean {
  const [ofA, ofB] = [listedEventTypes(a, assumptions), listedEventTypes(b, assumptions)];
  if (ofA === "All") return ofB === "All" || ofB.size > 0;
  if (ofB === "All") return ofA.size > 0;
  for (const type of ofA) if (ofB.has(type)) return true;
  return false;
}
