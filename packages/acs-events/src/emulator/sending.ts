import type { EventGridEvent } from "../catalog/event.ts";
import type { DeliveryRecord, PublishResult } from "./delivery/delivery-record.ts";
import type { GridListener } from "./delivery/event-grid.ts";
import type { CommunicationServices } from "./event-source/index.ts";

/** What became of an event that somebody sent, after the first attempts. */
export interface SentEvent {
  readonly id: string;
  readonly eventType: string;
  readonly subject: string;
  /** Why it was not published. */
  readonly refused?: string;
  readonly deliveries: readonly SentDelivery[];
}

export interface SentDelivery {
  readonly subscription: string;
  readonly outcome: DeliveryRecord["outcome"];
  /** What the handler answered, or why nothing was asked of it. */
  readonly detail: string;
}

/** Sends events for somebody who wants to know who received them. */
export interface Sender {
  /** Publishes events of the deployed resource, as they are written, and waits for the first attempts of all. */
  send(events: readonly EventGridEvent[]): Promise<readonly SentEvent[]>;
  /** What the local Event Grid reports. */
  readonly listener: GridListener;
}

/** A handler may take 30 seconds to answer; a sender does not wait longer. In milliseconds. */
const patience = 35_000;

interface Waiting {
  readonly left: Set<string>;
  readonly deliveries: Map<string, SentDelivery>;
  readonly done: () => void;
}

/** `source` is asked for when something is sent; `next` gets everything as well. */
export function createSender(source: () => Pick<CommunicationServices, "publish">, next?: GridListener): Sender {
  const waiting = new WeakMap<object, Waiting>();
  /** Called with the event that is being published, before anything is delivered. */
  let expecting: ((result: PublishResult) => void) | undefined;
  const sendOne = (event: EventGridEvent): Promise<SentEvent> =>
    new Promise((resolve) => {
      expecting = (result) => {
        if (result.kind === "refused") return resolve(outcomeOf(event, result.reason));
        const { matched, event: sent } = result;
        if (matched.length === 0) return resolve(outcomeOf(event));
        const deliveries = new Map<string, SentDelivery>(
          matched.map((subscription) => [subscription, { subscription, outcome: "pending", detail: "no answer yet" }]),
        );
        const done = (): void => {
          clearTimeout(timer);
          waiting.delete(sent);
          resolve({ ...outcomeOf(event), deliveries: [...deliveries.values()] });
        };
        const timer = setTimeout(done, patience);
        waiting.set(sent, { left: new Set(matched), deliveries, done });
      };
      try {
        source().publish(event);
      } catch (error) {
        resolve(outcomeOf(event, whyNotSent(error)));
      } finally {
        expecting = undefined;
      }
    });
  return Object.freeze({
    send: (events: readonly EventGridEvent[]) => Promise.all(events.map(sendOne)),
    listener: {
      published(result: PublishResult) {
        expecting?.(result);
        next?.published(result);
      },
      stands(record: DeliveryRecord) {
        next?.stands(record);
        const one = waiting.get(record.event);
        const { subscription, outcome, attempts, reason, nextAttemptAt } = record;
        if (one === undefined || (outcome === "pending" && nextAttemptAt === undefined)) return;
        const detail = reason ?? attempts.at(-1)?.detail ?? "";
        one.deliveries.set(subscription, { subscription, outcome, detail });
        one.left.delete(subscription);
        if (one.left.size === 0) one.done();
      },
    },
  });
}

function outcomeOf({ id, eventType, subject }: EventGridEvent, refused?: string): SentEvent {
  return { id, eventType, subject, ...(refused === undefined ? {} : { refused }), deliveries: [] };
}

function whyNotSent(error: unknown): string {
  // Only nesting as deep as this is too much for the stack.
  if (error instanceof RangeError) return "its payload is nested too deeply to be read";
  return error instanceof Error ? error.message : String(error);
}
