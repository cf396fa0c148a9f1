/** Filters to and from Azure's JSON. The only folder that knows the names on the wire. */
export type { ArmFilter, ArmFilterProperty } from "./arm-filter.ts";
export { armFilterProperties } from "./arm-filter.ts";
export { type LocatedFilter, locateFilter } from "./locate-filter.ts";
export { type FilterPositions, type ReadFilter, readFilter } from "./read-filter.ts";
export { type LenientJson, readLenient } from "./read-lenient.ts";
export { renderFilter } from "./render-filter.ts";
