import { isEventType } from "../../catalog/event-types.ts";
import { daysUntil, type Retirement, retirementOf } from "../../catalog/retirements.ts";
import { azureDocs } from "./references.ts";
import { subscriptionRule } from "./rule.ts";
import { isUnknown } from "./subject/unknown.ts";
import { cannotTell, violation } from "./verdict.ts";

export const eventTypesNotRetiring = subscriptionRule({
  name: "event-types-not-retiring",
  description: "No subscription is for events of a service that is about to end.",
  level: "advisory",
  protectsFrom: "The events stop on a day that was announced two years before, and nobody set a reminder.",
  howToFix: "Plan what comes after the service, and take the event types out when it is there.",
  references: [
    azureDocs("retirement and breaking changes", "communication-services/acs-retirement-and-breaking-changes-guide"),
  ],
  parameters: {
    withinDays: {
      type: "integer",
      description: "How long before the end it is said.",
      default: 365,
      minimum: 0,
    },
  },
  check: ({ name, filter: { eventTypes } }, { today, parameters: { withinDays } }) => {
    if (isUnknown(eventTypes)) return [cannotTell(name, eventTypes)];
    if (eventTypes === "All") return [];
    const ending = new Map<string, Retirement>();
    for (const type of eventTypes.filter(isEventType)) {
      const retirement = retirementOf(type);
      if (daysUntil(retirement, today) <= withinDays) ending.set(retirement.service, retirement);
    }
    return [...ending.values()].map((retirement) => {
      const { service, date, category } = retirement;
      const days = daysUntil(retirement, today);
      const when = days > 0 ? `in ${days} days, on ${date}` : `since ${date}`;
      const what =
        category === "retired" ? (days > 0 ? "is retired" : "has been retired") : "is for use with Teams only";
      const message = `${service} ${what} ${when}: that its events end then is inferred. Plan what comes after it.`;
      return violation(name, "filter.includedEventTypes", message, { value: service });
    });
  },
});
