import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { canonical } from "./canonical.ts";

/** Names the place itself; what else a destination says is how it is delivered there. */
const places = ["endpointType", "resourceId", "queueName", "endpointBaseUrl", "endpointUrl"] as const;

/** Whether both are certain to deliver to one endpoint. An address that cannot be seen is not the same as any. */
export function sameEndpoint(a: SubscriptionRecord, b: SubscriptionRecord): boolean {
  const [x, y] = [a.destination, b.destination];
  if (x === null || y === null) return false;
  if (typeof x["endpoint"] === "string" && typeof y["endpoint"] === "string") return x["endpoint"] === y["endpoint"];
  const isSeen = (one: SubscriptionRecord) =>
    typeof one.destination?.["endpointBaseUrl"] === "string" ||
    !one.hidden.some(({ path }) => places.some((name) => path === `destination.${name}`) || path === "destination");
  return isSeen(a) && isSeen(b) && placeOf(x) === placeOf(y);
}

function placeOf(destination: Readonly<Record<string, unknown>>): string {
  const { endpointBaseUrl, endpointUrl, ...rest } = Object.fromEntries(places.map((name) => [name, destination[name]]));
  return canonical({ ...rest, url: endpointBaseUrl ?? endpointUrl });
}
