/**
 * What the server tells the page, as JSON. All text is for a reader and never holds a secret; what came with an event is
 * in it as it came. Imports nothing, so that the page's scripts can be checked against it alone.
 */

/** Some of what was published. */
export interface EventsView {
  /** Newest first. */
  readonly events: readonly EventRow[];
  /** How many older events there are that were not looked at; the oldest may be forgotten already. */
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
  /** Another one when the local Azure has been restarted. */
  readonly run: string;
  /** The clock, where it can be turned. */
  readonly clock?: ClockView;
  /** Endpoints that fail on purpose: `answer-500` or `hang`. */
  readonly faults: Readonly<Record<string, string>>;
  /** The last time that subscriptions came, changed or went; omitted while there was none. */
  readonly deployment?: DeploymentView;
}

export interface ClockView {
  /** How many attempts and dead letters wait for their time. */
  readonly waiting: number;
  /** When the first of them is due, ISO 8601. */
  readonly nextAt?: string;
  /** Whether waits are passed after an event is sent, unless somebody says otherwise. */
  readonly passesWaits: boolean;
}

/** Changes of subscriptions that came together. */
export interface DeploymentView {
  /** Counts from 1. */
  readonly number: number;
  /** ISO 8601, in real time. */
  readonly at: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Its state, if somebody reports it. */
  readonly state?: "under-way" | "deployed" | "refused";
  /** Why it was refused. */
  readonly problem?: string;
}

/** A line of a team file. */
export interface PlaceView {
  /** `infra/teams/support.ts:14` */
  readonly text: string;
  /** Opens it in an editor. */
  readonly href: string;
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
  /** By what its handler is named in `faults`; omitted where there is no handler. */
  readonly endpoint?: string;
  /** Where it is declared, where that is known. */
  readonly declaredAt?: PlaceView;
  /** How it delivers, a few words each. */
  readonly details: readonly string[];
  /** Why it gets nothing at all: its handshake failed, for example. */
  readonly trouble?: string;
  readonly counts: DeliveryCounts;
}

/** What became of the events that a subscription could have received. */
export interface DeliveryCounts {
  readonly delivered: number;
  /** On the way: the first attempt, or one after a failure. */
  readonly underWay: number;
  /** Given up: dead-lettered, dropped, or not contacted. */
  readonly lost: number;
  /** Of a type that it lists, and filtered out by another condition. */
  readonly keptOut: number;
}

/** An event that was published, as a line of a list. */
export interface EventRow extends EventHead {
  readonly deliveries: readonly DeliverySummary[];
  /** How many subscriptions of its type do not get it. */
  readonly keptOut: number;
}

/** An event that was published, with all that there is to say of it but its text. */
export interface EventView extends EventHead, Misses {
  readonly deliveries: readonly DeliveryView[];
}

export interface EventHead {
  /** Its place among all that was published, from 0. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** ISO 8601, of the local clock. */
  readonly publishedAt: string;
  /** The place of the event whose dead letter this is, delivered again. */
  readonly again?: number;
  /** Why nobody can get it: Event Grid refused it, or no topic carries the events of its source. */
  readonly trouble?: string;
  /** What to know about its type: that it is an old name, for example. */
  readonly remark?: string;
}

/** What became of an event at one subscription. */
export interface DeliverySummary {
  readonly subscription: string;
  readonly kind: "delivered" | "under-way" | "lost";
  /** For a reader: `delivered at attempt 3`. */
  readonly summary: string;
  /** The file of the dead letter. */
  readonly deadLetter?: string;
  /** The place where it was delivered again. */
  readonly deliveredAgain?: number;
}

export interface DeliveryView extends DeliverySummary {
  readonly attempts: readonly AttemptView[];
  /** When it is tried next, ISO 8601. */
  readonly nextAttemptAt?: string;
}

export interface AttemptView {
  /** ISO 8601. */
  readonly startedAt: string;
  /** For a reader: `the handler answered 503`. */
  readonly detail: string;
  readonly durationMs: number;
  /** What the handler answered, where it answered. */
  readonly status?: number;
  readonly delivered: boolean;
  /** The beginning of what the handler wrote in its answer. */
  readonly answer?: string;
  /** How many events went together. */
  readonly batchSize: number;
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
  /** Those whose filter matches it and that do not get it all the same. */
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

/** What a filter that somebody wrote would do. */
export type FilterAnswer = NoFilter | TriedFilter;

/** What keeps a text from being a filter: all of it, a sentence each. Line and column count from 1, where they are known. */
export interface NoFilter {
  readonly kind: "no-filter";
  readonly problems: readonly { readonly message: string; readonly line?: number; readonly column?: number }[];
}

export interface TriedFilter {
  readonly kind: "filter";
  /** What it asks, a condition each. */
  readonly conditions: readonly string[];
  /** What is probably not meant, a sentence each. */
  readonly notes: readonly string[];
  /** Of the newest events: how many were looked at, match, and filtered out although their type is listed. */
  readonly counts: { readonly tried: number; readonly through: number; readonly keptOut: number };
  /** The newest of them. */
  readonly through: readonly TriedEvent[];
  readonly keptOut: readonly TriedEvent[];
}

export interface TriedEvent {
  readonly position: number;
  readonly type: string;
  readonly subject: string;
  /** Those that did not hold. */
  readonly conditions: readonly FailedCondition[];
}
