import type { Event } from "../catalog/event.ts";
import { type EventType, eventTypeNames } from "../catalog/event-types.ts";
import { anyEvent } from "./any-event.ts";
import type { CompiledFilter } from "./compiled-filter.ts";
import { documentedEnvelope, isDataKey, typeKey } from "./constraints.ts";
import type { Universe } from "./difference.ts";
import { type DocumentedPart, possibleEvent, typicalEvents } from "./documented-events.ts";
import { type KeySets, solve, valuesAt } from "./key-sets.ts";
import type { Nesting } from "./nested-keys.ts";
import { possibleValuesAt } from "./payload-shape.ts";
import type { Question } from "./question.ts";
import { allValues, contains } from "./values.ts";

/**
 * What an answer is about. "every-event": whatever Event Grid could be given, with an envelope of strings and any
 * payload; decides whether two filters are the same. "documented-events": what Communication Services is documented to
 * send, by event type, subject template and payload; decides whether a filter can ever match in practice.
 */
export type UniverseName = "every-event" | "documented-events";

/** Each universe in words, for messages. */
export const universes: Readonly<Record<UniverseName, string>> = Object.freeze({
  "every-event": "every event there could be",
  "documented-events": "the events that Communication Services is documented to send",
});

/** Every event there could be. */
export function anyEvents(nesting: Nesting, question: Question): Universe {
  return {
    events: function* (keySets) {
      const event = anyEvent(keySets, nesting, question);
      if (event.kind === "found") yield event.value;
    },
    isEmpty: (keySets) => solve(keySets, nesting, question),
    valuesAt: () => allValues,
  };
}

/** The same; documented ones are tried first, since they say more to a reader. */
export function everyEvent(
  passing: readonly Pick<CompiledFilter, "keySets">[],
  nesting: Nesting,
  question: Question,
): Universe {
  const isAskedFor = askedBy(passing);
  const any = anyEvents(nesting, question);
  return {
    ...any,
    events: function* (keySets) {
      const types = valuesAt(keySets, typeKey);
      for (const type of eventTypeNames) {
        if (contains(types, type, question.folding)) yield* typicalEvents({ type, keySets, isAskedFor }, question);
      }
      yield* any.events(keySets);
    },
  };
}

/** The documented events of one type. */
export function documentedEvents(
  type: EventType,
  passing: readonly Pick<CompiledFilter, "keySets">[],
  question: Question,
): Universe {
  const isAskedFor = question.numberForms === "both" ? () => true : askedBy(passing);
  const part = (keySets: KeySets): DocumentedPart => ({ type, keySets, isAskedFor });
  return {
    events: (keySets): Iterable<Event> => typicalEvents(part(keySets), question),
    isEmpty: (keySets) => possibleEvent(part(keySets), question),
    valuesAt: (key, written) =>
      isDataKey(key) ? possibleValuesAt(type, written.split(".").slice(1)) : documentedEnvelope(key, question.options),
  };
}

/** Whether one of the filters has a condition on a place of the payload. */
function askedBy(filters: readonly Pick<CompiledFilter, "keySets">[]): DocumentedPart["isAskedFor"] {
  const keys = new Set(filters.flatMap(({ keySets }) => [...keySets.sets.keys()].filter(isDataKey)));
  return (path) => keys.has(`DATA.${path.join(".").toUpperCase()}`);
}
