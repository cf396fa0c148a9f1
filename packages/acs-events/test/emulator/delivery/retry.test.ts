import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../../src/emulator/delivery/outcome.ts";
import { isExpired, jitter, nextStep, responseLimit, retryDelays } from "../../../src/emulator/delivery/retry.ts";
import { noJitter } from "./rig.ts";

type Failure = Parameters<typeof nextStep>[0]["failure"];

function failed(status?: number): Failure {
  const outcome =
    status === undefined
      ? outcomeOf({ kind: "timed-out" }, responseLimit)
      : outcomeOf({ kind: "answered", status, headers: {}, body: "" }, responseLimit);
  if (outcome.kind !== "failed") throw new Error(`${status} is not a failure`);
  return outcome;
}

function stepAfter(failure: Failure, attempts = 1, destination: "webhook" | "azure-resource" = "webhook") {
  return nextStep({ attempts, failure, destination, endedAt: 0, maxDeliveryAttempts: 30, random: noJitter });
}

test("the waits are the documented ones", () => {
  const seconds = Array.from({ length: 12 }, (_, index) => stepAfter(failed(500), index + 1)).map((step) =>
    step.kind === "retry" ? step.at / 1000 : step.reason,
  );
  expect(seconds).toEqual([10, 30, 60, 300, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 43_200, 43_200]);
  expect(retryDelays).toHaveLength(10);
});

test.each([200, 201, 202, 203, 204])("%i acknowledges a delivery", (status) => {
  expect(outcomeOf({ kind: "answered", status, headers: {}, body: "" }, responseLimit)).toEqual({
    kind: "delivered",
    status,
  });
});

describe("every status of the documentation", () => {
  // Status, what it is called, the first wait in seconds for a webhook and for an Azure resource; null: not retried.
  const rows: readonly [number, string, number | null, number | null][] = [
    [205, "Aborted", 10, 10],
    [301, "Aborted", 10, 10],
    [400, "BadRequest", null, null],
    [401, "Unauthorized", null, 300],
    [403, "Forbidden", null, null],
    [404, "NotFound", 10, 300],
    [408, "TimedOut", 120, 120],
    [413, "PayloadTooLarge", null, null],
    [429, "Busy", 10, 10],
    [500, "Aborted", 10, 10],
    [503, "Busy", 30, 30],
  ];
  test.each(rows)("%i is %s", (status, outcome, webhook, resource) => {
    const failure = failed(status);
    expect(failure.outcome).toBe(outcome);
    const step = (wait: number | null) =>
      wait === null
        ? { kind: "give-up", reason: `UndeliverableDueToHttp${outcome}` }
        : { kind: "retry", at: wait * 1000 };
    expect(stepAfter(failure, 1, "webhook")).toEqual(step(webhook));
    expect(stepAfter(failure, 1, "azure-resource")).toEqual(step(resource));
  });

  test("a minimum wait never shortens the schedule", () => {
    expect(stepAfter(failed(408), 6)).toEqual({ kind: "retry", at: 1_800_000 });
    expect(stepAfter(failed(404), 5, "azure-resource")).toEqual({ kind: "retry", at: 600_000 });
  });

  test("no answer, and no connection", () => {
    expect(failed()).toEqual({
      kind: "failed",
      outcome: "TimedOut",
      detail: "the handler did not answer within 30 s",
    });
    expect(outcomeOf({ kind: "no-connection", code: "ECONNREFUSED" }, responseLimit)).toEqual({
      kind: "failed",
      outcome: "SocketError",
      detail: "the handler could not be reached (ECONNREFUSED)",
    });
  });
});

test("after the last attempt that is allowed, the event is given up", () => {
  const step = { failure: failed(500), destination: "webhook", endedAt: 0, random: noJitter } as const;
  expect(nextStep({ ...step, attempts: 2, maxDeliveryAttempts: 3 }).kind).toBe("retry");
  expect(nextStep({ ...step, attempts: 3, maxDeliveryAttempts: 3 })).toEqual({
    kind: "give-up",
    reason: "MaxDeliveryAttemptsExceeded",
  });
});

test("the jitter adds up to its share and never shortens a wait", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 29 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, share) => {
      const exact = stepAfter(failed(500), attempts);
      const step = nextStep({
        attempts,
        failure: failed(500),
        destination: "webhook",
        endedAt: 0,
        maxDeliveryAttempts: 30,
        random: () => share,
      });
      if (exact.kind !== "retry" || step.kind !== "retry") throw new Error("a 500 is retried");
      expect(step.at).toBeGreaterThanOrEqual(exact.at);
      expect(step.at).toBeLessThanOrEqual(Math.round(exact.at * (1 + jitter)));
    }),
    { numRuns: 50 },
  );
});

test("an event is too old only after the last minute of its time to live", () => {
  expect(isExpired(0, 30 * 60_000, 30)).toBe(false);
  expect(isExpired(0, 30 * 60_000 + 1, 30)).toBe(true);
});
