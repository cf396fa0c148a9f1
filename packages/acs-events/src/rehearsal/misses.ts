import type { DeliverySchema, EventGridEvent } from "../catalog/event.ts";
import { defaultAssumptions } from "../filters/assumptions.ts";
import type { ExplainedCondition } from "../filters/explain/explain.ts";
import { misses } from "../filters/explain/misses.ts";
import { answerOf, askedOf } from "../filters/explain/render-explanation.ts";
import type { Filter } from "../filters/filter.ts";
import type { Miss } from "./result.ts";

/** What decides whether a subscription gets an event. */
export interface AskedSubscription {
  readonly name: string;
  readonly filter: Filter;
  readonly schema: DeliverySchema;
}

/**
 * Why an event was filtered out of those of the subscriptions that list its type: the first condition that did not hold, in
 * a few words, or why it was `passedOver` although all held. A subscription that does not list the type is not worth a line.
 */
export function missesOf(
  event: EventGridEvent,
  passedOver: ReadonlyMap<string, string>,
  subscriptions: readonly AskedSubscription[],
): readonly Miss[] {
  return subscriptions.flatMap(({ name, filter, schema }) => {
    const failed = misses(filter, event, defaultAssumptions, schema);
    return failed === "unlisted" ? [] : [{ subscription: name, reason: passedOver.get(name) ?? reasonOf(failed) }];
  });
}

function reasonOf([first]: readonly ExplainedCondition[]): string {
  if (first === undefined) return "does not match it";
  switch (first.operator) {
    case "subjectBeginsWith":
      return `wants subjects that begin with ${first.wanted}`;
    case "subjectEndsWith":
      return `wants subjects that end with ${first.wanted}`;
    default:
      return `wants that ${askedOf(first)}, and ${answerOf(first)}`;
  }
}
