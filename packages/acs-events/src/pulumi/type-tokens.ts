import { azureTypes } from "../plan/resource-types.ts";

/** How the engine calls the types of our resources. Plain data, for those who have no SDK. */
export const typeTokens = {
  acsEvents: "acs-events:index:AcsEvents",
  eventSubscriptions: "acs-events:index:EventSubscriptions",
  destroyGuard: "acs-events:index:DestroyGuard",
  eventSubscription: azureTypes.eventSubscription,
} as const;

/** What the engine calls an event subscription of a project in the stack that has the topic (`deploy`). */
export function subscriptionUrn(stack: string, project: string, name: string): string {
  const { acsEvents, eventSubscriptions, eventSubscription } = typeTokens;
  return `urn:pulumi:${stack}::${project}::${acsEvents}$${eventSubscriptions}$${eventSubscription}::${name}`;
}
