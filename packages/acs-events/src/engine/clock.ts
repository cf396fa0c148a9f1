import { setTimeout as after } from "node:timers/promises";

/** The time that a deployment waits on, so that a test can let minutes pass in no time. */
export interface DeploymentClock {
  /** Milliseconds; only differences mean something. */
  now(): number;
  /** Resolves when the time is over, or at once when `signal` says that nobody wants to wait any more. */
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The clock on the wall. */
export const wallClock: DeploymentClock = Object.freeze({
  now: () => performance.now(),
  wait: (milliseconds: number, signal: AbortSignal) =>
    after(milliseconds, undefined, { signal }).catch(() => undefined),
});
