import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DeliverySchema, Event } from "../../../src/catalog/event.ts";
import type { AdvancedFilter } from "../../../src/filters/advanced-filter.ts";
import type { Filter } from "../../../src/filters/filter.ts";

/**
 * The table that everything which delivers events has to agree with: `matches`, the index, the local Azure.
 * Each case cites the sentence that it tests; those marked ambiguous rest on the default of a named option.
 */
export interface DeliveryCase {
  readonly name: string;
  /** The filter in Azure's JSON, as the case gives it. */
  readonly azureFilter: AzureFilter;
  readonly filter: Filter;
  readonly event: Event;
  readonly schema: DeliverySchema;
  readonly matches: boolean;
  readonly source: string;
  readonly ambiguous: boolean;
}

interface AzureFilter {
  readonly includedEventTypes?: readonly string[] | null;
  readonly subjectBeginsWith?: string | null;
  readonly subjectEndsWith?: string | null;
  readonly isSubjectCaseSensitive?: boolean | null;
  readonly enableAdvancedFilteringOnArrays?: boolean | null;
  readonly advancedFilters?: readonly AdvancedFilter[] | null;
}

interface CaseInFile extends Omit<DeliveryCase, "filter" | "azureFilter" | "ambiguous"> {
  readonly filter: AzureFilter;
  readonly ambiguous?: boolean;
}

export const deliveryCases: readonly DeliveryCase[] = (
  JSON.parse(readFileSync(new URL("../data/filter-cases.json", import.meta.url), "utf8")) as readonly CaseInFile[]
).map(({ filter, ambiguous = false, ...rest }) => ({
  ...rest,
  azureFilter: filter,
  filter: filterOf(filter),
  ambiguous,
}));

export function deliveryCase(name: string): DeliveryCase {
  const found = deliveryCases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no delivery case is named "${name}"`);
  return found;
}

/** Runs every case through one thing that delivers: given a case, it says whether the event got through. */
export function runDeliveryCases(subject: string, delivers: (each: DeliveryCase) => boolean | Promise<boolean>): void {
  describe(`${subject} agrees with every delivery case`, () => {
    test("the table is whole", () => {
      expect(deliveryCases.length).toBe(203);
      expect(new Set(deliveryCases.map(({ name }) => name)).size).toBe(203);
    });
    test.each(deliveryCases)("$name", async (each) => {
      expect(await delivers(each), each.source).toBe(each.matches);
    });
  });
}

/** The normal form, made here in the plainest way, so that a mistake in reading Azure's JSON cannot hide one in matching. */
function filterOf(azure: AzureFilter): Filter {
  return {
    kind: "filter",
    eventTypes: azure.includedEventTypes ?? "All",
    subjectBeginsWith: azure.subjectBeginsWith ?? "",
    subjectEndsWith: azure.subjectEndsWith ?? "",
    isSubjectCaseSensitive: azure.isSubjectCaseSensitive ?? false,
    enableAdvancedFilteringOnArrays: azure.enableAdvancedFilteringOnArrays ?? false,
    advancedFilters: azure.advancedFilters ?? [],
  };
}
