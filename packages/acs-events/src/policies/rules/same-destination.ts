import type { DestinationSubject, ResourceDestinationSubject } from "./subject/destination-subject.ts";
import type { SubscriptionSubject } from "./subject/subscription-subject.ts";
import { isUnknown, type Unknown, unknownValue } from "./subject/unknown.ts";

/** Whether two subscriptions deliver to one place; Azure compares ids and names without case. */
export function sameDestination(a: SubscriptionSubject, b: SubscriptionSubject): boolean | Unknown {
  const [left, right] = [a.destination, b.destination];
  if (isUnknown(left)) return decidedByDependencies(a, b) ?? left;
  if (isUnknown(right)) return decidedByDependencies(a, b) ?? right;
  if (left === undefined || right === undefined) return false;
  const answer = compare(left, right);
  return isUnknown(answer) ? (decidedByDependencies(a, b) ?? answer) : answer;
}

function compare(a: DestinationSubject, b: DestinationSubject): boolean | Unknown {
  if (a.endpointName !== undefined && a.endpointName === b.endpointName) return true;
  if (a.kind === "webhook" && b.kind === "webhook") return sameText(a.url, b.url);
  if (a.kind === "resource" && b.kind === "resource") return sameResource(a, b);
  return a.kind === "unread" || b.kind === "unread" ? unknownValue("destination.endpointType", "computed") : false;
}

function sameResource(a: ResourceDestinationSubject, b: ResourceDestinationSubject): boolean | Unknown {
  if (a.endpointType !== b.endpointType) return false;
  const queue = sameText(a.queueName, b.queueName);
  if (queue === false) return false;
  // What the program makes has an id of its own for each endpoint, and a plan does not have it.
  if (a.endpointName !== undefined && b.endpointName !== undefined && madeByProgram(a, b)) return false;
  const resource = sameText(a.resourceId, b.resourceId);
  if (resource === false || isUnknown(resource)) return resource;
  return queue;
}

function madeByProgram(...both: readonly ResourceDestinationSubject[]): boolean {
  return both.some(({ resourceId }) => isUnknown(resourceId) && resourceId.why === "not-in-plan");
}

function sameText(a: string | undefined | Unknown, b: string | undefined | Unknown): boolean | Unknown {
  if (isUnknown(a)) return a;
  if (isUnknown(b)) return b;
  return a?.toLowerCase() === b?.toLowerCase();
}

/** Values that are computed from different resources are different places; from the same ones, they may be the same. */
function decidedByDependencies(a: SubscriptionSubject, b: SubscriptionSubject): false | undefined {
  const left = a.dependsOn("destination");
  const right = b.dependsOn("destination");
  if (left === undefined || right === undefined) return undefined;
  const same = left.length === right.length && left.every((urn) => right.includes(urn));
  return same ? undefined : false;
}
