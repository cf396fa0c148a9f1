import type { Event } from "../../catalog/event.ts";
import { eventTypeOf } from "../../filters/match/basic.ts";
import type { AttemptRecord, DeliveryRecord, PublishResult } from "../delivery/delivery-record.ts";
import { remarkOnType } from "./remarks.ts";
import type { AttemptView, DeliverySummary, DeliveryView, EventHead } from "./views.ts";

type Published = Extract<PublishResult, { readonly kind: "published" }>;

/** What identifies an event, whether somebody looks at it alone or in a list. */
export function viewHead({ event, publishedAt, topics, again }: Published, position: number): EventHead {
  const envelope = envelopeOf(event);
  const remark = remarkOnType(envelope.type);
  return {
    position,
    ...envelope,
    publishedAt,
    ...(again === undefined ? {} : { again }),
    ...(topics.length === 0 ? { trouble: noTopic } : {}),
    ...(remark === undefined ? {} : { remark }),
  };
}

export function viewRefused(reason: string, position: number): EventHead {
  const trouble = `Event Grid refused it: ${reason}`;
  return { position, id: "", type: "", subject: "", publishedAt: "", trouble };
}

/** What is said of an event from whose source no topic takes events. */
export const noTopic = "no system topic carries the events of its source";

export function envelopeOf(event: Event): Pick<EventHead, "id" | "type" | "subject"> {
  const { id, subject = "" } = event;
  return { id, type: eventTypeOf(event), subject };
}

type Standing = Omit<DeliveryRecord, "event">;

/** `deliveredAgain`: where it was delivered again, if it was. */
export function summariseDelivery(record: Standing, deliveredAgain: number | undefined): DeliverySummary {
  const { subscription, outcome, deadLetter } = record;
  return {
    subscription,
    kind: kindOf(outcome),
    summary: summaryOf(record),
    ...(deadLetter === undefined ? {} : { deadLetter }),
    ...(deliveredAgain === undefined ? {} : { deliveredAgain }),
  };
}

export function viewDelivery(record: Standing, deliveredAgain: number | undefined): DeliveryView {
  const { attempts, nextAttemptAt } = record;
  return {
    ...summariseDelivery(record, deliveredAgain),
    attempts: attempts.map(viewAttempt),
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
  };
}

function viewAttempt({
  startedAt,
  detail,
  durationMs,
  status,
  outcome,
  answer,
  batchSize,
}: AttemptRecord): AttemptView {
  return {
    startedAt,
    detail,
    durationMs,
    delivered: outcome === "Delivered",
    batchSize,
    ...(status === undefined ? {} : { status }),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** The state of a delivery. */
export function kindOf(outcome: DeliveryRecord["outcome"]): DeliverySummary["kind"] {
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

function summaryOf({ outcome, attempts, reason }: Standing): string {
  switch (outcome) {
    case "pending":
      return reason ?? "on its way";
    case "delivered":
      if (reason !== undefined) return `delivered; ${reason}`;
      return attempts.length === 1 ? "delivered" : `delivered at attempt ${attempts.length}`;
    case "retrying":
      return reason ?? `attempt ${attempts.length} failed; it is tried again`;
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
