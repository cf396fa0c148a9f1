import type { Event } from "../catalog/event.ts";
import type { Comparison } from "../filters/match/comparison.ts";
import { beginsFolded, endsFolded, equalsFolded } from "../filters/match/text.ts";
import { foldedIn, type KeyValue, valueIn } from "./key-value.ts";

/** A condition on the value of a key, shared by every subscription that states it; its answer is kept until the next event. */
export interface Condition {
  readonly keyValue: KeyValue;
  readonly comparison: Comparison;
  readonly negative: boolean;
  readonly arrays: boolean;
  /** False for a condition that holds for some value which its comparison does not hit; it is asked, never looked up. */
  readonly indexable: boolean;
  /** Whether a value passes; made when it is first asked. */
  readonly compile: () => Test;
  test: Test | undefined;
  /** The text, where there is one only: strings are compared with it at once. */
  readonly text: string | undefined;
  answeredFor: number;
  held: boolean;
}

type Test = (value: unknown, folded?: string) => boolean;

export function condition(parts: Omit<Condition, "test" | "text" | "answeredFor" | "held">): Condition {
  const { keyValue, comparison, negative, arrays, indexable, compile } = parts;
  const text = "texts" in comparison && comparison.texts.length === 1 ? comparison.texts[0] : undefined;
  return {
    keyValue,
    comparison,
    negative,
    arrays,
    indexable,
    compile,
    test: undefined,
    text,
    answeredFor: 0,
    held: false,
  };
}

export function holds(condition: Condition, event: Event, eventNumber: number): boolean {
  if (condition.answeredFor === eventNumber) return condition.held;
  condition.answeredFor = eventNumber;
  condition.held = answer(condition, event, eventNumber);
  return condition.held;
}

function answer(condition: Condition, event: Event, eventNumber: number): boolean {
  const { keyValue, text } = condition;
  const value = valueIn(keyValue, event, eventNumber);
  if (typeof value !== "string" || text === undefined) return testOf(condition)(value);
  switch (condition.comparison.kind) {
    case "text-equals":
      return equalsFolded(value, text, keyValue.table) !== condition.negative;
    case "text-begins":
      return beginsFolded(value, text, keyValue.table) !== condition.negative;
    case "text-ends":
      return endsFolded(value, text, keyValue.table) !== condition.negative;
    default:
      return testOf(condition)(value, foldedIn(keyValue, value, eventNumber));
  }
}

function testOf(condition: Condition): Test {
  condition.test ??= condition.compile();
  return condition.test;
}

/** Conditions with the same text are the same condition, on the same key. */
export function comparisonText(comparison: Comparison): string {
  switch (comparison.kind) {
    case "text-equals":
    case "text-begins":
    case "text-ends":
    case "text-contains":
      return `${comparison.kind}${JSON.stringify(comparison.texts)}`;
    case "number-equals":
      return `${comparison.kind} ${comparison.numbers.join()}`;
    case "number-within":
      return `${comparison.kind} ${comparison.intervals
        .map(({ from, openFrom, to, openTo }) => `${openFrom ? "(" : "["}${from},${to}${openTo ? ")" : "]"}`)
        .join()}`;
    case "boolean-equals":
      return `${comparison.kind} ${comparison.value}`;
    case "is-null":
    case "is-not-null":
      return comparison.kind;
  }
}

/**
 * How much a lookup by this condition is expected to omit; lower is better. A value equals, begins with or lies
 * between few of the things that subscriptions name; it is larger than half of them, and different from nearly all.
 */
export function selectivity(condition: Condition): 1 | 2 | 3 | 4 {
  const { comparison } = condition;
  if (condition.negative) return 4;
  switch (comparison.kind) {
    case "text-equals":
    case "number-equals":
      return 1;
    case "text-begins":
    case "text-ends":
    case "text-contains":
      return comparison.texts.includes("") ? 3 : 1;
    case "number-within":
      return comparison.intervals.every(({ from, to }) => from !== -Infinity && to !== Infinity) ? 1 : 2;
    case "boolean-equals":
    case "is-null":
      return 2;
    case "is-not-null":
      return 3;
  }
}
