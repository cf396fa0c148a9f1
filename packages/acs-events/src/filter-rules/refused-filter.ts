import type { DeliverySchema } from "../catalog/event.ts";
import type { Filter } from "../filters/filter.ts";
import type { Finding } from "../filters/finding.ts";
import { checkFilter } from "./index.ts";
import { filterRules } from "./rules.ts";

/** Only rules that may find what Azure refuses: the others need not be asked. */
const refusing = filterRules.filter(({ findings }) => Object.values(findings).some(({ azure }) => azure === "refuses"));

/** Whether it is proven that Azure refuses a filter, by the id of the finding. */
const proven: ReadonlyMap<string, boolean> = new Map(
  refusing.flatMap(({ findings }) =>
    Object.entries(findings).flatMap(([id, { azure, azureUnproven }]) =>
      azure === "refuses" ? [[id, azureUnproven !== true] as const] : [],
    ),
  ),
);

export interface RefusedFilter {
  readonly finding: Finding;
  /** False where the documentation says that Azure refuses it, and recordings of other sources say otherwise. */
  readonly isProven: boolean;
}

/** The first reason why Azure would refuse a filter, the proven ones before the others; undefined where none is known. */
export function refusedFilter(filter: Filter, deliverySchema: DeliverySchema): RefusedFilter | undefined {
  const found = checkFilter(filter, { rules: refusing, deliverySchema }).flatMap((finding): RefusedFilter[] => {
    const isProven = proven.get(finding.id);
    return isProven === undefined ? [] : [{ finding, isProven }];
  });
  return found.find(({ isProven }) => isProven) ?? found[0];
}
