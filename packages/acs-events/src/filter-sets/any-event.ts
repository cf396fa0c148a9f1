import type { Event } from "../catalog/event.ts";
import { eventTypeNames, isEventType } from "../catalog/event-types.ts";
import { hasPlace, typeKey } from "./constraints.ts";
import { anyEventGridEvent, draftOf, eventFrom, eventPath } from "./envelope.ts";
import { type Draft, isObject, readPath, writePath } from "./event-paths.ts";
import { examplesOf } from "./examples.ts";
import { type KeySets, type KeyValues, solve, valuesAt } from "./key-sets.ts";
import type { Nesting } from "./nested-keys.ts";
import type { Question } from "./question.ts";
import { found, type Search } from "./search.ts";
import { textNear } from "./similar-text.ts";
import { contains, type ValueSet } from "./values.ts";

/**
 * An event of the set, documented or not: a sample of an event type of the set, with what the set asks for written over
 * it.
 */
export function anyEvent(keySets: KeySets, nesting: Nesting, question: Question): Search<Event> {
  const solution = solve(keySets, nesting, question);
  if (solution.kind !== "found") return solution;
  const { schema } = question.options;
  const types = valuesAt(keySets, typeKey);
  const known = eventTypeNames.find((type) => contains(types, type, question.folding));
  const eventType = known ?? String(solution.value.get(typeKey));
  const example = (isEventType(eventType) ? examplesOf(eventType)[0] : undefined) ?? anyEventGridEvent;
  const draft = draftOf({ ...example, eventType }, schema);
  writeValues(draft, keySets, solution.value, nesting, question);
  return found(eventFrom(draft));
}

/** Writes the values of a solution over an event; what stands there and will do stays. Outer keys go first. */
function writeValues(
  draft: Draft,
  { sets, written }: KeySets,
  solution: KeyValues,
  nesting: Nesting,
  question: Question,
): void {
  const { schema, assumptions } = question.options;
  const exact = assumptions.dataKeyCase === "exact";
  const keys = [...solution.keys()].filter((key) => key !== typeKey);
  for (const key of keys.sort((a, b) => a.length - b.length)) {
    const set = sets.get(key);
    if (set === undefined || !hasPlace(key, question.options)) continue;
    const path = eventPath(key, written.get(key) ?? key, schema);
    const current = readPath(draft, path, exact);
    const value = solution.get(key);
    const isOtherKind = nesting.isNested(key) && isObject(current) !== isObject(value);
    if (!isOtherKind && contains(set, current, question.folding)) continue;
    writePath(draft, path, valueLike(current, value, set, question), exact);
  }
}

/** The value of the solution, or one that looks like what stands there. */
function valueLike(current: unknown, value: unknown, set: ValueSet, question: Question): unknown {
  const isText = typeof current === "string" && typeof value === "string" && set.strings !== "none";
  return (isText ? textNear(current, set.strings, question) : undefined) ?? value;
}
