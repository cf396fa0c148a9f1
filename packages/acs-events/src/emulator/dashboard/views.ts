/**
 * What the server tells the page, as JSON. All text is for a reader and never holds a secret; what came with an event is
 * in it as it came. Imports nothing, so that the page's scripts can be checked against it alone.
 */

/** Some of what was published. */
export interface EventsView {
  /** Newest first. */
  readonly events: readonly EventView[];
  /** How many older events there are that `events` leaves out; the oldest may be forgotten already. */
  readonly older: number;
}

/** What the page shows first: the subscriptions, and the newest events. */
export interface StateView extends EventsView {
  readonly stack: string;
  /** ISO 8601, of the local clock, which passes over the waits of retries. */
  readonly now: string;
  /** In the order in which they were created. */
  readonly subscriptions: readonly SubscriptionView[];
  /** How many events were published, those included that are forgotten. */
  readonly published: number;
}

export interface SubscriptionView {
  readonly name: string;
  /** From its labels; "" where they do not say. */
  readonly team: string;
  readonly owner: string;
  readonly eventTypes: readonly string[] | "All";
  /** What the filter asks besides the event type, a condition each. */
  readonly conditions: readonly string[];
  readonly destination: { readonly kind: string; readonly shown: string };
  /** How it delivers, a few words each. */
  readonly details: readonly string[];
  /** Why it gets nothing at all: its handshake failed, for example. */
  readonly trouble?: string;
  readonly counts: Counts;
}

/** What became of the events that a subscription could have received. */
export interface Counts {
  readonly delivered: number;
  /** On the way: the first attempt, or one after a failure. */
  readonly underWay: number;
  /** Given up: dead-lettered, dropped, or not contacted. */
  readonly lost: number;
  /** Of a type that it lists, and kept out by another condition. */
  readonly keptOut: number;
}

/** An event that was published. Its text is asked for by `position` when somebody wants to read it. */
export interface EventView extends Misses {
  /** Its place among all that was published, from 0. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** ISO 8601, of the local clock. */
  readonly publishedAt: string;
  readonly deliveries: readonly DeliveryView[];
  /** Why nobody can get it: Event Grid refused it, or no topic carries the events of its source. */
  readonly trouble?: string;
  /** What to know about its type: that it is an old name, for example. */
  readonly remark?: string;
}

/** What became of an event at one subscription. */
export interface DeliveryView {
  readonly subscription: string;
  readonly kind: "delivered" | "under-way" | "lost";
  /** For a reader: `delivered at attempt 3`. */
  readonly summary: string;
  /** Each attempt, once there was a failure; times in ISO 8601. */
  readonly attempts: readonly AttemptView[];
  /** The file of the dead letter. */
  readonly deadLetter?: string;
}

export interface AttemptView {
  /** ISO 8601. */
  readonly startedAt: string;
  /** For a reader: `the handler answered 503`. */
  readonly detail: string;
  readonly durationMs: number;
  /** What the handler answered, where it answered. */
  readonly status?: number;
}

/** What a local queue, topic or hub holds. */
export interface QueueView {
  /** `service-bus-queue` */
  readonly kind: string;
  /** `<account or namespace>/<queue, topic or hub>` */
  readonly name: string;
  /** How many messages were ever written to it. */
  readonly written: number;
  /** Where its messages are read. */
  readonly messages: string;
}

/** Why those who do not get an event do not get it. */
export interface Misses {
  readonly keptOut: readonly KeptOut[];
  /** Those whose filter lets it through and that do not get it all the same. */
  readonly passedOver: readonly { readonly subscription: string; readonly reason: string }[];
  /** The names of those that do not list its type, of which there is nothing more to say. */
  readonly unlisted: readonly string[];
}

/** A subscription that wants events of this type, and not this one. */
export interface KeptOut {
  readonly subscription: string;
  readonly conditions: readonly FailedCondition[];
}

/** A condition that did not hold, in words. */
export interface FailedCondition {
  /** `subject begins with "/phonenumber/1555"` */
  readonly asked: string;
  /** `it is "/phonenumber/12065550100"` */
  readonly found: string;
}

/** Who would get an event that somebody wrote. */
export type TryAnswer = NoEvent | WouldReceive;

/** What keeps a text from being an event. */
export type NoEvent =
  /** `message`: a sentence. Line and column count from 1. */
  | { readonly kind: "no-json"; readonly message: string; readonly line: number; readonly column: number }
  /** `problems`: all of them, a sentence each. */
  | { readonly kind: "no-event"; readonly problems: readonly string[] };

export interface WouldReceive extends Misses {
  readonly kind: "answer";
  readonly type: string;
  readonly subject: string;
  /** In the order in which they were created. */
  readonly receivers: readonly string[];
  /** What is odd about the event, a sentence each. */
  readonly remarks: readonly string[];
}

/** Samples of one kind of event, to begin with. */
export interface SampleGroup {
  readonly label: string;
  readonly samples: readonly { readonly label: string; readonly text: string }[];
}
