import type { AttemptOutcome, DestinationClass } from "./outcome.ts";

/*
 * When a delivery is tried again: Azure docs, "Event Grid message delivery and retry" (2026-02), retry schedule and
 * failure codes.
 */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long Event Grid waits for an answer. */
export const responseLimit = 30 * second;

/** "If the endpoint responds within 3 minutes", Event Grid tries to take the event out of the retry queue. */
export const lateAnswerLimit = 3 * minute;

/** How long Event Grid waits after the last attempt before it writes a dead letter. */
export const deadLetterDelay = 5 * minute;

/** For how long Event Grid tries to write a dead letter before it drops the event. */
export const deadLetterPatience = 4 * hour;

/** The waits between attempts; the last one goes on. */
export const retryDelays: readonly number[] = Object.freeze([
  10 * second,
  30 * second,
  1 * minute,
  5 * minute,
  10 * minute,
  30 * minute,
  1 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
]);

/** "A small randomization to all retry steps": how small is not said; up to this share is added. */
export const jitter = 0.05;

const notRetried: Readonly<Record<DestinationClass, ReadonlySet<number>>> = {
  webhook: new Set([400, 413, 401, 403]),
  "azure-resource": new Set([400, 413, 403]),
};

/** "Retry after … or more", by status; where nothing is said it is 10 seconds, the first step of the schedule. */
const minimumWaits: Readonly<Record<DestinationClass, Readonly<Record<number, number>>>> = {
  webhook: { 408: 2 * minute, 503: 30 * second },
  "azure-resource": { 401: 5 * minute, 404: 5 * minute, 408: 2 * minute, 503: 30 * second },
};

export interface RetryState {
  /** Attempts made, at least 1. */
  readonly attempts: number;
  readonly failure: Extract<AttemptOutcome, { readonly kind: "failed" }>;
  readonly destination: DestinationClass;
  /** When the last attempt ended, in milliseconds since 1970. */
  readonly endedAt: number;
  readonly maxDeliveryAttempts: number;
  /** 0 to 1. */
  readonly random: () => number;
}

/**
 * Why an event is given up. Only `MaxDeliveryAttemptsExceeded` is documented; `UndeliverableDueToHttpBadRequest` was
 * seen in a dead letter (Stack Overflow 52173869), the others are named after these two.
 */
export type DeadLetterReason = "MaxDeliveryAttemptsExceeded" | "TimeToLiveExceeded" | `UndeliverableDueToHttp${string}`;

export type NextStep =
  | { readonly kind: "retry"; readonly at: number }
  | { readonly kind: "give-up"; readonly reason: DeadLetterReason };

/** What follows a failed attempt. The time to live is not asked here: it is looked at when the next attempt is due. */
export function nextStep(state: RetryState): NextStep {
  const { attempts, failure, destination, endedAt, maxDeliveryAttempts, random } = state;
  if (failure.status !== undefined && notRetried[destination].has(failure.status)) {
    return { kind: "give-up", reason: `UndeliverableDueToHttp${failure.outcome}` };
  }
  if (attempts >= maxDeliveryAttempts) return { kind: "give-up", reason: "MaxDeliveryAttemptsExceeded" };
  const scheduled = retryDelays[Math.min(attempts, retryDelays.length) - 1] ?? 0;
  const least = (failure.status === undefined ? undefined : minimumWaits[destination][failure.status]) ?? 0;
  return { kind: "retry", at: endedAt + Math.round(Math.max(scheduled, least) * (1 + jitter * random())) };
}

/**
 * How long after an attempt begins nothing can follow from it, where `attempts` were made before: the next one is at
 * least a step of the schedule away, and a dead letter five minutes.
 */
export function quietAfter(attempts: number): number {
  return Math.min(retryDelays[attempts] ?? deadLetterDelay, deadLetterDelay);
}

/** Whether an event has outlived its time to live when an attempt is due. Times in milliseconds. */
export function isExpired(publishedAt: number, due: number, eventTimeToLiveInMinutes: number): boolean {
  return due - publishedAt > eventTimeToLiveInMinutes * minute;
}
