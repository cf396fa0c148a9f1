import type { SubscriptionRecord } from "./subscription-record.ts";

/** Where the events go, for a reader: the endpoint's name if a plan says one, else what Azure calls it. */
export function endpointName({ destination }: Pick<SubscriptionRecord, "destination">): string {
  if (destination === null) return "nowhere that is said";
  const { endpoint, endpointType, endpointBaseUrl, resourceId, queueName } = destination;
  const place = endpoint ?? endpointBaseUrl ?? (queueName === undefined ? lastName(resourceId) : queueName);
  return typeof place === "string" && place !== "" ? place : String(endpointType ?? "an unknown destination");
}

function lastName(resourceId: unknown): unknown {
  return typeof resourceId === "string" ? resourceId.split("/").at(-1) : resourceId;
}
