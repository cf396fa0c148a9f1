import { type Event, isCloudEvent } from "../../infra/catalog/event.ts";
import { readFilter } from "../../infra/filters/arm/index.ts";
import { compileFilter } from "../../infra/filters/match/matches.ts";
import { defaultSemantics } from "../../infra/filters/semantics.ts";
import { sameId } from "../resources/azure-id.ts";
import type { EventSubscriptionResource, Store } from "../store.ts";
import { schemaOf } from "./envelope.ts";

/** Where delivery finds the event subscriptions; the store of the local Azure is one. */
export type SubscriptionSource = Pick<Store, "systemTopics" | "eventSubscriptions">;

export interface PassedOver {
  readonly subscription: string;
  readonly reason: string;
}

/** Who receives an event. */
export interface Recipients {
  readonly topics: readonly string[];
  readonly matched: readonly EventSubscriptionResource[];
  readonly passedOver: readonly PassedOver[];
}

/** Finds the subscriptions of an event, in the order in which they were created. */
export type FindRecipients = (event: Event, now: number) => Recipients;

/** Each filter is compiled once: a subscription that changes is another object. */
export function createMatching(source: SubscriptionSource): FindRecipients {
  const tests = new WeakMap<EventSubscriptionResource, FilterTest>();
  const testOf = (subscription: EventSubscriptionResource): FilterTest => {
    const found = tests.get(subscription) ?? compile(subscription);
    tests.set(subscription, found);
    return found;
  };
  return (event, now) => {
    const emitter = (isCloudEvent(event) ? event.source : event.topic) ?? "";
    // What source a topic has that was there before is not known; it is taken to be the right one.
    const topics = source.systemTopics().filter((topic) => topic.source === "" || sameId(topic.source, emitter));
    const matched: EventSubscriptionResource[] = [];
    const passedOver: PassedOver[] = [];
    for (const subscription of topics.flatMap(({ id }) => source.eventSubscriptions(id))) {
      const test = testOf(subscription);
      if (typeof test === "function" && !test(event)) continue;
      const reason = typeof test === "string" ? test : whyNot(subscription, event, now);
      if (reason === undefined) matched.push(subscription);
      else passedOver.push({ subscription: subscription.name, reason });
    }
    return { topics: topics.map(({ name }) => name), matched, passedOver };
  };
}

/** Whether a subscription has expired at `now`, in milliseconds since 1970. */
export function hasExpired({ expirationTimeUtc }: EventSubscriptionResource, now: number): boolean {
  return expirationTimeUtc !== undefined && Date.parse(expirationTimeUtc) <= now;
}

/** Or the reason why there is none. */
type FilterTest = ((event: Event) => boolean) | string;

function compile(subscription: EventSubscriptionResource): FilterTest {
  const { filter, findings } = readFilter(subscription.filter);
  const errors = findings.filter(({ level }) => level === "error");
  if (errors.length > 0) return `its filter cannot be read: ${errors.map(({ message }) => message).join(" ")}`;
  return compileFilter(filter, defaultSemantics, schemaOf(subscription));
}

function whyNot(subscription: EventSubscriptionResource, event: Event, now: number): string | undefined {
  if (subscription.provisioningState !== "Succeeded")
    return `its provisioning state is ${subscription.provisioningState}`;
  if (hasExpired(subscription, now)) return `it expired at ${subscription.expirationTimeUtc}`;
  if (isCloudEvent(event) && schemaOf(subscription) === "EventGridSchema") {
    return "the event was published as a CloudEvent, which Event Grid does not deliver in its own schema";
  }
  return undefined;
}
