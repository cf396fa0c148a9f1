const first = 2_000;
const longest = 60_000;

/** With `backoff`, two to three minutes: about as long as the deployment of a small stack takes. */
export const usualAttempts = 8;

/**
 * For a role that was assigned moments ago, with `backoff` six to nine minutes: Azure says that it takes up to ten
 * (Azure docs, troubleshooting of role assignments), and part of them has passed before.
 */
export const roleAttempts = 14;

/**
 * How long to wait after the attempt `attempt` (1, 2, …), in milliseconds: 2 s, and twice as long each time up to a
 * minute, of which `random` (from 0 to 1) takes off up to a half.
 */
export function backoff(attempt: number, random: number): number {
  return Math.round(Math.min(longest, first * 2 ** (attempt - 1)) * (1 - random / 2));
}
