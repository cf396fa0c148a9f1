import type { SubscriptionRecord } from "../subscription-set/subscription-record.ts";
import { canonical } from "./canonical.ts";

/** Names the place itself; what else a destination says is how it is delivered there. */
const places = ["endpointType", "resourceId", "queueName", "endpointBaseUrl", "endpointUrl"] as const;

/** Whether both are certain to deliver to one endpoint. An address that cannot be seen is not the same as any. */
export function sameEndpoint(a: SubscriptionRecord, b: SubscriptionRecord): boolean {
  const [x, y] = [a.destination, b.destination];
  if (x === null || y === null) return false;
  if (typeof x["endpoint"] === "string" && typeof y["endpoint"] === "string") return x["endpoint"] === y["endpoint"];
  const [ofA, ofB] = [placeOf(a), placeOf(b)];
  return ofA !== undefined && ofA === ofB;
}

/** The place where events go, as a text to compare; undefined where it is not said or cannot be seen. */
function placeOf(one: SubscriptionRecord): string | undefined {
  const { destination, hidden } = one;
  if (destination === null) return undefined;
  const isSeen =
    typeof destination["endpointBaseUrl"] === "string" ||
    !hidden.some(({ path }) => places.some((name) => path === `destination.${name}`) || path === "destination");
  if (!isSeen) return undefined;
  const { endpointBaseUrl, endpointUrl, ...rest } = Object.fromEntries(places.map((name) => [name, destination[name]]));
  return canonical({ ...rest, url: endpointBaseUrl ?? endpointUrl });
}

/** Texts of which two subscriptions to one endpoint have at least one in common: for looking them up. */
export function endpointKeys(one: SubscriptionRecord): readonly string[] {
  const name = one.destination?.["endpoint"];
  const place = placeOf(one);
  return [...(typeof name === "string" ? [`name ${name}`] : []), ...(place === undefined ? [] : [`place ${place}`])];
}
