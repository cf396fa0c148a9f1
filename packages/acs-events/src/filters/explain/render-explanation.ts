import { openQuestions } from "../assumptions.ts";
import { type Operator, operators } from "../operators.ts";
import type { DescribedCondition, ExplainedCondition } from "./explain.ts";

/** What a condition asks, in words: `subject begins with "/phonenumber/1555"`. */
export function askedOf({ key, operator, wanted }: DescribedCondition): string {
  switch (operator) {
    case "includedEventTypes":
      return `event type is ${oneOf(short(wanted))}`;
    case "subjectBeginsWith":
      return `subject begins with ${shown(wanted)}`;
    case "subjectEndsWith":
      return `subject ends with ${shown(wanted)}`;
    default:
      return `${key} ${words[operator as Operator] ?? operator}${wanted === undefined ? "" : ` ${oneOf(wanted, isNegative(operator))}`}`;
  }
}

/** What was there, and what that means: `is "Delivered"`, `is missing`. */
export function answerOf({ seen, decidedBy }: ExplainedCondition): string {
  const what =
    seen.kind === "value"
      ? `it is ${shown(seen.value)}`
      : seen.kind === "missing"
        ? "it is missing"
        : "the key leads nowhere, whatever the event is";
  const rests = decidedBy.map((name) => `${name} ("${openQuestions[name].question}")`);
  return rests.length === 0 ? what : `${what}; the documentation is silent, assumed by ${rests.join(", ")}`;
}

const words: Readonly<Record<Operator, string>> = {
  NumberIn: "is",
  NumberNotIn: "is not",
  NumberLessThan: "is less than",
  NumberGreaterThan: "is greater than",
  NumberLessThanOrEquals: "is at most",
  NumberGreaterThanOrEquals: "is at least",
  NumberInRange: "lies in",
  NumberNotInRange: "does not lie in",
  BoolEquals: "is",
  StringContains: "contains",
  StringNotContains: "does not contain",
  StringBeginsWith: "begins with",
  StringNotBeginsWith: "does not begin with",
  StringEndsWith: "ends with",
  StringNotEndsWith: "does not end with",
  StringIn: "is",
  StringNotIn: "is not",
  IsNullOrUndefined: "is null or missing",
  IsNotNull: "is there and not null",
};

function isNegative(operator: string): boolean {
  return Object.hasOwn(operators, operator) && operators[operator as Operator].negative;
}

function oneOf(wanted: unknown, negative = false): string {
  if (!Array.isArray(wanted)) return shown(wanted);
  if (wanted.length === 0) return "(no values)";
  const first = wanted.slice(0, 5).map(shown);
  const more = wanted.length > 5 ? [`${wanted.length - 5} more`] : [];
  return [...first, ...more].join(negative ? " nor " : " or ");
}

function short(types: unknown): unknown {
  return Array.isArray(types) ? types.map((type) => String(type).replace("Microsoft.Communication.", "")) : types;
}

function shown(value: unknown): string {
  const text = textOf(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

function textOf(value: unknown): string {
  try {
    return typeof value === "bigint" ? String(value) : (JSON.stringify(value, digits) ?? "nothing");
  } catch (error) {
    if (error instanceof RangeError) return "a value that is nested too deeply to be shown";
    throw error;
  }
}

/** A bigint inside another value; alone it is shown without quotes. */
function digits(_: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}
