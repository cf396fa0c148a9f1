import { isJsonNumber } from "../json/exact-number.ts";
import { type Clause, type Folding, negated, satisfiesAll } from "./clauses.ts";
import { complementOf, everyNumber, holdsNumber, type Intervals, intersectionOf, numberIn } from "./intervals.ts";
import type { Question } from "./question.ts";
import { found, none, type Search } from "./search.ts";
import { findText } from "./texts.ts";

/**
 * A condition on the elements of an array with at least one: some element is one of those looked for, or none is
 * (`every` other). Elements of another type than the one looked for never count.
 */
export type ElementCondition = { readonly every: boolean } & Sought;

type Sought =
  | { readonly kind: "strings"; readonly clause: Clause }
  | { readonly kind: "numbers"; readonly intervals: Intervals }
  | { readonly kind: "boolean"; readonly value: boolean };

export function elementHits(condition: ElementCondition, array: readonly unknown[], folding: Folding): boolean {
  return array.some((element) => isSought(condition, element, folding)) !== condition.every;
}

function isSought(sought: Sought, element: unknown, folding: Folding): boolean {
  switch (sought.kind) {
    case "strings":
      return typeof element === "string" && satisfiesAll([sought.clause], element, folding);
    case "numbers":
      return isJsonNumber(element) && holdsNumber(sought.intervals, element);
    case "boolean":
      return element === sought.value;
  }
}

/**
 * An array that satisfies every condition: one element for each that asks for some, chosen among those that no other
 * condition forbids. With nothing asked for, an element that no operator looks at will do.
 */
export function findElements(conditions: readonly ElementCondition[], question: Question): Search<readonly unknown[]> {
  const forbidden = conditions.filter(({ every }) => every);
  const elements: unknown[] = [];
  for (const condition of conditions) {
    if (condition.every) continue;
    if (!elementHits(condition, elements, question.folding)) {
      const element = findElement(condition, forbidden, question);
      if (element.kind !== "found") return element;
      elements.push(element.value);
    }
  }
  return found(elements.length > 0 ? elements : [null]);
}

function findElement(sought: Sought, forbidden: readonly Sought[], question: Question): Search<unknown> {
  switch (sought.kind) {
    case "strings": {
      const others = forbidden.flatMap((other) => (other.kind === "strings" ? [negated(other.clause)] : []));
      return findText([sought.clause, ...others], question);
    }
    case "numbers": {
      const allowed = forbidden.reduce(
        (rest, other) => (other.kind === "numbers" ? intersectionOf(rest, complementOf(other.intervals)) : rest),
        everyNumber,
      );
      return numberIn(intersectionOf(sought.intervals, allowed));
    }
    case "boolean": {
      const excluded = forbidden.some((other) => other.kind === "boolean" && other.value === sought.value);
      return excluded ? none : found(sought.value);
    }
  }
}
