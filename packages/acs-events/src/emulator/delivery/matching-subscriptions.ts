import { type Event, isCloudEvent } from "../../catalog/event.ts";
import { readFilter } from "../../filters/azure-json/index.ts";
import {
  buildIndex,
  type IndexedSubscription,
  type SubscriptionIndex,
} from "../../subscription-index/subscription-index.ts";
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

/**
 * Asks the index, which is built anew when a subscription has come, gone or changed: one that changes is another object.
 */
export function createMatching(source: SubscriptionSource): FindRecipients {
  let indexed = indexOf([]);
  return (event, now) => {
    const emitter = (isCloudEvent(event) ? event.source : event.topic) ?? "";
    // What source a topic has that was there before is not known; it is taken to be the right one.
    const topics = source.systemTopics().filter((topic) => topic.source === "" || sameId(topic.source, emitter));
    const subscriptions = topics.flatMap(({ id }) => source.eventSubscriptions(id));
    if (!sameMembers(indexed.subscriptions, subscriptions)) indexed = indexOf(subscriptions);
    const matched: EventSubscriptionResource[] = [];
    const passedOver: PassedOver[] = [...indexed.unreadable];
    for (const position of indexed.matchPositions(event)) {
      const subscription = indexed.readable[position];
      if (subscription === undefined) continue;
      const reason = whyNot(subscription, event, now);
      if (reason === undefined) matched.push(subscription);
      else passedOver.push({ subscription: subscription.name, reason });
    }
    if (passedOver.length > 1) {
      const order = subscriptions.map(({ name }) => name);
      passedOver.sort((a, b) => order.indexOf(a.subscription) - order.indexOf(b.subscription));
    }
    return { topics: topics.map(({ name }) => name), matched, passedOver };
  };
}

/** Whether a subscription has expired at `now`, in milliseconds since 1970. */
export function hasExpired({ expirationTimeUtc }: EventSubscriptionResource, now: number): boolean {
  return expirationTimeUtc !== undefined && Date.parse(expirationTimeUtc) <= now;
}

interface Indexed {
  readonly subscriptions: readonly EventSubscriptionResource[];
  /** Those in the index, in its order. */
  readonly readable: readonly EventSubscriptionResource[];
  readonly unreadable: readonly PassedOver[];
  readonly matchPositions: SubscriptionIndex["matchPositions"];
}

function indexOf(subscriptions: readonly EventSubscriptionResource[]): Indexed {
  const readable: EventSubscriptionResource[] = [];
  const unreadable: PassedOver[] = [];
  const entries: IndexedSubscription[] = [];
  for (const subscription of subscriptions) {
    const { name } = subscription;
    const { filter, findings } = readFilter(subscription.filter);
    const errors = findings.filter(({ level }) => level === "error").map(({ message }) => message);
    if (errors.length > 0) {
      unreadable.push({ subscription: name, reason: `its filter cannot be read: ${errors.join(" ")}` });
    } else {
      readable.push(subscription);
      entries.push({ name, filter, deliverySchema: schemaOf(subscription) });
    }
  }
  return { subscriptions, readable, unreadable, matchPositions: buildIndex(entries).matchPositions };
}

function sameMembers(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
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
