import type { Event } from "../../catalog/event.ts";
import { defaultAssumptions } from "../../filters/assumptions.ts";
import { readFilter } from "../../filters/azure-json/index.ts";
import { misses } from "../../filters/explain/misses.ts";
import { answerOf, askedOf } from "../../filters/explain/render-explanation.ts";
import type { Filter } from "../../filters/filter.ts";
import { compileTypeTest } from "../../filters/match/basic.ts";
import { schemaOf } from "../delivery/envelope.ts";
import type { EventSubscriptionResource } from "../store.ts";
import type { KeptOut, Misses } from "./views.ts";

/** Explains an event to `subscriptions` that do not get it, in their order. */
export function missesOf(
  event: Event,
  subscriptions: readonly EventSubscriptionResource[],
): Pick<Misses, "keptOut" | "unlisted"> {
  const keptOut: KeptOut[] = [];
  const unlisted: string[] = [];
  for (const subscription of subscriptions) {
    const failed = misses(filterOf(subscription), event, defaultAssumptions, schemaOf(subscription));
    if (failed === "unlisted") unlisted.push(subscription.name);
    else {
      const conditions = failed.map((condition) => ({ asked: askedOf(condition), found: answerOf(condition) }));
      keptOut.push({ subscription: subscription.name, conditions });
    }
  }
  return { keptOut, unlisted };
}

interface ReadOnce {
  readonly filter: Filter;
  readonly listsTypeOf: (event: Event) => boolean;
}

/** A subscription that changes is another object, so that what was read of this one stays true. */
const read = new WeakMap<EventSubscriptionResource, ReadOnce>();

function readOnce(subscription: EventSubscriptionResource): ReadOnce {
  const known = read.get(subscription);
  if (known !== undefined) return known;
  const { filter } = readFilter(subscription.filter);
  const made = { filter, listsTypeOf: compileTypeTest(filter, defaultAssumptions) ?? (() => true) };
  read.set(subscription, made);
  return made;
}

/** Whether a subscription lists the type of an event. */
export function listsType(subscription: EventSubscriptionResource, event: Event): boolean {
  return readOnce(subscription).listsTypeOf(event);
}

/** The filter of a subscription; read once. */
export function filterOf(subscription: EventSubscriptionResource): Filter {
  return readOnce(subscription).filter;
}
