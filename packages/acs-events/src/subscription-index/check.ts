import type { Event } from "../catalog/event.ts";
import type { Comparison } from "../filters/match/comparison.ts";
import { beginsFolded, endsFolded, equalsFolded } from "../filters/match/text.ts";
import { foldedIn, type Slot, valueIn } from "./slot.ts";

/** A condition on a slot, shared by every subscription that states it; its answer is kept until the next event. */
export interface Check {
  readonly slot: Slot;
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

export function check(parts: Omit<Check, "test" | "text" | "answeredFor" | "held">): Check {
  const { slot, comparison, negative, arrays, indexable, compile } = parts;
  const text = "texts" in comparison && comparison.texts.length === 1 ? comparison.texts[0] : undefined;
  return { slot, comparison, negative, arrays, indexable, compile, test: undefined, text, answeredFor: 0, held: false };
}

export function holds(check: Check, event: Event, eventNumber: number): boolean {
  if (check.answeredFor === eventNumber) return check.held;
  check.answeredFor = eventNumber;
  check.held = answer(check, event, eventNumber);
  return check.held;
}

function answer(check: Check, event: Event, eventNumber: number): boolean {
  const { slot, text } = check;
  const value = valueIn(slot, event, eventNumber);
  if (typeof value !== "string" || text === undefined) return testOf(check)(value);
  switch (check.comparison.kind) {
    case "text-equals":
      return equalsFolded(value, text, slot.table) !== check.negative;
    case "text-begins":
      return beginsFolded(value, text, slot.table) !== check.negative;
    case "text-ends":
      return endsFolded(value, text, slot.table) !== check.negative;
    default:
      return testOf(check)(value, foldedIn(slot, value, eventNumber));
  }
}

function testOf(check: Check): Test {
  check.test ??= check.compile();
  return check.test;
}

/** Checks with the same text are the same check, on the same slot. */
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
 * How much a lookup by this condition is expected to leave out; lower is better. A value equals, begins with or lies
 * between few of the things that subscriptions name; it is larger than half of them, and different from nearly all.
 */
export function selectivity(check: Check): 1 | 2 | 3 | 4 {
  const { comparison } = check;
  if (check.negative) return 4;
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
