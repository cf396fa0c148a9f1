import type { EventType } from "../catalog/event-types.ts";
import type { Allowance } from "./payload-shape.ts";
import type { Question } from "./question.ts";
import { allValues, sample, type ValueSet } from "./values.ts";
import type { VariableCondition } from "./variable-conditions.ts";

/** One way in which a documented payload can be what is asked for. */
export interface PayloadWay {
  /** The values of places, outer places first. */
  readonly values: readonly PlaceValue[];
  /** Asked of the variables that places say, and of those that an identifier is made of. */
  readonly conditions: readonly PlaceCondition[];
}

export interface PlaceValue {
  /** Below `data`, by the names of the wire. */
  readonly path: readonly string[];
  readonly set: ValueSet;
  /** `undefined`: it is missing. */
  readonly value: unknown;
}

/** A condition on a variable, with the place that says the variable, where one does. */
export interface PlaceCondition extends VariableCondition {
  readonly path?: readonly string[];
}

/** A name in the payload, with what is asked of it and of what lies inside. */
export interface AskedPlace {
  readonly name: string;
  readonly set: ValueSet | undefined;
  readonly inner: ReadonlyMap<string, AskedPlace>;
}

/** What a question about payloads depends on beside what is asked. */
export interface PayloadQuestion {
  readonly type: EventType;
  readonly allowance: Allowance;
  /** Places that the filter which matches asks about: numbers stand there with a plus as well. */
  readonly isAskedFor: (path: readonly string[]) => boolean;
  readonly question: Question;
}

export interface Ways {
  readonly ways: readonly PayloadWay[];
  /** Why there may be more. */
  readonly open?: string | undefined;
}

export const nothingAsked: Ways = Object.freeze({ ways: [{ values: [], conditions: [] }] });
export const noWay: Ways = Object.freeze({ ways: [] });

/** Every way of the one with every way of the other. */
export function together(a: Ways, b: Ways, { question: { budget } }: PayloadQuestion): Ways {
  if (b === nothingAsked) return a;
  budget.spend(a.ways.length * b.ways.length);
  const ways = a.ways.flatMap((one) =>
    b.ways.map((other) => ({
      values: [...one.values, ...other.values],
      conditions: [...one.conditions, ...other.conditions],
    })),
  );
  return { ways, open: a.open ?? b.open };
}

/** The ways of the one, and those of the other. */
export function either(a: Ways, b: Ways): Ways {
  return { ways: [...a.ways, ...b.ways], open: a.open ?? b.open };
}

/** Whether all of these places can be missing, with all that lies inside. */
export function mayBeMissing(asked: ReadonlyMap<string, AskedPlace>): boolean {
  return [...asked.values()].every(({ set, inner }) => (set ?? allValues).flags.missing && mayBeMissing(inner));
}

export function valueWays(set: ValueSet, path: readonly string[], { question }: PayloadQuestion): Ways {
  const value = sample(set, question);
  switch (value.kind) {
    case "found":
      return { ways: [{ values: [{ path, set, value: value.value }], conditions: [] }] };
    case "none":
      return noWay;
    case "undecided":
      return { ways: [], open: `the values of data.${path.join(".")}: ${value.reason}` };
  }
}
