import type { EventGridEvent } from "../catalog/event.ts";
import { explain } from "../filters/explain/explain.ts";
import { answerOf, askedOf } from "../filters/explain/render-explanation.ts";
import type { Filter } from "../filters/filter.ts";
import type { Miss } from "./result.ts";

/**
 * Why an event was kept out of those of the subscriptions that list its type: the first condition that did not hold, in
 * a few words, or why it was `passedOver` although all held. A subscription that does not list the type is not worth a line.
 */
export function missesOf(
  event: EventGridEvent,
  passedOver: ReadonlyMap<string, string>,
  subscriptions: readonly { readonly name: string; readonly filter: Filter }[],
): readonly Miss[] {
  return subscriptions.flatMap(({ name, filter }) => {
    if (filter.eventTypes !== "All" && !filter.eventTypes.includes(event.eventType)) return [];
    return [{ subscription: name, reason: passedOver.get(name) ?? reasonOf(event, filter) }];
  });
}

function reasonOf(event: EventGridEvent, filter: Filter): string {
  const { subject } = event;
  const fold = (text: string): string => (filter.isSubjectCaseSensitive ? text : text.toUpperCase());
  if (!fold(subject).startsWith(fold(filter.subjectBeginsWith))) {
    return `wants subjects that begin with ${filter.subjectBeginsWith}`;
  }
  if (!fold(subject).endsWith(fold(filter.subjectEndsWith))) {
    return `wants subjects that end with ${filter.subjectEndsWith}`;
  }
  const failed = explain(filter, event).conditions.find(({ held }) => !held);
  return failed === undefined ? "does not let it through" : `wants that ${askedOf(failed)}, and ${answerOf(failed)}`;
}
