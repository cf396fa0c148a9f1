import { azureDocs } from "./references.ts";
import { stackRule } from "./rule.ts";
import type { SubscriptionSubject } from "./subject/subscription-subject.ts";
import { isUnknown, type Unknown } from "./subject/unknown.ts";
import { cannotTell, type Verdict, violation } from "./verdict.ts";

/** A stack rule, since only there a preview knows which resources an id that it does not have yet will come from. */
export const undeliveredEventsKeptElsewhere = stackRule({
  name: "undelivered-events-kept-elsewhere",
  description: "Undelivered events are kept in another storage account than the one they are delivered to.",
  level: "mandatory",
  protectsFrom:
    "The queue cannot be written to, and neither can the dead letters, for the same reason: a full, locked or deleted account takes both.",
  howToFix: "Give the dead letters a storage account of their own; the program does.",
  references: [azureDocs("message delivery and retry", "event-grid/delivery-and-retry")],
  needs: "subscriptions",
  check: ({ subscriptions }) => subscriptions.flatMap(check),
});

function check(subscription: SubscriptionSubject): Verdict[] {
  const { name, destination, deadLetter } = subscription;
  if (isUnknown(deadLetter)) return [cannotTell(name, deadLetter)];
  if (deadLetter === undefined || destination === undefined) return [];
  if (isUnknown(destination)) return fromOtherResources(subscription) ? [] : [cannotTell(name, destination)];
  if (destination.kind !== "resource" || destination.endpointType !== "StorageQueue") return [];
  const { account } = deadLetter;
  const { resourceId } = destination;
  // What the program makes for an endpoint is never what it makes for dead letters.
  if (isUnknown(resourceId) && resourceId.why === "not-in-plan") return [];
  const open = (value: Unknown) => (fromOtherResources(subscription) ? [] : [cannotTell(name, value)]);
  if (isUnknown(account)) return open(account);
  if (isUnknown(resourceId)) return open(resourceId);
  if (account.toLowerCase() !== resourceId?.toLowerCase()) return [];
  const message = `Undelivered events go to the storage account that holds the queue itself, "${lastSegment(account)}": what keeps events from the one keeps them from the other. Keep them in another account.`;
  return [violation(name, "deadLetterDestination.resourceId", message, { value: account })];
}

/** Whether destination and dead letters come from storage accounts of this stack that are not the same one. */
function fromOtherResources({ dependsOn }: SubscriptionSubject): boolean {
  const accounts = (urns: readonly string[] | undefined) => urns?.filter((urn) => urn.includes(":StorageAccount::"));
  const destination = accounts(dependsOn("destination"));
  const deadLetter = accounts(dependsOn("deadLetter"));
  if (!destination?.length || !deadLetter?.length) return false;
  return !destination.some((urn) => deadLetter.includes(urn));
}

function lastSegment(id: string): string {
  return id.split("/").at(-1) ?? id;
}
