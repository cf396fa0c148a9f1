import { type ArmFilter, armFilterProperties, readFilter } from "../filters/azure-json/index.ts";
import { shown } from "../filters/azure-json/json-value.ts";
import type { Filter } from "../filters/filter.ts";
import { finding } from "../filters/finding-definitions.ts";
import { isJsonObject } from "../json/json-object.ts";
import { FilterError } from "./filter-error.ts";
import { buildFindings } from "./findings.ts";
import { mistake } from "./mistakes.ts";

/** A filter that is declared in Azure's own JSON. As a `Filter` it has what could be read of that. */
export interface RawFilter extends Filter {
  /** Everything that was written, also what nothing here knows; a plan has it unchanged. */
  readonly asWritten: Readonly<Record<string, unknown>>;
  /** Why `filter()` could not say it. */
  readonly because: string;
}

/**
 * A filter in Azure's JSON, for what `filter()` cannot say: one of a deployed subscription that is adopted as it is,
 * or an operator that is newer than this package. Nothing of it is checked where it is declared, and it is deployed
 * as written; `npx acs-events check` checks it like every filter. Prefer `filter()`.
 *
 * Throws a `FilterError` where `written` is not an object or `because` says nothing.
 */
export function rawFilter(
  written: Readonly<Record<string, unknown>>,
  options: { readonly because: string },
): RawFilter {
  const given: unknown = written;
  const because: unknown = isJsonObject(options) ? options["because"] : undefined;
  const problems = [
    ...(isJsonObject(given)
      ? []
      : [
          finding(buildFindings, "raw-filter-invalid", {
            message: `rawFilter() takes the object that Azure calls filter, but here is ${shown(given)}.`,
            path: "filter",
            value: given,
          }),
        ]),
    ...(typeof because === "string" && because.trim() !== ""
      ? []
      : [
          finding(buildFindings, "raw-filter-invalid", {
            message: `rawFilter() wants the reason why filter() will not do, as { because: "…" }, but here is ${shown(because)}.`,
            path: "filter.because",
            value: because,
          }),
        ]),
  ];
  const json = isJsonObject(given) ? given : {};
  const filter = Object.freeze({
    ...readFilter(json).filter,
    asWritten: Object.freeze(structuredClone(json)),
    because: String(because),
  });
  return problems.length > 0 ? mistake(new FilterError(problems), filter) : filter;
}

export function isRawFilter(filter: Filter): filter is RawFilter {
  return "asWritten" in filter;
}

/** A raw filter as a plan has it: what was written, with Azure's defaults for what was not; no list of event types is `[]`. */
export function renderRawFilter({ asWritten }: RawFilter): ArmFilter {
  const rest = Object.entries(asWritten).filter(([name]) => !(armFilterProperties as readonly string[]).includes(name));
  const rendered = {
    includedEventTypes: asWritten["includedEventTypes"] ?? [],
    subjectBeginsWith: asWritten["subjectBeginsWith"] ?? "",
    subjectEndsWith: asWritten["subjectEndsWith"] ?? "",
    isSubjectCaseSensitive: asWritten["isSubjectCaseSensitive"] ?? false,
    enableAdvancedFilteringOnArrays: asWritten["enableAdvancedFilteringOnArrays"] ?? false,
    advancedFilters: asWritten["advancedFilters"] ?? [],
    ...Object.fromEntries(rest),
  };
  // What was written may be of any type: Azure judges it, and `check` reads the plan as it reads any JSON.
  return rendered as ArmFilter;
}
