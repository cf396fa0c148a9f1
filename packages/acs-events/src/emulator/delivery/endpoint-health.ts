import type { LastDeliveryOutcome } from "./outcome.ts";

/*
 * What Event Grid does about an endpoint that fails again and again: Azure docs, "Event Grid message delivery and
 * retry", probation and delayed delivery. The documentation names the durations of probation. It does not say how long
 * delayed delivery lasts ("in some cases up to several hours"), nor when it ends: the figures below are ours.
 */

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long an event subscription is on probation, by what failed last. What is not named has no probation. */
const probation: Readonly<Partial<Record<LastDeliveryOutcome, number>>> = {
  Busy: 10 * second,
  TimedOut: 10 * second,
  SocketError: 30 * second,
  NotFound: 5 * minute,
  ResolutionError: 5 * minute,
  Disabled: 5 * minute,
  Full: 5 * minute,
  Unauthorized: 5 * minute,
  Forbidden: 5 * minute,
  InvalidAzureFunctionDestination: 10 * minute,
};

/** "If the first 10 events published to an endpoint fail": after this many failures in a row, delivery is delayed. */
export const failuresBeforeDelay = 10;

/** The first delay, and the longest: it doubles while the endpoint goes on failing. */
const firstDelay = 10 * minute;
const longestDelay = 4 * hour;

/** Why an attempt has to wait. */
export interface Wait {
  readonly until: number;
  readonly why: "probation" | "delayed delivery";
}

/** What is known of how an endpoint answers. Times in milliseconds since 1970. */
export interface EndpointHealth {
  note(outcome: "Delivered" | LastDeliveryOutcome, at: number): void;
  /**
   * Whether an attempt that is due at `now` has to wait. Probation concerns new events alone: an event that has failed
   * is tried again on its own schedule. Delayed delivery concerns both.
   */
  wait(now: number, isFirstAttempt: boolean): Wait | undefined;
  /** Whether the last attempt was not answered. */
  hangs(): boolean;
}

export function createEndpointHealth(): EndpointHealth {
  let failures = 0;
  let last: LastDeliveryOutcome | undefined;
  let probationEnds = 0;
  let delay = 0;
  let delayEnds = 0;
  return Object.freeze({
    note(outcome: "Delivered" | LastDeliveryOutcome, at: number) {
      if (outcome === "Delivered") {
        failures = probationEnds = delay = delayEnds = 0;
        last = undefined;
        return;
      }
      failures += 1;
      last = outcome;
      probationEnds = Math.max(probationEnds, at + (probation[outcome] ?? 0));
      if (failures < failuresBeforeDelay || at < delayEnds) return;
      delay = delay === 0 ? firstDelay : Math.min(2 * delay, longestDelay);
      delayEnds = at + delay;
    },
    wait(now: number, isFirstAttempt: boolean): Wait | undefined {
      if (now < delayEnds) return { until: delayEnds, why: "delayed delivery" };
      if (isFirstAttempt && now < probationEnds) return { until: probationEnds, why: "probation" };
      return undefined;
    },
    hangs: () => last === "TimedOut",
  });
}
