import { isJsonNumber } from "../../json/exact-number.ts";
import type { AdvancedFilter } from "../advanced-filter.ts";
import type { Assumptions } from "../assumptions.ts";
import { type Operator, operators } from "../operators.ts";
import { type Comparison, comparisonOf, compileNumberComparison, compileTextComparison } from "./comparison.ts";
import { elementsOf } from "./elements.ts";
import { unmatchable } from "./keys.ts";

/** One advanced filter, compiled. Which value it is asked about is decided elsewhere, by its key. */
export interface CompiledCondition {
  readonly operator: Operator;
  /** None of the values may match, instead of one. */
  readonly negative: boolean;
  /** Whether the elements of an array are looked at. */
  readonly arrays: boolean;
  readonly comparison: Comparison;
  /** Whether a value passes; `undefined` is a missing key. A caller that has the folded text of a string can lend it. */
  readonly test: (value: unknown, folded?: string) => boolean;
}

/** Compiles an advanced filter (Azure docs, event-filtering; where they are silent, `assumptions`). */
export function compileCondition(filter: AdvancedFilter, arrays: boolean, assumptions: Assumptions): CompiledCondition {
  const comparison = comparisonOf(filter, assumptions);
  const operator = filter.operatorType;
  const { negative } = operators[operator];
  const test = isNullCheck(comparison)
    ? compileNullCheck(comparison, assumptions)
    : compileComparing(operator, comparison, arrays, assumptions);
  return { operator, negative, arrays, comparison, test };
}

/** What a comparing operator says of a key that is not in the event. */
export function whenMissing(operator: Operator, assumptions: Assumptions): boolean {
  const { missing } = operators[operator];
  if (missing !== "undocumented") return missing;
  return operator === "NumberNotInRange" && assumptions.missingInRange === "not-in-range";
}

type NullCheck = Extract<Comparison, { readonly kind: "is-null" | "is-not-null" }>;
type Comparing = Exclude<Comparison, NullCheck>;

function isNullCheck(comparison: Comparison): comparison is NullCheck {
  return comparison.kind === "is-null" || comparison.kind === "is-not-null";
}

function compileNullCheck({ kind }: NullCheck, assumptions: Assumptions): (value: unknown) => boolean {
  if (kind === "is-null") return (value) => value === undefined || value === null;
  const objectsCount = assumptions.arrayIsNotNull === "matched";
  return (value) => value !== undefined && value !== null && value !== unmatchable && (objectsCount || isScalar(value));
}

function compileComparing(
  operator: Operator,
  comparison: Comparing,
  arrays: boolean,
  assumptions: Assumptions,
): (value: unknown, folded?: string) => boolean {
  const { negative } = operators[operator];
  const hits = compileHit(comparison, assumptions);
  const missing = whenMissing(operator, assumptions);
  const whenNull = assumptions.explicitNull === "like-missing" && missing;
  const whenMismatch = assumptions.typeMismatch !== "not-matched" && missing;
  const whenArray = assumptions.arrayFlagOff === "like-missing" && missing;
  const whenEmpty = assumptions.emptyArray === "negatives-match" ? negative : missing;
  const elements = elementsOf(assumptions);
  const readsAsText = assumptions.typeMismatch === "as-text" && "texts" in comparison;

  return (value, folded) => {
    const hit = hits(value, folded);
    if (hit !== undefined) return hit !== negative;
    if (value === undefined) return missing;
    if (value === null) return whenNull;
    if (value === unmatchable) return false;
    if (Array.isArray(value)) {
      if (!arrays) return whenArray;
      if (value.length === 0) return whenEmpty;
      return elements(value).some((element) => hits(element) === true) !== negative;
    }
    if (readsAsText && isScalar(value)) return hits(String(value)) !== negative;
    return whenMismatch;
  };
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || isJsonNumber(value);
}

/** Whether a single value is one of those looked for; `undefined` when it is not of the operator's type. */
function compileHit(
  comparison: Comparing,
  assumptions: Assumptions,
): (value: unknown, folded?: string) => boolean | undefined {
  switch (comparison.kind) {
    case "text-equals":
    case "text-begins":
    case "text-ends":
    case "text-contains": {
      const hits = compileTextComparison(comparison, assumptions);
      return (value, folded) => (typeof value === "string" ? hits(value, folded) : undefined);
    }
    case "number-equals":
    case "number-within": {
      const hits = compileNumberComparison(comparison);
      return (value) => (isJsonNumber(value) ? hits(value) : undefined);
    }
    case "boolean-equals":
      return (value) => (typeof value === "boolean" ? value === comparison.value : undefined);
  }
}
