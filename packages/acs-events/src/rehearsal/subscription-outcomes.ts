import type { EventGridEvent } from "../catalog/event.ts";
import { asPublished } from "../emulator/event-source/from-cloud-event.ts";
import type { EventSubscriptionResource } from "../emulator/event-subscription-resource.ts";
import { documentedAnswers, type EventTypeAnswer } from "../filter-sets/index.ts";
import { readFilter } from "../filters/azure-json/index.ts";
import type { EmittedEvent, SubscriptionOutcome } from "./result.ts";

/** An event that a subscription should receive, or why there is none. */
export type MatchingEvent =
  | { readonly kind: "event"; readonly event: EventGridEvent }
  | { readonly kind: "none"; readonly why: string };

/**
 * A documented event that the filter of `subscription` matches, made by the search that also makes the examples of
 * a review. `source` is the id of the resource whose events come; a filter may ask for it.
 */
export function matchingEvent(
  {
    name,
    filter,
    eventDeliverySchema,
  }: Pick<EventSubscriptionResource, "name" | "eventDeliverySchema"> & { readonly filter: unknown },
  source?: string,
): MatchingEvent {
  const deliverySchema =
    eventDeliverySchema === "CloudEventSchemaV1_0" ? ("CloudEventSchemaV1_0" as const) : ("EventGridSchema" as const);
  const answers = documentedAnswers({
    passing: [{ filter: readFilter(filter).filter, deliverySchema, source }],
    notPassing: [],
  });
  const found = answers.find((one) => one.answer === "some" && one.documented) ?? answers.find(isSome);
  if (found !== undefined && isSome(found)) {
    return { kind: "event", event: { ...asPublished(found.event), id: `for-${name}` } };
  }
  const open = answers.find((one) => one.answer === "undecided");
  if (open?.answer === "undecided") return { kind: "none", why: `none found: ${open.reason}` };
  return { kind: "none", why: "no documented event passes its filter" };
}

function isSome(one: EventTypeAnswer): one is Extract<EventTypeAnswer, { readonly answer: "some" }> {
  return one.answer === "some";
}

export interface OutcomeSources {
  /** What is deployed to the local Azure. */
  readonly deployed: readonly EventSubscriptionResource[];
  readonly events: readonly EmittedEvent[];
  /** Why no event could be made for a subscription, by its name. */
  readonly whyNone: ReadonlyMap<string, string>;
  /** Why `pulumi up` omits subscriptions, by their names. */
  readonly pending: ReadonlyMap<string, string>;
}

/** What each subscription received, in the order of their names. */
export function subscriptionOutcomes({
  deployed,
  events,
  whyNone,
  pending,
}: OutcomeSources): readonly SubscriptionOutcome[] {
  const outcomes = new Map<string, { received: number; keptOut: number; notArrived: number }>();
  const of = (name: string) => {
    const known = outcomes.get(name) ?? { received: 0, keptOut: 0, notArrived: 0 };
    outcomes.set(name, known);
    return known;
  };
  for (const name of [...deployed.map((one) => one.name), ...pending.keys()]) of(name);
  for (const { deliveries, misses } of events) {
    for (const { subscription, outcome } of deliveries)
      of(subscription)[outcome === "delivered" ? "received" : "notArrived"]++;
    for (const { subscription } of misses) of(subscription).keptOut++;
  }
  const here = new Set(deployed.map(({ name }) => name));
  return [...outcomes]
    .map(([subscription, counts]): SubscriptionOutcome => {
      const why = here.has(subscription)
        ? (whyNone.get(subscription) ?? whyNotReceived(subscription, events))
        : pending.get(subscription);
      return {
        subscription,
        ...counts,
        pending: pending.has(subscription),
        ...(counts.received + counts.notArrived > 0 || why === undefined ? {} : { why }),
      };
    })
    .toSorted((a, b) => (a.subscription < b.subscription ? -1 : 1));
}

/** Where an event was made for it and did not come: what kept the event out. */
function whyNotReceived(subscription: string, events: readonly EmittedEvent[]): string {
  const missed = events
    .filter(({ from }) => from === "made for a subscription")
    .flatMap(({ misses }) => misses.filter((miss) => miss.subscription === subscription));
  return missed[0]?.reason ?? "none of these events is for it";
}
