import { expect, test } from "vitest";
import { retriesRule } from "../../../src/subscription-set/rules/retries.ts";
import { said } from "./said.ts";

const retry = (maxDeliveryAttempts: number, eventTimeToLiveInMinutes: number, more: object = {}) =>
  said(retriesRule, { retryPolicy: { maxDeliveryAttempts, eventTimeToLiveInMinutes }, ...more });

test.each([
  [1, 1],
  [30, 1440],
])("%i attempts in %i minutes pass", (attempts, minutes) => {
  expect(retry(attempts, minutes)).toEqual([]);
});

test("out of bounds", () => {
  expect(retry(31, 0)).toMatchInlineSnapshot(`
    [
      "error retry-out-of-bounds at retryPolicy.maxDeliveryAttempts: maxDeliveryAttempts is 31; Azure allows a whole number from 1 to 30.",
      "error retry-out-of-bounds at retryPolicy.eventTimeToLiveInMinutes: eventTimeToLiveInMinutes is 0; Azure allows a whole number from 1 to 1440.",
    ]
  `);
  expect(retry(1.5, 1441)).toHaveLength(2);
});

test("a call rings for 30 seconds", () => {
  const calls = { filter: { includedEventTypes: ["Microsoft.Communication.IncomingCall"] } };
  expect(retry(2, 1, calls)).toEqual([]);
  expect(retry(30, 1440, calls)).toMatchInlineSnapshot(`
    [
      "warning incoming-call-retries at retryPolicy: A call rings for 30 seconds, but IncomingCall is tried up to 30 times within 1440 minutes. A handler then answers calls that have ended. Set maxDeliveryAttempts to 2 and eventTimeToLiveInMinutes to 1. [fix {"maxDeliveryAttempts":2,"eventTimeToLiveInMinutes":1}]",
    ]
  `);
});
