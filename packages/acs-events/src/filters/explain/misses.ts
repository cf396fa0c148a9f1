import type { DeliverySchema, Event } from "../../catalog/event.ts";
import { type Assumptions, defaultAssumptions } from "../assumptions.ts";
import type { Filter } from "../filter.ts";
import { compileTypeTest } from "../match/basic.ts";
import { type ExplainedCondition, explain } from "./explain.ts";

/**
 * The conditions of a filter that keep an event out, in the order of the filter; none where it matches the event.
 * "unlisted" where it does not list the event's type: then nothing else is asked. `schema` is the one in which events are
 * delivered; it decides the names of the envelope's keys.
 */
export function misses(
  filter: Filter,
  event: Event,
  assumptions: Assumptions = defaultAssumptions,
  schema?: DeliverySchema,
): readonly ExplainedCondition[] | "unlisted" {
  const listsType = compileTypeTest(filter, assumptions);
  if (listsType !== undefined && !listsType(event)) return "unlisted";
  return explain(filter, event, assumptions, schema).conditions.filter(({ held }) => !held);
}
