import { type DeliverySchema, type Event, hasBothEnvelopes, inEnvelope } from "../catalog/event.ts";
import type { IndexedSubscription, SubscriptionIndex } from "./subscription-index.ts";

const schemas: readonly DeliverySchema[] = ["EventGridSchema", "CloudEventSchemaV1_0"];

/**
 * Which subscriptions of an index get an event, as `matchPositions` says. An event that carries both envelopes is read by
 * each subscription in its own delivery schema.
 */
export function positionsByOwnSchema(
  index: SubscriptionIndex,
  subscriptions: readonly IndexedSubscription[],
  event: Event,
): readonly number[] {
  if (!hasBothEnvelopes(event)) return index.matchPositions(event);
  const found = schemas.flatMap((schema) =>
    index
      .matchPositions(inEnvelope(event, schema))
      .filter((position) => (subscriptions[position]?.deliverySchema ?? "EventGridSchema") === schema),
  );
  return found.toSorted((a, b) => a - b);
}
