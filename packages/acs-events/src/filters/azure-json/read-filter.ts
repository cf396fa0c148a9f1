import { isJsonObject } from "../../json/json-object.ts";
import type { AdvancedFilter } from "../advanced-filter.ts";
import type { Filter } from "../filter.ts";
import type { Finding } from "../finding.ts";
import { finding } from "../finding-definitions.ts";
import { armFilterProperties } from "./arm-filter.ts";
import { armFindings } from "./arm-findings.ts";
import { shown } from "./json-value.ts";
import { readAdvancedFilter, unknownProperty } from "./read-advanced-filter.ts";

/** A filter read from Azure's JSON, with what is to be said about the way it was written. */
export interface ReadFilter {
  /** What could be read. An error among the findings means that something is missing in it: do not match with it then. */
  readonly filter: Filter;
  readonly findings: readonly Finding[];
  /**
   * Properties that Azure's filter does not have, as they were. Those of one advanced filter are under
   * `advancedFilters`, by its position in `filter.advancedFilters`. `renderFilter` puts them back.
   */
  readonly unknown: Readonly<Record<string, unknown>>;
  /** Where the elements of `filter` stood in the JSON: an index each. They differ once an element could not be read. */
  readonly positions: FilterPositions;
}

export interface FilterPositions {
  readonly eventTypes: readonly number[];
  readonly advancedFilters: readonly number[];
}

/**
 * Reads the filter of an event subscription: the object that Azure calls `filter`, already parsed. Wrong shapes and
 * unknown properties become findings, whose paths begin with `path`; nothing in `json` makes it throw. Absent and null
 * properties have Azure's defaults. Event types and conditions keep the order in which they were written.
 */
export function readFilter(json: unknown, path = "filter"): ReadFilter {
  const findings: Finding[] = [];
  if (!isJsonObject(json)) {
    const message = `A filter is an object with ${armFilterProperties.join(", ")}, but here is ${shown(json)}.`;
    findings.push(finding(armFindings, "filter-not-object", { message, path, value: json }));
  }
  const source = isJsonObject(json) ? json : {};
  const unknown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(source)) {
    if ((armFilterProperties as readonly string[]).includes(name)) continue;
    keep(unknown, name, value);
    findings.push(unknownProperty(name, armFilterProperties, path, value));
  }

  const types = readEventTypes(source, path, isJsonObject(json), findings);
  const conditions = readAdvancedFilters(source["advancedFilters"], `${path}.advancedFilters`, findings);
  if (Object.keys(conditions.unknown).length > 0) keep(unknown, "advancedFilters", conditions.unknown);
  const filter: Filter = Object.freeze({
    kind: "filter",
    eventTypes: types.eventTypes,
    subjectBeginsWith: readText(source, "subjectBeginsWith", path, findings),
    subjectEndsWith: readText(source, "subjectEndsWith", path, findings),
    isSubjectCaseSensitive: readFlag(source, "isSubjectCaseSensitive", path, findings),
    enableAdvancedFilteringOnArrays: readFlag(source, "enableAdvancedFilteringOnArrays", path, findings),
    advancedFilters: Object.freeze(conditions.advancedFilters),
  });
  const positions = { eventTypes: types.positions, advancedFilters: conditions.positions };
  return { filter, findings, unknown, positions };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** Sets an own property whatever it is called: `__proto__` too is only a name. */
function keep(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function readEventTypes(source: JsonObject, path: string, report: boolean, findings: Finding[]) {
  const at = `${path}.includedEventTypes`;
  const given = source["includedEventTypes"];
  if (given === undefined || given === null) {
    if (report) {
      const message =
        "The filter lists no event types. When Azure creates the subscription, it writes the default event types of the topic type into it. Later types are not added. Which types of Communication Services are default types is not known. acs-events assumes every current type (assumption default-event-types). List the types that are meant.";
      findings.push(finding(armFindings, "event-types-absent", { message, path: at, value: given }));
    }
    return { eventTypes: "All" as const, positions: [] };
  }
  if (!Array.isArray(given)) {
    const message = `includedEventTypes is a list of event types, but here is ${shown(given)}.`;
    const fix = typeof given === "string" ? { fix: [given] } : {};
    findings.push(finding(armFindings, "event-types-not-list", { message, path: at, value: given, ...fix }));
    return { eventTypes: "All" as const, positions: [] };
  }
  const names: string[] = [];
  const positions: number[] = [];
  for (const [index, name] of given.entries()) {
    if (typeof name === "string") {
      names.push(name);
      positions.push(index);
    } else {
      const message = `An event type is a string like "Microsoft.Communication.SMSReceived", but here is ${shown(name)}.`;
      findings.push(finding(armFindings, "event-type-not-text", { message, path: `${at}[${index}]`, value: name }));
    }
  }
  const eventTypes = names.length === 1 && names[0] === "All" ? ("All" as const) : Object.freeze(names);
  return { eventTypes, positions };
}

function readText(
  source: JsonObject,
  name: "subjectBeginsWith" | "subjectEndsWith",
  path: string,
  findings: Finding[],
) {
  const given = source[name];
  if (typeof given === "string") return given;
  if (given !== undefined && given !== null) {
    const message = `${name} is a string, but here is ${shown(given)}.`;
    const fix = typeof given === "number" ? { fix: String(given) } : {};
    findings.push(finding(armFindings, "subject-not-text", { message, path: `${path}.${name}`, value: given, ...fix }));
  }
  return "";
}

function readFlag(
  source: JsonObject,
  name: "isSubjectCaseSensitive" | "enableAdvancedFilteringOnArrays",
  path: string,
  findings: Finding[],
) {
  const given = source[name];
  if (typeof given === "boolean") return given;
  if (given !== undefined && given !== null) {
    const message = `${name} is true or false, but here is ${shown(given)}.`;
    const fix = given === "true" || given === "false" ? { fix: given === "true" } : {};
    findings.push(finding(armFindings, "flag-not-boolean", { message, path: `${path}.${name}`, value: given, ...fix }));
  }
  return false;
}

function readAdvancedFilters(given: unknown, path: string, findings: Finding[]) {
  const advancedFilters: AdvancedFilter[] = [];
  const positions: number[] = [];
  const unknown: Record<string, unknown> = {};
  if (Array.isArray(given)) {
    for (const [index, element] of given.entries()) {
      const read = readAdvancedFilter(element, `${path}[${index}]`);
      findings.push(...read.findings);
      if (read.advancedFilter === undefined) continue;
      if (Object.keys(read.unknown).length > 0) unknown[String(advancedFilters.length)] = read.unknown;
      advancedFilters.push(read.advancedFilter);
      positions.push(index);
    }
  } else if (given !== undefined && given !== null) {
    const message = `advancedFilters is a list of advanced filters, but here is ${shown(given)}.`;
    const fix = isJsonObject(given) ? { fix: [given] } : {};
    findings.push(finding(armFindings, "advanced-filters-not-list", { message, path, value: given, ...fix }));
  }
  return { advancedFilters, positions, unknown };
}
