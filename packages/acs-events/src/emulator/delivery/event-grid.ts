import type { Event } from "../../catalog/event.ts";
import type { EventSubscriptionResource, Store, SubscriptionValidator } from "../store.ts";
import { acceptEvent, type EventAcceptance, refusalOfArray } from "./accepted-event.ts";
import { type Clock, realClock } from "./clock.ts";
import { createComparisons } from "./comparisons.ts";
import { notifyOfDeletions } from "./deletion-notice.ts";
import { createDeliverAgain, type DeliveredAgain } from "./deliver-again.ts";
import { createDeliveries } from "./deliveries.ts";
import type { DeliveryRecord, PublishResult } from "./delivery-record.ts";
import { createDisorder, type DisorderOptions } from "./disorder.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createHandshake } from "./handshake.ts";
import { deliveryRecord, type Entry, type Journal, type PageQuery, type Tally } from "./journal.ts";
import { createLocalHttp } from "./local-http.ts";
import type { LocalMessaging } from "./local-messaging.ts";
import { createLocalQueues, type LocalQueue, type NumberedMessage } from "./local-queues.ts";
import type { LocalStorage } from "./local-storage.ts";
import { createMatching, type Recipients } from "./matching-subscriptions.ts";
import { memoryJournal } from "./memory-journal.ts";
import { createPublishing } from "./publishing.ts";
import { changeableRedirects, type RedirectTable } from "./redirects.ts";
import { responseLimit } from "./retry.ts";
import { createTallies } from "./tally.ts";

export interface EventGridOptions {
  /** The resources of the local Azure; what is created, changed and deleted there counts at once. */
  readonly store: Pick<
    Store,
    "get" | "ofToken" | "systemTopics" | "eventSubscriptions" | "eventSubscription" | "onChange"
  >;
  /** Which local handler stands for which webhook or function. Throws for a table that names anything but 127.0.0.1. */
  readonly redirects: RedirectTable;
  /** Where queues and dead letters are kept. */
  readonly folder: string;
  /** A real storage service for storage queues and dead letters; if omitted, they are files below `folder`. */
  readonly storage?: LocalStorage | undefined;
  /** Brokers for Service Bus and Event Hubs; if omitted, their messages are in files and over HTTP alone. */
  readonly messaging?: LocalMessaging | undefined;
  /** Where events and their deliveries are written down; if omitted, in memory. What is unfinished in it goes on at once. */
  readonly journal?: Journal | undefined;
  readonly clock?: Clock | undefined;
  /** 0 to 1, as `Math.random`, the default; for the jitter of retries, for ids and for disorder. */
  readonly random?: (() => number) | undefined;
  /** Duplicates and events that overtake each other; if omitted, there are none. */
  readonly disorder?: DisorderOptions | undefined;
  /** Called with a line for every attempt; never with a secret. */
  readonly log?: ((line: string) => void) | undefined;
  /** Called for every event and for every change of a delivery; must not throw. */
  readonly listener?: GridListener | undefined;
  /** Waits between the two tries of a handshake; the real time unless a test says otherwise. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined;
}

/** Called with what happens to events, while it happens. */
export interface GridListener {
  published(result: PublishResult): void;
  /** The state of a delivery changed: an attempt was made, or it waits, or it is given up. */
  stands(record: DeliveryRecord): void;
}

/** What a publisher is told of an array. */
export type ArrayResult =
  | { readonly kind: "published"; readonly results: readonly PublishResult[] }
  | Extract<EventAcceptance, { readonly kind: "refused" }>;

/** What became of the events that a subscription could have received. */
export interface SubscriptionCounts {
  /** Its deliveries, by their state. */
  readonly deliveries: Tally;
  /** Events of a type that it lists, which another condition filtered out, since this process began. */
  readonly keptOut: number;
}

/** Event Grid's data plane: it takes events and delivers them to the subscriptions in the store. */
export interface EventGrid {
  /** For the control plane: asks a webhook whether it wants the events. */
  readonly validator: SubscriptionValidator;
  /**
   * Takes one event of a source, whose resource id is in its `topic`, and begins to deliver it. Like the other two it
   * throws only where the journal cannot be written; then nothing is taken.
   */
  publish(event: unknown): PublishResult;
  /** Takes events that are there at the same time, which subscriptions with batching receive together. */
  publishTogether(events: readonly unknown[]): readonly PublishResult[];
  /**
   * Takes what a publisher sends at one time, as a whole or not at all. `from`: the custom topic that it is sent to.
   * Never throws.
   */
  publishArray(events: readonly unknown[], from?: string): ArrayResult;
  /** Delivers an event again to one subscription that it was for, as when a dead letter is replayed. */
  deliverAgain(position: number, subscription: string): DeliveredAgain;
  /** Endpoints that fail on purpose from now on. */
  readonly faults: Faults;
  /**
   * Who would receive an event that were published now, without publishing it. Asks the same index as delivery does.
   */
  recipientsOf(event: Event): Recipients;
  /** Resolves when nothing is under way: every event has arrived, is given up, or waits for its next attempt. */
  settled(): Promise<void>;
  /**
   * What became of every event that is kept, at every subscription that it matched: in the order of publishing, then of
   * creation.
   */
  log(): readonly DeliveryRecord[];
  /** Everything that was published and is kept, those included that nobody subscribed to. */
  published(): readonly PublishResult[];
  /** Some of what was published, newest first, each with what became of it. */
  page(query: PageQuery): readonly Entry[];
  /** What was published at this place, from 0; undefined where it is not kept any more. */
  entry(position: number): Entry | undefined;
  /** How many events were published, those included that are not kept any more. */
  publishedCount(): number;
  countsOf(subscriptionId: string): SubscriptionCounts;
  /** The subscriptions that the event at this place was compared with; those of now where that is not kept any more. */
  comparedWith(position: number): readonly EventSubscriptionResource[] | undefined;
  /** Replaces the table of local handlers, from the next attempt on. Throws for a table that names anything but 127.0.0.1. */
  redirect(table: RedirectTable): void;
  /** Calls `listener` after every event and after every attempt, for all publishers; the answer ends it. */
  onChange(listener: () => void): () => void;
  /** The local stand-ins of queues, topics and hubs. */
  queues(): readonly LocalQueue[];
  /** Takes the oldest message out of one, named by its kind and `<account or namespace>/<name>`. */
  takeMessage(kind: string, name: string): NumberedMessage | undefined;
  /** Cancels what is scheduled, and listens to the store no more. What is unfinished stays so in the journal. */
  close(): void;
}

/** The local Event Grid. It contacts nothing but 127.0.0.1. */
export function createEventGrid(options: EventGridOptions): EventGrid {
  const { store, folder, clock = realClock(), random = Math.random, log, journal = memoryJournal() } = options;
  const redirects = changeableRedirects(options.redirects);
  const http = createLocalHttp();
  const queues = createLocalQueues(`${folder}/queues`);
  const faults = createFaults();
  const findRecipients = createMatching(store);
  const tallies = createTallies(journal.tallies());
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const deliveries = createDeliveries(
    {
      store,
      clock,
      random,
      redirects,
      faults,
      http,
      queues,
      storage: options.storage,
      messaging: options.messaging,
      folder,
      log,
      disorder: createDisorder(options.disorder ?? {}, random),
    },
    { journal, tallies, changed, stands: options.listener?.stands },
  );
  const patience = clock.realTime(responseLimit);
  const asking = { redirects, http, random, now: clock.now, patience };
  const stopNotices = notifyOfDeletions({ ...asking, store, run: deliveries.run });

  const comparisons = createComparisons();
  const publishAccepted = createPublishing({
    journal,
    deliveries,
    tallies,
    comparisons,
    findRecipients,
    clock,
    random,
    published: (results) => {
      if (options.listener !== undefined) for (const result of results) options.listener.published(result);
      changed();
    },
  });
  const publishTogether = (candidates: readonly unknown[]): readonly PublishResult[] =>
    publishAccepted(candidates.map(acceptEvent), candidates);

  deliveries.resume();
  return Object.freeze({
    validator: createHandshake({ ...asking, pause: options.pause }),
    publish: (event: unknown) => publishTogether([event])[0] as PublishResult,
    publishTogether,
    publishArray(candidates: readonly unknown[], from?: string): ArrayResult {
      const acceptances = candidates.map(acceptEvent);
      const refusal = refusalOfArray(acceptances);
      if (refusal !== undefined) return refusal;
      return { kind: "published", results: publishAccepted(acceptances, candidates, from) };
    },
    deliverAgain: createDeliverAgain({ store, journal, deliveries, tallies, comparisons, clock, random, changed }),
    faults,
    recipientsOf: (event: Event) => findRecipients(event, clock.now()),
    settled: deliveries.settled,
    log: () =>
      [...journal.entries()].flatMap(({ result, fates }) =>
        result.kind === "published" ? fates.map((fate) => deliveryRecord(result.event, fate)) : [],
      ),
    published: () => [...journal.entries()].map(({ result }) => result),
    page: journal.page,
    entry: journal.entry,
    publishedCount: journal.published,
    countsOf: (subscriptionId: string) => ({
      deliveries: tallies.of(subscriptionId),
      keptOut: comparisons.keptOut(subscriptionId),
    }),
    comparedWith: comparisons.with,
    onChange(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    redirect: redirects.replace,
    queues: queues.all,
    takeMessage: queues.take,
    close() {
      stopNotices();
      deliveries.close();
      http.close();
    },
  });
}
