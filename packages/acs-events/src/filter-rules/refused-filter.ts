import type { DeliverySchema } from "../catalog/event.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { checkFilter } from "./index.ts";
import { filterRules } from "./rules.ts";

/** Only rules that may find what Azure refuses: the others need not be asked. */
const refusing = filterRules.filter(({ findings }) => Object.values(findings).some(({ azure }) => azure === "refuses"));

const refusedIds: ReadonlySet<string> = new Set(
  refusing.flatMap(({ findings }) =>
    Object.entries(findings).flatMap(([id, { azure }]) => (azure === "refuses" ? [id] : [])),
  ),
);

/** The first reason why Azure would refuse a filter; undefined where none is known. */
export function refusedFilter(filter: Filter, deliverySchema: DeliverySchema): Finding | undefined {
  return checkFilter(filter, { rules: refusing, deliverySchema }).find(({ id }) => refusedIds.has(id));
}
