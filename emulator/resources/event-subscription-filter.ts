import { readFilter } from "../../infra/filters/arm/read-filter.ts";
import type { Finding } from "../../infra/filters/finding.ts";
import type { Properties } from "../stored-resource.ts";
import { eventTypeRefusals } from "./event-type-refusals.ts";
import { object } from "./property.ts";
import { type Refusal, refusal } from "./refusal.ts";

/** Why Azure would not take the filter of an event subscription: its form, and event types that the source does not have. */
export function filterRefusals(inputs: Properties): readonly Refusal[] {
  const filter = object(inputs["filter"]);
  if (filter === undefined) return [];
  return [
    ...readFilter(filter).findings.filter(isError).map(refusalOf),
    ...eventTypeRefusals(filter["includedEventTypes"]),
  ];
}

function isError({ level }: Finding): boolean {
  return level === "error";
}

function refusalOf({ id, path, message }: Finding): Refusal {
  return refusal(id, path, message.replace(/\.$/, ""));
}
