import { isUnknown } from "./knowable.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { cannotTell, violation } from "./verdict.ts";

export const eventTypesListed = subscriptionRule({
  name: "event-types-listed",
  description: "Every subscription lists the event types that it wants.",
  level: "advisory",
  protectsFrom:
    "A handler gets the contents of every message and call of the company, and whatever Azure adds next, without anybody deciding so.",
  howToFix: 'List the event types in `eventTypes` in place of "All".',
  references: [azureDocs("event filtering", "event-grid/event-filtering")],
  check: ({ name, filter: { eventTypes } }) => {
    if (isUnknown(eventTypes)) return [cannotTell(name, eventTypes)];
    if (eventTypes !== "All" && eventTypes.length > 0) return [];
    const message =
      "It takes events of every type, also of types that Azure adds later. List the event types that its handler deals with.";
    return [violation(name, "filter.includedEventTypes", message, { value: ["All"] })];
  },
});
