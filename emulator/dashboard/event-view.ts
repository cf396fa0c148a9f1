import type { Event } from "../../infra/catalog/event.ts";
import { eventTypeOf } from "../../infra/filters/match/basic.ts";
import type { AttemptRecord, DeliveryRecord, PublishResult } from "../delivery/delivery-record.ts";
import type { Misses } from "./kept-out.ts";

/** What became of an event at one subscription. */
export interface DeliveryView {
  readonly subscription: string;
  readonly outcome: DeliveryRecord["outcome"];
  /** For a reader: `delivered at attempt 3`. */
  readonly summary: string;
  /** Each attempt, once there was a failure. */
  readonly attempts: readonly Pick<AttemptRecord, "startedAt" | "detail">[];
  /** The file of the dead letter. */
  readonly deadLetter?: string;
}

/** An event as the page lists it. Its text is asked for by `position` when somebody wants to read it. */
export interface EventView extends Misses {
  /** Its place among all that was published, from 0. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  /** ISO 8601, of the local clock. */
  readonly publishedAt: string;
  readonly deliveries: readonly DeliveryView[];
  /** Those whose filter lets it through and that do not get it all the same. */
  readonly passedOver: readonly { readonly subscription: string; readonly reason: string }[];
  /** Why nobody can get it: Event Grid refused it, or no topic carries the events of its source. */
  readonly trouble?: string;
}

type Published = Extract<PublishResult, { readonly kind: "published" }>;

export function viewEvent(
  { event, publishedAt, topics, passedOver }: Published,
  position: number,
  records: readonly DeliveryRecord[],
  misses: Misses,
): EventView {
  return {
    position,
    ...envelopeOf(event),
    publishedAt,
    deliveries: records.map(viewDelivery),
    passedOver,
    ...misses,
    ...(topics.length === 0 ? { trouble: noTopic } : {}),
  };
}

/** What is said of an event from whose source no topic takes events. */
export const noTopic = "no system topic carries the events of its source";

export function envelopeOf(event: Event): Pick<EventView, "id" | "type" | "subject"> {
  const { id, subject = "" } = event;
  return { id, type: eventTypeOf(event), subject };
}

function viewDelivery(record: DeliveryRecord): DeliveryView {
  const { subscription, outcome, attempts, deadLetter } = record;
  const failed = attempts.length > 1 || attempts.some(({ outcome: each }) => each !== "Delivered");
  return {
    subscription,
    outcome,
    summary: summaryOf(record),
    attempts: failed ? attempts.map(({ startedAt, detail }) => ({ startedAt, detail })) : [],
    ...(deadLetter === undefined ? {} : { deadLetter }),
  };
}

function summaryOf({ outcome, attempts, reason, nextAttemptAt }: DeliveryRecord): string {
  switch (outcome) {
    case "pending":
      return "on its way";
    case "delivered":
      return attempts.length === 1 ? "delivered" : `delivered at attempt ${attempts.length}`;
    case "retrying":
      return `attempt ${attempts.length} failed; the next one is at ${nextAttemptAt}`;
    case "dead-lettering":
      return `${reason}; about to be kept as a dead letter`;
    case "dead-lettered":
      return `${reason}; kept as a dead letter`;
    case "dropped":
      return `dropped: ${reason}`;
    case "not-contacted":
      return `not contacted: ${reason}`;
  }
}
