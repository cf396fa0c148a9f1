/**
 * The 19 operators of advanced filters, with what each does (event-grid-facts 2.4).
 *
 * - `operand`: what the filter carries. `number` and `boolean` are under `value`, the plural ones under `values`.
 * - `negative`: true when none of the values may match, false when one is enough.
 * - `missing`: the answer when the key is not in the event; `undocumented` where no source says (open-assumptions).
 */
export const operators = {
  NumberIn: { operand: "numbers", negative: false, missing: false },
  NumberNotIn: { operand: "numbers", negative: true, missing: true },
  NumberLessThan: { operand: "number", negative: false, missing: false },
  NumberGreaterThan: { operand: "number", negative: false, missing: false },
  NumberLessThanOrEquals: { operand: "number", negative: false, missing: false },
  NumberGreaterThanOrEquals: { operand: "number", negative: false, missing: false },
  NumberInRange: { operand: "ranges", negative: false, missing: "undocumented" },
  NumberNotInRange: { operand: "ranges", negative: true, missing: "undocumented" },
  BoolEquals: { operand: "boolean", negative: false, missing: false },
  StringContains: { operand: "strings", negative: false, missing: false },
  StringNotContains: { operand: "strings", negative: true, missing: false },
  StringBeginsWith: { operand: "strings", negative: false, missing: false },
  StringNotBeginsWith: { operand: "strings", negative: true, missing: false },
  StringEndsWith: { operand: "strings", negative: false, missing: false },
  StringNotEndsWith: { operand: "strings", negative: true, missing: false },
  StringIn: { operand: "strings", negative: false, missing: false },
  StringNotIn: { operand: "strings", negative: true, missing: true },
  IsNullOrUndefined: { operand: "none", negative: false, missing: true },
  IsNotNull: { operand: "none", negative: false, missing: false },
} as const satisfies Record<string, OperatorEntry>;

export type Operand = "number" | "numbers" | "ranges" | "boolean" | "strings" | "none";

interface OperatorEntry {
  readonly operand: Operand;
  readonly negative: boolean;
  readonly missing: boolean | "undocumented";
}

export type Operator = keyof typeof operators;

export type OperatorsWith<O extends Operand> = {
  [K in Operator]: (typeof operators)[K]["operand"] extends O ? K : never;
}[Operator];

export function isOperator(name: string): name is Operator {
  return Object.hasOwn(operators, name);
}
