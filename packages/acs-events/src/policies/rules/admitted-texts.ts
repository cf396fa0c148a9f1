import type { AdvancedFilter } from "../../filters/advanced-filter.ts";
import type { Filter } from "../../filters/filter.ts";

/**
 * What a filter admits at some keys, where that is a list of values or of beginnings: enough to see that most filters of
 * a large stack have no event in common, without the algebra. Values are written so that equal ones are equal texts.
 */
export interface AdmittedTexts {
  readonly keys: ReadonlyMap<string, Admitted>;
  /** An array may meet two lists by two of its elements. */
  readonly arrays: boolean;
}

/** Whole values or beginnings, never both. */
interface Admitted {
  readonly values: ReadonlySet<string> | undefined;
  readonly prefixes: readonly string[];
}

export function admittedTexts({ advancedFilters, enableAdvancedFilteringOnArrays: arrays }: Filter): AdmittedTexts {
  const keys = new Map<string, Admitted>();
  for (const condition of advancedFilters) {
    const admitted = admittedBy(condition);
    const key = condition.key.toUpperCase();
    // One condition on a key is enough to tell two filters apart.
    if (admitted !== undefined && !keys.has(key)) keys.set(key, admitted);
  }
  return { keys, arrays };
}

/** Whether no value of some key is admitted by both; false where that does not show. */
export function excludeEachOther(a: AdmittedTexts, b: AdmittedTexts): boolean {
  if (a.arrays && b.arrays) return false;
  for (const [key, one] of a.keys) {
    const other = b.keys.get(key);
    if (other !== undefined && !meet(one, other)) return true;
  }
  return false;
}

function admittedBy(condition: AdvancedFilter): Admitted | undefined {
  switch (condition.operatorType) {
    case "StringIn":
      return { values: new Set(condition.values.map((text) => `"${text.toUpperCase()}`)), prefixes: [] };
    case "NumberIn":
      return { values: new Set(condition.values.map(String)), prefixes: [] };
    case "BoolEquals":
      return { values: new Set([String(condition.value)]), prefixes: [] };
    case "StringBeginsWith":
      return { values: undefined, prefixes: condition.values.map((text) => `"${text.toUpperCase()}`) };
    default:
      return undefined;
  }
}

function meet(a: Admitted, b: Admitted): boolean {
  if (a.values !== undefined && b.values !== undefined) {
    for (const value of a.values) if (b.values.has(value)) return true;
    return false;
  }
  const begins = [...(a.values ?? a.prefixes)];
  const others = [...(b.values ?? b.prefixes)];
  const [inA, inB] = [a.values !== undefined, b.values !== undefined];
  return begins.some((one) =>
    others.some((other) => (!inA && other.startsWith(one)) || (!inB && one.startsWith(other))),
  );
}
