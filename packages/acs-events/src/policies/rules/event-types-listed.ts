import { eventTypeNames } from "../../catalog/event-types.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const eventTypesListed = subscriptionRule({
  name: "event-types-listed",
  description: "Every subscription lists the event types that it wants.",
  level: "advisory",
  protectsFrom:
    "A handler gets the contents of every message and call of the company, and each type that the catalog gains, without anybody deciding so.",
  howToFix: 'List the event types in `eventTypes` in place of "All".',
  references: [azureDocs("event filtering", "event-grid/event-filtering")],
  check: ({ name, filter: { eventTypes } }) => {
    if (isUnknown(eventTypes)) return [cannotTell(name, eventTypes)];
    if (!isEveryType(eventTypes)) return [];
    const message =
      "It takes the events of every type that Communication Services has. List the event types that its handler deals with.";
    return [violation(name, "filter.includedEventTypes", message, { value: ["All"] })];
  },
});

/** A plan writes "All" out as the names of every current type. */
function isEveryType(eventTypes: readonly string[] | "All"): boolean {
  if (eventTypes === "All" || eventTypes.length === 0) return true;
  const listed = new Set(eventTypes);
  return eventTypeNames.every((name) => listed.has(name));
}
