import type { Event } from "../../catalog/event.ts";
import type { EventSubscriptionResource } from "../store.ts";
import { toBatches } from "./batching.ts";
import type { AttemptRecord, DeliveryOutcome, DeliveryRecord } from "./delivery-record.ts";
import { type Destination, readDestination, shownDestination } from "./destinations.ts";
import type { AttemptOutcome, LastDeliveryOutcome } from "./outcome.ts";

/** A delivery record in the making. */
export interface Tracked {
  readonly event: Event;
  readonly subscription: EventSubscriptionResource;
  readonly outputEventId: string;
  readonly attempts: AttemptRecord[];
  outcome: DeliveryOutcome;
  nextAttemptAt: string | undefined;
  reason: string | undefined;
  deadLetter: string | undefined;
}

/** Events of one subscription that go together until the end; one alone unless batching is on. Times in milliseconds. */
export interface Batch {
  readonly members: readonly Tracked[];
  readonly publishedAt: number;
  attempts: number;
  /** The last attempt that failed. */
  last?: { readonly outcome: LastDeliveryOutcome; readonly startedAt: number; readonly endedAt: number };
}

export function track(subscription: EventSubscriptionResource, event: Event, outputEventId: string): Tracked {
  const open = { nextAttemptAt: undefined, reason: undefined, deadLetter: undefined };
  return { event, subscription, outputEventId, attempts: [], outcome: "pending", ...open };
}

/** A record as it is by now. */
export function recordOf(tracked: Tracked): DeliveryRecord {
  const { event, subscription, outcome, attempts, nextAttemptAt, reason, deadLetter } = tracked;
  return Object.freeze({
    event,
    subscription: subscription.name,
    subscriptionId: subscription.id,
    outcome,
    attempts: [...attempts],
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
    ...(reason === undefined ? {} : { reason }),
    ...(deadLetter === undefined ? {} : { deadLetter }),
  });
}

/** What goes together of the events that one subscription gets at the same time. */
export function batchesOf(
  subscription: EventSubscriptionResource,
  all: readonly Tracked[],
  publishedAt: number,
): readonly Batch[] {
  const destination = readDestination(subscription.destination);
  const together =
    destination.kind === "webhook" || destination.kind === "azure-function"
      ? toBatches(all, destination.batching, ({ event }) => Buffer.byteLength(JSON.stringify(event)))
      : all.map((one) => [one]);
  return together.map((members) => ({ members, publishedAt, attempts: 0 }));
}

/** Writes an attempt down, for every event of the batch. `log` is told of it in a line an event. */
export function noteAttempt(
  batch: Batch,
  { name }: EventSubscriptionResource,
  destination: Destination,
  outcome: AttemptOutcome,
  [startedAt, endedAt]: readonly [number, number],
  log: ((line: string) => void) | undefined,
): void {
  const detail = outcome.kind === "delivered" ? acknowledgement(outcome.status) : outcome.detail;
  const status = outcome.kind === "not-contacted" ? undefined : outcome.status;
  const record: AttemptRecord = Object.freeze({
    count: batch.attempts,
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    outcome: outcomeName(outcome),
    ...(status === undefined ? {} : { status }),
    detail,
    endpoint: shownDestination(destination),
    batchSize: batch.members.length,
  });
  batch.attempts += 1;
  for (const one of batch.members) {
    one.attempts.push(record);
    log?.(`${record.startedAt} ${one.event.id} to ${name}, attempt ${batch.attempts}: ${detail}`);
  }
}

function outcomeName(outcome: AttemptOutcome): AttemptRecord["outcome"] {
  switch (outcome.kind) {
    case "delivered":
      return "Delivered";
    case "not-contacted":
      return "NotContacted";
    case "failed":
      return outcome.outcome;
  }
}

function acknowledgement(status: number | undefined): string {
  return status === undefined ? "the local stand-in took it" : `the handler answered ${status}`;
}

/** What stands of every event of the batch from now on. */
export function settle(
  batch: Batch,
  outcome: DeliveryOutcome,
  { nextAttemptAt, reason, deadLetter }: Partial<Pick<Tracked, "nextAttemptAt" | "reason" | "deadLetter">> = {},
): void {
  for (const one of batch.members) Object.assign(one, { outcome, nextAttemptAt, reason, deadLetter });
}
