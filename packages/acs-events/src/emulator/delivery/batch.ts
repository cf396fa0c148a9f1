import type { Event } from "../../catalog/event.ts";
import type { EventSubscriptionResource } from "../store.ts";
import type { AttemptRecord, DeliveryOutcome } from "./delivery-record.ts";
import { type Destination, shownDestination } from "./destinations.ts";
import type { EventFate, Unfinished } from "./journal.ts";
import type { AttemptOutcome, LastDeliveryOutcome } from "./outcome.ts";
import type { DeadLetterReason } from "./retry.ts";

/** A delivery that has not ended. */
export interface Tracked {
  /** Its number in the journal. */
  readonly delivery: number;
  readonly event: Event;
  /** In milliseconds since 1970. */
  readonly publishedAt: number;
  readonly outputEventId: string;
  attempts: readonly AttemptRecord[];
  outcome: DeliveryOutcome;
}

/** The subscription that events are for, as far as it is known when it is gone. */
export type Recipient = Pick<EventSubscriptionResource, "id" | "name">;

/** Events of one subscription that go together until the end; one alone unless batching is on. Times in milliseconds. */
export interface Batch {
  readonly recipient: Recipient;
  readonly members: readonly Tracked[];
  /** Of the oldest. */
  readonly publishedAt: number;
  attempts: number;
  /** The last attempt that failed. */
  last?: { readonly outcome: LastDeliveryOutcome; readonly startedAt: number; readonly endedAt: number };
}

/** The state of a delivery, with its details. */
export interface Standing {
  readonly outcome: DeliveryOutcome;
  readonly nextAttemptAt?: string;
  readonly reason?: string;
  readonly deadLetter?: string;
  readonly givenUp?: DeadLetterReason;
}

/** What is written down of a delivery. */
export function fateOf(
  { name, id }: Recipient,
  { outputEventId, attempts }: Pick<Tracked, "outputEventId" | "attempts">,
  standing: Standing,
): EventFate {
  return { subscription: name, subscriptionId: id, outputEventId, attempts, ...standing };
}

/** A delivery that a former process left unfinished; it goes on alone, even where it was one of a batch. */
export function resumedBatch(delivery: number, { event, publishedAt }: Unfinished["event"], fate: EventFate): Batch {
  const { subscription: name, subscriptionId: id, outputEventId, attempts, outcome } = fate;
  const last = attempts.findLast((each) => each.outcome !== "Delivered" && each.outcome !== "NotContacted");
  return {
    recipient: { id, name },
    members: [{ delivery, event, publishedAt: Date.parse(publishedAt), outputEventId, attempts, outcome }],
    publishedAt: Date.parse(publishedAt),
    attempts: attempts.length,
    ...(last === undefined ? {} : { last: failedAttempt(last) }),
  };
}

function failedAttempt({ outcome, startedAt, durationMs }: AttemptRecord): NonNullable<Batch["last"]> {
  const began = Date.parse(startedAt);
  return { outcome: outcome as LastDeliveryOutcome, startedAt: began, endedAt: began + durationMs };
}

/** Writes an attempt down, for every event of the batch. `log` gets a line for each event. */
export function noteAttempt(
  batch: Batch,
  { name }: EventSubscriptionResource,
  destination: Destination,
  outcome: AttemptOutcome,
  [startedAt, endedAt]: readonly [number, number],
  log: ((line: string) => void) | undefined,
): void {
  const detail = outcome.kind === "delivered" ? acknowledgement(outcome) : outcome.detail;
  const status = outcome.kind === "not-contacted" ? undefined : outcome.status;
  const answer = outcome.kind === "not-contacted" ? undefined : outcome.answer;
  const record: AttemptRecord = Object.freeze({
    count: batch.attempts,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    outcome: outcomeName(outcome),
    ...(status === undefined ? {} : { status }),
    detail,
    ...(answer === undefined ? {} : { answer }),
    endpoint: shownDestination(destination),
    batchSize: batch.members.length,
  });
  batch.attempts += 1;
  for (const one of batch.members) {
    one.attempts = [...one.attempts, record];
    log?.(`${record.startedAt} ${one.event.id} to ${name}, attempt ${batch.attempts}: ${detail}`);
  }
}

/** What an attempt that has failed is remembered as. */
export function outcomeName(outcome: AttemptOutcome): AttemptRecord["outcome"] {
  switch (outcome.kind) {
    case "delivered":
      return "Delivered";
    case "not-contacted":
      return "NotContacted";
    case "failed":
      return outcome.outcome;
  }
}

function acknowledgement({ status, detail }: Extract<AttemptOutcome, { readonly kind: "delivered" }>): string {
  if (detail !== undefined) return detail;
  return status === undefined ? "the local stand-in took it" : `the handler answered ${status}`;
}
