import type { AdvancedFilter } from "../filters/advanced-filter.ts";
import type { Operator } from "../filters/operators.ts";
import { bothFormsOf } from "./phone-number.ts";

type Build = (key: string, operands: readonly unknown[]) => AdvancedFilter;

/**
 * The words of conditions, and Azure's operator for each. `isIn` and `isNotIn` are for text and for numbers, told apart
 * by their values. Every other operand is looked at by `readFilter`, as in a filter that was read from JSON.
 */
export const fieldOperators = {
  isIn: inList("StringIn", "NumberIn"),
  isNotIn: inList("StringNotIn", "NumberNotIn"),
  contains: list("StringContains"),
  notContains: list("StringNotContains"),
  beginsWith: list("StringBeginsWith"),
  notBeginsWith: list("StringNotBeginsWith"),
  endsWith: list("StringEndsWith"),
  notEndsWith: list("StringNotEndsWith"),
  lessThan: one("NumberLessThan"),
  lessThanOrEquals: one("NumberLessThanOrEquals"),
  greaterThan: one("NumberGreaterThan"),
  greaterThanOrEquals: one("NumberGreaterThanOrEquals"),
  inRange: list("NumberInRange"),
  notInRange: list("NumberNotInRange"),
  equals: one("BoolEquals"),
  isNull: alone("IsNullOrUndefined"),
  isNotNull: alone("IsNotNull"),
  isPhoneNumber: phoneNumbers("StringIn"),
  phoneNumberBeginsWith: phoneNumbers("StringBeginsWith"),
} as const satisfies Record<string, Build>;

export type FieldOperator = keyof typeof fieldOperators;

export function isFieldOperator(name: string): name is FieldOperator {
  return Object.hasOwn(fieldOperators, name);
}

function list(operatorType: Operator): Build {
  return (key, values) => condition({ operatorType, key, values });
}

function one(operatorType: Operator): Build {
  return (key, values) => condition({ operatorType, key, value: values.length === 1 ? values[0] : values });
}

/** Each number with and without a plus: the sources differ on which of the two a payload has. */
function phoneNumbers(operatorType: Operator): Build {
  return (key, numbers) => condition({ operatorType, key, values: numbers.flatMap((one) => bothFormsOf(one, key)) });
}

function alone(operatorType: Operator): Build {
  return (key) => condition({ operatorType, key });
}

function inList(strings: Operator, numbers: Operator): Build {
  return (key, values) => {
    const allNumbers = values.length > 0 && values.every((value) => typeof value === "number");
    return condition({ operatorType: allNumbers ? numbers : strings, key, values });
  };
}

/** The operands are whatever was given: `filter()` reads every condition as it reads JSON, and reports the wrong ones. */
function condition(record: { operatorType: Operator; key: string; value?: unknown; values?: unknown }): AdvancedFilter {
  return Object.freeze(record) as AdvancedFilter;
}
