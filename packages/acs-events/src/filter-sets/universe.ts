import { type EventType, eventTypeNames, eventTypes } from "../catalog/event-types.ts";
import { parseSubject } from "../catalog/subjects.ts";
import type { Folding } from "./clauses.ts";
import { type Ground, subjectKey, typeKey } from "./constraints.ts";
import { documentedPart } from "./documented.ts";
import { examplesOf } from "./examples.ts";
import { none, type Outcome, undecided } from "./outcome.ts";
import { type Region, someValue } from "./product.ts";
import { textNear } from "./similar-text.ts";
import { documentedSubject } from "./subject-candidates.ts";
import { admits, everyValue } from "./values.ts";

/**
 * What an answer is about. "every-event": whatever Event Grid could be given, with an envelope of strings and any
 * payload; decides whether two filters are the same. "documented-events": what Communication Services is documented to
 * send, by event type, subject template and payload; decides whether a filter can ever match in practice.
 */
export type Universe = "every-event" | "documented-events";

/** Each universe in words, for messages. */
export const universes: Readonly<Record<Universe, string>> = Object.freeze({
  "every-event": "every event there could be",
  "documented-events": "the events that Communication Services is documented to send",
});

/**
 * Shows that no documented event lies in the region, or names what stands in the way; it never finds one. Generous in
 * what counts as documented: properties may be left out, and a variable of a subject may be anything without a slash.
 */
export function documentedEmptiness(region: Region, ground: Ground, folding: Folding): Outcome<never> {
  const types = region.sets.get(typeKey(ground)) ?? everyValue;
  for (const type of eventTypeNames) {
    if (!admits(types, type, folding)) continue;
    const ofType = emptinessOfType(type, region, folding);
    if (ofType.kind === "undecided") return ofType;
  }
  return none;
}

function emptinessOfType(type: EventType, region: Region, folding: Folding): Outcome<never> {
  for (const [key, set] of region.sets) {
    if (!key.startsWith("DATA.")) continue;
    const path = (region.written.get(key) ?? key).split(".").slice(1);
    if (someValue(documentedPart(set, type, path, "possible"), folding).kind === "none") return none;
  }
  const clauses = region.sets.get(subjectKey)?.strings ?? [];
  if (clauses === "none") return none;
  const { subjects } = eventTypes[type];
  if (subjects.length === 0) return undecided(`the subjects of ${type} are not documented`);
  const isDocumented = (text: string) => parseSubject(type, text) !== undefined;
  const possible = undecided(`an event of type ${type} may exist, but none could be built`);
  if (examplesOf(type).some(({ subject }) => textNear(subject, clauses, folding, isDocumented) !== undefined)) {
    return possible;
  }
  const subject = documentedSubject(type, clauses, folding);
  return subject.kind === "found" ? possible : subject;
}
