import type { Decimal } from "../json/exact-number.ts";
import type { OperatorsWith } from "./operators.ts";

/** One condition on one key of an event. The union is closed: an operator carries exactly the operand that it takes. */
export type AdvancedFilter =
  | { readonly operatorType: OperatorsWith<"number">; readonly key: string; readonly value: Decimal }
  | { readonly operatorType: OperatorsWith<"numbers">; readonly key: string; readonly values: readonly Decimal[] }
  | {
      readonly operatorType: OperatorsWith<"ranges">;
      readonly key: string;
      /** Pairs of a lower and an upper bound; both belong to the range. */
      readonly values: readonly (readonly [Decimal, Decimal])[];
    }
  | { readonly operatorType: OperatorsWith<"boolean">; readonly key: string; readonly value: boolean }
  | { readonly operatorType: OperatorsWith<"strings">; readonly key: string; readonly values: readonly string[] }
  | { readonly operatorType: OperatorsWith<"none">; readonly key: string };
