import { eventTypeNames, isEventType } from "../../infra/catalog/event-types.ts";
import { subjectRoot, subjectTemplates } from "../../infra/catalog/subjects.ts";
import { isUnknown } from "./knowable.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { cannotTell, violation } from "./verdict.ts";

export const sharedEventTypesHavePrefix = subscriptionRule({
  name: "shared-event-types-have-prefix",
  description: "Subscriptions to event types that all teams share say whose events they want.",
  level: "advisory",
  protectsFrom: "A team reads and answers the messages of another, since both get every message of the company.",
  howToFix: "Set `subjectBeginsWith` to the numbers, sender or thread that the team owns.",
  references: [azureDocs("event filtering", "event-grid/event-filtering")],
  parameters: {
    eventTypes: {
      type: "list",
      description: "The event types that teams share.",
      oneOf: eventTypeNames,
      default: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.SMSDeliveryReportReceived"],
    },
  },
  check: ({ name, filter }, { parameters }) => {
    const { eventTypes, subjectBeginsWith, subjectEndsWith, advancedFilters } = filter;
    if (isUnknown(eventTypes)) return [cannotTell(name, eventTypes)];
    const shared =
      eventTypes === "All" ? parameters.eventTypes : parameters.eventTypes.filter((t) => eventTypes.includes(t));
    if (shared.length === 0) return [];
    for (const part of [subjectBeginsWith, subjectEndsWith, advancedFilters]) {
      if (isUnknown(part)) return [cannotTell(name, part)];
    }
    // Checked above; the compiler does not carry it through the loop.
    if (isUnknown(subjectBeginsWith) || isUnknown(subjectEndsWith) || isUnknown(advancedFilters)) return [];
    if (subjectEndsWith !== "" || advancedFilters.some(({ key }) => key.toLowerCase() === "subject")) return [];
    const open = shared.filter((type) =>
      roots(type).some((root) => root.toLowerCase().startsWith(subjectBeginsWith.toLowerCase())),
    );
    if (open.length === 0) return [];
    const message = `It takes ${open.join(" and ")} of every team${subjectBeginsWith === "" ? "" : `, since all of their subjects begin with "${subjectBeginsWith}"`}. Say whose: set subjectBeginsWith to ${roots(
      open[0] ?? "",
    )
      .map((root) => `"${root}…"`)
      .join(" or ")}.`;
    return [violation(name, "filter.subjectBeginsWith", message, { value: subjectBeginsWith })];
  },
});

/** What every subject of the type begins with; "" where its subjects are not documented. */
function roots(type: string): readonly string[] {
  const found = isEventType(type) ? subjectTemplates(type).map((template) => subjectRoot<string>(template)) : [];
  return found.length === 0 ? [""] : found;
}
