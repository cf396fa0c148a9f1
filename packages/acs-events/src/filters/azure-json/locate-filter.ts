import { isJsonObject } from "../../json/json-object.ts";
import { armFilterProperties } from "./arm-filter.ts";

/** Where in some JSON a filter is. */
export interface LocatedFilter {
  readonly json: unknown;
  /** As findings write it: `filter`, or `properties.filter` in the form of the REST interface. */
  readonly path: string;
}

/**
 * The filter in what a person may paste: the object itself, a body with a `filter`, or one with `properties.filter`.
 * Undefined when there is none.
 */
export function locateFilter(json: unknown): LocatedFilter | undefined {
  if (!isJsonObject(json)) return undefined;
  if (Object.hasOwn(json, "filter")) return { json: json["filter"], path: "filter" };
  const properties = json["properties"];
  if (Object.hasOwn(json, "properties") && isJsonObject(properties) && Object.hasOwn(properties, "filter")) {
    return { json: properties["filter"], path: "properties.filter" };
  }
  return armFilterProperties.some((name) => Object.hasOwn(json, name)) ? { json, path: "filter" } : undefined;
}
