import type { Outcome } from "./delivery.ts";

export const handled: Outcome = { kind: "handled" };
export const duplicate: Outcome = { kind: "duplicate" };
export const unhandled: Outcome = { kind: "unhandled" };
export const heldElsewhere: Outcome = { kind: "retry", reason: "another process works on this event", busy: true };
export const takenOver: Outcome = { kind: "retry", reason: "another process has taken over this event", busy: true };

/** How long a failed event waits: 5 s after the first failure, twice as long after each further one, at most 10 minutes. */
export function retryDelay(attempt: number): number {
  return Math.min(5_000 * 2 ** (attempt - 1), 600_000);
}
