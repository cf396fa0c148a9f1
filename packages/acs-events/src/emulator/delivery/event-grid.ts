import type { Event } from "../../catalog/event.ts";
import type { Store, SubscriptionValidator } from "../store.ts";
import { acceptEvent } from "./accepted-event.ts";
import { type Clock, realClock } from "./clock.ts";
import { notifyOfDeletions } from "./deletion-notice.ts";
import { createDeliveries, type ToDeliver } from "./deliveries.ts";
import type { DeliveryRecord, PublishResult } from "./delivery-record.ts";
import { createHandshake } from "./handshake.ts";
import { createLocalQueues, type LocalQueue } from "./local-queues.ts";
import { createMatching, type Recipients } from "./matching-subscriptions.ts";
import { createRedirects, type RedirectTable } from "./redirects.ts";
import { responseLimit } from "./retry.ts";

export interface EventGridOptions {
  /** The resources of the local Azure; what is created, changed and deleted there counts at once. */
  readonly store: Pick<Store, "get" | "ofToken" | "systemTopics" | "eventSubscriptions" | "onChange">;
  /** Which local handler stands for which webhook or function. Throws for a table that names anything but 127.0.0.1. */
  readonly redirects: RedirectTable;
  /** Where queues and dead letters are kept. */
  readonly folder: string;
  readonly clock?: Clock | undefined;
  /** 0 to 1, as `Math.random`, the default; for the jitter of retries and for ids. */
  readonly random?: (() => number) | undefined;
  /** Told of every attempt in a line; never with a secret. */
  readonly log?: ((line: string) => void) | undefined;
  /** Waits between the two tries of a handshake; the real time unless a test says otherwise. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined;
}

/** Event Grid's data plane: it takes events and delivers them to the subscriptions in the store. */
export interface EventGrid {
  /** For the control plane: asks a webhook whether it wants the events. */
  readonly validator: SubscriptionValidator;
  /** Takes one event of a source, whose resource id stands in its `topic`, and begins to deliver it. Never throws. */
  publish(event: unknown): PublishResult;
  /** Takes events that are there at the same time, which subscriptions with batching receive together. */
  publishTogether(events: readonly unknown[]): readonly PublishResult[];
  /**
   * Who would receive an event that were published now, without publishing it. Asks the same index as delivery does.
   */
  recipientsOf(event: Event): Recipients;
  /** Resolves when nothing is under way: every event has arrived, is given up, or waits for its next attempt. */
  settled(): Promise<void>;
  /** What became of every event at every subscription that it matched: in the order of publishing, then of creation. */
  log(): readonly DeliveryRecord[];
  /** Everything that was published, those included that nobody subscribed to. */
  published(): readonly PublishResult[];
  /** The local stand-ins of queues, topics and hubs. */
  queues(): readonly LocalQueue[];
  /** Calls off what is scheduled, and listens to the store no more. */
  close(): void;
}

/** The local Event Grid. It contacts nothing but 127.0.0.1. */
export function createEventGrid(options: EventGridOptions): EventGrid {
  const { store, folder, clock = realClock(), random = Math.random, log } = options;
  const redirects = createRedirects(options.redirects);
  const queues = createLocalQueues(`${folder}/queues`);
  const findRecipients = createMatching(store);
  const deliveries = createDeliveries({ store, clock, random, redirects, queues, folder, log });
  const patience = clock.realTime(responseLimit);
  const published: PublishResult[] = [];
  const stopNotices = notifyOfDeletions({ store, redirects, random, now: clock.now, patience, run: deliveries.run });

  const take = (candidate: unknown): { readonly result: PublishResult; readonly deliver: readonly ToDeliver[] } => {
    const acceptance = acceptEvent(candidate);
    if (acceptance.kind === "refused") {
      const { status, reason } = acceptance;
      return { result: { kind: "refused", event: candidate, status, reason }, deliver: [] };
    }
    const { event } = acceptance;
    const now = clock.now();
    const { topics, matched, passedOver } = findRecipients(event, now);
    const result: PublishResult = {
      kind: "published",
      event,
      publishedAt: new Date(now).toISOString(),
      topics,
      matched: matched.map(({ name }) => name),
      passedOver,
    };
    return { result, deliver: matched.map((subscription) => ({ subscription, event })) };
  };

  const publishTogether = (candidates: readonly unknown[]): readonly PublishResult[] => {
    const taken = candidates.map(take);
    const results = taken.map(({ result }) => Object.freeze(result));
    published.push(...results);
    deliveries.begin(taken.flatMap(({ deliver }) => deliver));
    return results;
  };

  return Object.freeze({
    validator: createHandshake({ redirects, random, now: clock.now, patience, pause: options.pause }),
    publish: (event: unknown) => publishTogether([event])[0] as PublishResult,
    publishTogether,
    recipientsOf: (event: Event) => findRecipients(event, clock.now()),
    settled: deliveries.settled,
    log: deliveries.records,
    published: () => [...published],
    queues: queues.all,
    close() {
      stopNotices();
      deliveries.close();
    },
  });
}
