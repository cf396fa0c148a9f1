import type { DeliverySchema } from "../catalog/event.ts";
import type { Filter } from "../filters/filter.ts";

/** What the index needs to know of a subscription. */
export interface IndexedSubscription {
  readonly name: string;
  readonly filter: Filter;
  /** Decides what the envelope's keys are called; without it, each event's own schema does. */
  readonly deliverySchema?: DeliverySchema;
}
