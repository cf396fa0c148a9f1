import type { SubscriptionRecord } from "./subscription-record.ts";

/**
 * What is assumed of a subscription without a list of event types. Azure writes the topic type's default event types into
 * it when it is created (recorded for storage, Key Vault and resource groups: a part of their types). Which types of
 * Communication Services these are is in no recording and no documentation.
 */
export const defaultEventTypesAssumption = {
  name: "default-event-types",
  assumed: "Every current event type of Communication Services is a default one.",
} as const;

/** What an answer about the subscription rests on, where it lists no event types; nothing where it lists some. */
export function restsOnDefaultEventTypes({ name, eventTypesByDefault }: SubscriptionRecord): readonly string[] {
  if (eventTypesByDefault !== true) return [];
  return [
    `${name} lists no event types, so that Azure chooses its default ones when the subscription is created. Assumption ${defaultEventTypesAssumption.name}: ${defaultEventTypesAssumption.assumed}`,
  ];
}
