import type { DeliverySchema, Event } from "../../catalog/event.ts";
import { type Assumptions, defaultAssumptions } from "../assumptions.ts";
import type { Filter } from "../filter.ts";
import { compileSubjectTest, compileTypeTest } from "./basic.ts";
import { compileCondition } from "./condition.ts";
import { compileKey } from "./keys.ts";

/**
 * Whether a filter matches an event: its type is listed, its subject begins and ends as said, and every advanced
 * filter holds (Azure docs, event-filtering and subscription-creation-schema). Where they are silent, `assumptions` decides.
 * Answers for any filter that can be evaluated, also one that Azure would refuse. Never throws.
 */
export function matches(filter: Filter, event: Event, assumptions: Assumptions = defaultAssumptions): boolean {
  return compileFilter(filter, assumptions)(event);
}

/**
 * The same, for a filter that is asked about many events. `schema` is the one in which the subscription has its events
 * delivered, which decides what the envelope's keys are called; without it, it is the schema of each event.
 */
export function compileFilter(
  filter: Filter,
  assumptions: Assumptions = defaultAssumptions,
  schema?: DeliverySchema,
): (event: Event) => boolean {
  const passesType = compileTypeTest(filter, assumptions);
  const passesSubject = compileSubjectTest(filter, assumptions);
  const conditions = filter.advancedFilters.map((advanced) => {
    const read = compileKey(advanced.key, assumptions, schema);
    const { test } = compileCondition(advanced, filter.enableAdvancedFilteringOnArrays, assumptions);
    return (event: Event) => test(read(event));
  });
  return (event) => {
    if (passesType !== undefined && !passesType(event)) return false;
    if (passesSubject !== undefined && !passesSubject(event.subject)) return false;
    for (const holds of conditions) if (!holds(event)) return false;
    return true;
  };
}
