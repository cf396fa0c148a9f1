import { type Event, isCloudEvent } from "../../catalog/event.ts";
import { defaultAssumptions } from "../../filters/assumptions.ts";
import { readFilter } from "../../filters/azure-json/index.ts";
import { compileTypeTest, eventTypeOf } from "../../filters/match/basic.ts";
import {
  buildIndex,
  type IndexedSubscription,
  type SubscriptionIndex,
} from "../../subscription-index/subscription-index.ts";
import { nameOf, sameId } from "../resources/azure-id.ts";
import type { EventSubscriptionResource, Store } from "../store.ts";
import { schemaOf } from "./envelope.ts";

/** Where delivery finds the event subscriptions; the store of the local Azure is one. */
export type SubscriptionLookup = Pick<Store, "systemTopics" | "eventSubscriptions">;

export interface PassedOver {
  readonly subscription: string;
  readonly reason: string;
}

/** Who receives an event. */
export interface Recipients {
  readonly topics: readonly string[];
  readonly matched: readonly EventSubscriptionResource[];
  readonly passedOver: readonly PassedOver[];
  /** Every subscription of these topics, as it is now. */
  readonly considered: readonly EventSubscriptionResource[];
  /** Those of them that list the type of the event. */
  readonly listing: readonly EventSubscriptionResource[];
}

/** An index is kept for this many sources. */
const sourcesIndexed = 50;

/**
 * Finds the subscriptions of an event, in the order in which they were created. `from`: the custom topic that it was
 * published to, where it does not say so itself.
 */
export type FindRecipients = (event: Event, now: number, from?: string) => Recipients;

/**
 * Asks the index, which is built again when a subscription has come, gone or changed: one that changes is another
 * object.
 */
export function createMatching(source: SubscriptionLookup): FindRecipients {
  /** By where events come from, so that sources that take turns do not build them again each time. */
  const indexes = new Map<string, Indexed>();
  const indexFor = (source: string, subscriptions: readonly EventSubscriptionResource[]): Indexed => {
    const known = indexes.get(source);
    if (known !== undefined && sameMembers(known.subscriptions, subscriptions)) return known;
    const made = indexOf(subscriptions);
    indexes.set(source, made);
    const [oldest = source] = indexes.keys();
    if (indexes.size > sourcesIndexed) indexes.delete(oldest);
    return made;
  };
  return (event, now, from) => {
    const emitter = from ?? (isCloudEvent(event) ? event.source : event.topic) ?? "";
    // What source a topic has that was there before is not known; it is taken to be the right one.
    const topics = source
      .systemTopics()
      .filter((topic) => (topic.source === "" && from === undefined) || sameId(topic.source, emitter));
    const subscriptions = [
      ...topics.flatMap(({ id }) => source.eventSubscriptions(id)),
      // Those on a custom topic, and extensions of the source, which Azure keeps behind a topic that it hides.
      ...source.eventSubscriptions(emitter),
    ];
    const indexed = indexFor(from === undefined ? emitter : `to ${from}`, subscriptions);
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
      const order = new Map(subscriptions.map(({ name }, position) => [name, position]));
      const place = ({ subscription }: PassedOver): number => order.get(subscription) ?? 0;
      passedOver.sort((a, b) => place(a) - place(b));
    }
    const { subscriptions: considered } = indexed;
    const names = [...topics.map(({ name }) => name), ...(from === undefined ? [] : [nameOf(from)])];
    return { topics: names, matched, passedOver, considered, listing: indexed.listing(event) };
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
  readonly listing: (event: Event) => readonly EventSubscriptionResource[];
}

function indexOf(subscriptions: readonly EventSubscriptionResource[]): Indexed {
  const readable: EventSubscriptionResource[] = [];
  const unreadable: PassedOver[] = [];
  const entries: IndexedSubscription[] = [];
  const byType = new Map<string, readonly EventSubscriptionResource[]>();
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
  const listing = (event: Event): readonly EventSubscriptionResource[] => {
    const type = eventTypeOf(event);
    const known = byType.get(type);
    if (known !== undefined) return known;
    const lists = entries.map(({ filter }) => compileTypeTest(filter, defaultAssumptions)?.(event) ?? true);
    const found = readable.filter((_, position) => lists[position]);
    byType.set(type, found);
    return found;
  };
  return { subscriptions, readable, unreadable, matchPositions: buildIndex(entries).matchPositions, listing };
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
