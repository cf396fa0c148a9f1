import type { Properties } from "../stored-resource.ts";
import { eventTypeRefusals } from "./event-type-refusals.ts";
import { object } from "./property.ts";
import type { Refusal } from "./refusal.ts";

/** Why Azure would not take the filter of an event subscription. */
export function filterRefusals(inputs: Properties): readonly Refusal[] {
  const filter = object(inputs["filter"]);
  if (filter === undefined) return [];
  return eventTypeRefusals(filter["includedEventTypes"]);
}
