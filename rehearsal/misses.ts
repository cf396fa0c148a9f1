import type { EventGridEvent } from "../infra/catalog/event.ts";
import type { Filter } from "../infra/filters/filter.ts";
import type { Miss } from "./result.ts";

/**
 * Why an event was kept out of those of the subscriptions that list its type: the first condition that did not hold, in
 * a few words, or why it was `passedOver` although all held. A subscription that does not list the type is not worth a line.
 */
export function missesOf(
  { eventType, subject }: EventGridEvent,
  passedOver: ReadonlyMap<string, string>,
  subscriptions: readonly { readonly name: string; readonly filter: Filter }[],
): readonly Miss[] {
  return subscriptions.flatMap(({ name, filter }) => {
    if (filter.eventTypes !== "All" && !filter.eventTypes.includes(eventType)) return [];
    return [{ subscription: name, reason: passedOver.get(name) ?? reasonOf(subject, filter) }];
  });
}

function reasonOf(subject: string, filter: Filter): string {
  const fold = (text: string): string => (filter.isSubjectCaseSensitive ? text : text.toUpperCase());
  if (!fold(subject).startsWith(fold(filter.subjectBeginsWith))) {
    return `wants subjects that begin with ${filter.subjectBeginsWith}`;
  }
  if (!fold(subject).endsWith(fold(filter.subjectEndsWith))) {
    return `wants subjects that end with ${filter.subjectEndsWith}`;
  }
  return "a condition on its payload does not hold";
}
