import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventGridEvent } from "../catalog/event.ts";
import { virtualClock } from "../emulator/delivery/clock.ts";
import type { DeliveryRecord } from "../emulator/delivery/delivery-record.ts";
import { createEventGrid } from "../emulator/delivery/event-grid.ts";
import type { LocalQueue } from "../emulator/delivery/local-queues.ts";
import type { RedirectTable } from "../emulator/delivery/redirects.ts";
import { seededRandom } from "../emulator/delivery/seeded-random.ts";
import { startStandIn } from "../emulator/delivery/stand-in.ts";
import { createCommunicationServices } from "../emulator/event-source/index.ts";
import { startEmulator } from "../emulator/start.ts";
import { createStore } from "../emulator/store.ts";
import { startHttpServer } from "../handlers/http-server.ts";
import type { Receiver } from "../handlers/receiver.ts";
import type { Plan } from "../plan/plan.ts";
import { changeSubscription, type SubscriptionChange } from "./change-subscription.ts";
import { millisecondsOf } from "./duration.ts";
import { functionId, sourceId, subscriptionResource, surroundings, topicId, webhookUrl } from "./planned-resources.ts";

export interface LocalAzureOptions {
  /** Makes ids and the jitter of retries the same every time. Default: 1. */
  readonly seed?: number;
  /** Who answers for an endpoint of the plan: a receiver, or a server at `http://127.0.0.1:PORT`. Others are accepted. */
  readonly handlers?: Readonly<Record<string, Receiver | string>>;
  /** The time at which it begins, ISO 8601. Default: 2026-01-01T00:00:00Z. */
  readonly now?: string;
}

/** An event that was given up, as it lies in the dead letters. */
export interface KeptDeadLetter {
  readonly subscription: string;
  /** `deadLetterReason`, `deliveryAttempts`, `lastDeliveryOutcome` and the times stand beside the event's own properties. */
  readonly event: EventGridEvent & Readonly<Record<string, unknown>>;
}

/** A local Azure for tests. Its clock stands still until it is turned. */
export interface TestAzure {
  /** Where ARM answers, for Azure's own clients. */
  readonly armUrl: string;
  /** For the engine: `PULUMI_DEBUG_PROVIDERS=azure-native:PORT`. */
  readonly providerPort: number;
  /** The id of the Communication Services resource whose events `emit` publishes. */
  readonly sourceId: string;
  /**
   * Makes the subscriptions of the topic those of `plan`, pending ones included. A webhook whose handler refuses the
   * handshake makes it reject, and what was there before stays.
   */
  deploy(plan: Pick<Plan, "subscriptions">): Promise<void>;
  /** Publishes an event like this one, with an id and a time of its own, and answers it as published. */
  emit(event: EventGridEvent): EventGridEvent;
  /** Resolves when every event has arrived, is given up, or waits for its next attempt. No time passes. */
  settled(): Promise<void>;
  /** What became of every event at every subscription that it matched, in the order of publishing. */
  deliveries(): readonly DeliveryRecord[];
  deadLetters(): Promise<readonly KeptDeadLetter[]>;
  /** The queues, topics and hubs that were written to. */
  queues(): readonly LocalQueue[];
  /** Lets time pass, `"2 hours"` or milliseconds: retries and dead letters that fall due happen on the way. */
  advance(duration: string | number): Promise<void>;
  /** The local time, ISO 8601. */
  now(): string;
  /** Changes a deployed subscription behind the program's back, as somebody in the portal would: drift on purpose. */
  change(subscription: string, change: SubscriptionChange): Promise<void>;
  /** Forgets every event, and takes every subscription away. Time goes on. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts a local Azure on 127.0.0.1 for tests: `await using` closes nothing by itself, so call `close` in `afterAll`.
 * Nothing leaves this machine.
 */
export async function startLocalAzure({ seed = 1, handlers = {}, now }: LocalAzureOptions = {}): Promise<TestAzure> {
  const folder = await mkdtemp(join(tmpdir(), "acs-events-test-"));
  const receivers = Object.entries(handlers).filter((one): one is [string, Receiver] => typeof one[1] !== "string");
  const routes = Object.fromEntries(receivers.map(([name, receiver]) => [`/${name}`, receiver]));
  const [served, standIn] = await Promise.all([startHttpServer({ receivers: routes }), startStandIn()]);
  const addressOf = (name: string): string | undefined => {
    const handler = handlers[name];
    return typeof handler === "string" ? handler : handler === undefined ? undefined : `${served.url}/${name}`;
  };
  const random = seededRandom(seed);
  const clock = virtualClock(now === undefined ? {} : { start: Date.parse(now) });
  const store = createStore();
  for (const resource of surroundings()) store.put(resource);
  const others = { "*": standIn.url };
  let forgotten = 0;
  const grid = createEventGrid({ store, redirects: others, folder, clock, random, pause: () => Promise.resolve() });
  const arm = { publisher: grid };
  const emulator = await startEmulator({ store, validator: grid.validator, arm, now: () => new Date(clock.now()) });
  const source = createCommunicationServices({ store, grid, now: clock.now });
  const records = (): readonly DeliveryRecord[] => grid.log().slice(forgotten);
  const remove = (): void => {
    for (const { id } of store.eventSubscriptions(topicId)) store.remove(id);
  };
  return Object.freeze({
    armUrl: emulator.armUrl ?? "",
    providerPort: emulator.providerPort,
    sourceId,
    async deploy({ subscriptions }: Pick<Plan, "subscriptions">) {
      const table: Record<string, string> = { ...others };
      for (const { destination } of subscriptions) {
        const address = addressOf(destination.endpoint);
        if (address === undefined) continue;
        if (destination.endpointType === "WebHook") table[webhookUrl(destination)] = address;
        else if (destination.endpointType === "AzureFunction") table[functionId(destination)] = address;
      }
      grid.redirect(table satisfies RedirectTable);
      const next = createStore();
      for (const one of subscriptions) next.put(subscriptionResource(one));
      for (const one of next.eventSubscriptions(topicId)) {
        const outcome = await grid.validator.validate(one);
        if (!outcome.ok) throw new Error(`The handler of ${one.name} refuses the handshake: ${outcome.reason}`);
      }
      remove();
      for (const one of next.all()) store.put(one);
    },
    emit: (event: EventGridEvent) => source.emit(event),
    settled: grid.settled,
    deliveries: records,
    async deadLetters() {
      const found = records().filter((one) => one.deadLetter !== undefined);
      const files = found.map(async ({ subscription, deadLetter = "", event: { id } }) => {
        const events = JSON.parse(await readFile(deadLetter, "utf8")) as KeptDeadLetter["event"][];
        return events.filter((event) => event.id === id).map((event) => ({ subscription, event }));
      });
      return (await Promise.all(files)).flat();
    },
    queues: grid.queues,
    async advance(duration: string | number) {
      await grid.settled();
      await clock.advance(millisecondsOf(duration));
    },
    now: () => new Date(clock.now()).toISOString(),
    change: (subscription: string, change: SubscriptionChange) =>
      changeSubscription(emulator.armUrl ?? "", `${topicId}/eventSubscriptions/${subscription}`, change),
    async reset() {
      await grid.settled();
      remove();
      forgotten = grid.log().length;
    },
    async close() {
      grid.close();
      await Promise.all([emulator.close(), served.close(), standIn.close()]);
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  });
}
