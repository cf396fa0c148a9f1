import type { Event } from "../../catalog/event.ts";
import { eventTypeOf } from "../../filters/match/basic.ts";
import type { AttemptRecord, DeliveryRecord, PublishResult } from "../delivery/delivery-record.ts";
import { remarkOnType } from "./remarks.ts";
import type { AttemptView, DeliveryView, EventView, Misses } from "./views.ts";

type Published = Extract<PublishResult, { readonly kind: "published" }>;

/** An event as the page shows it; `records`: what became of it. */
export function viewEvent(
  { event, publishedAt, topics, passedOver }: Published,
  position: number,
  records: readonly DeliveryRecord[],
  misses: Pick<Misses, "keptOut" | "unlisted">,
): EventView {
  const envelope = envelopeOf(event);
  const remark = remarkOnType(envelope.type);
  return {
    position,
    ...envelope,
    publishedAt,
    deliveries: records.map(viewDelivery),
    passedOver,
    ...misses,
    ...(topics.length === 0 ? { trouble: noTopic } : {}),
    ...(remark === undefined ? {} : { remark }),
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
    kind: kindOf(outcome),
    summary: summaryOf(record),
    attempts: failed ? attempts.map(viewAttempt) : [],
    ...(deadLetter === undefined ? {} : { deadLetter }),
  };
}

function viewAttempt({ startedAt, detail, durationMs, status }: AttemptRecord): AttemptView {
  return { startedAt, detail, durationMs, ...(status === undefined ? {} : { status }) };
}

/** Where a delivery stands. */
export function kindOf(outcome: DeliveryRecord["outcome"]): DeliveryView["kind"] {
  switch (outcome) {
    case "delivered":
      return "delivered";
    case "pending":
    case "retrying":
    case "dead-lettering":
      return "under-way";
    case "dead-lettered":
    case "dropped":
    case "not-contacted":
      return "lost";
  }
}

function summaryOf({ outcome, attempts, reason, nextAttemptAt }: DeliveryRecord): string {
  switch (outcome) {
    case "pending":
      return reason ?? "on its way";
    case "delivered":
      if (reason !== undefined) return `delivered; ${reason}`;
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
