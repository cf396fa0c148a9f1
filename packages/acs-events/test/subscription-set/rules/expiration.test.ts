import { expect, test } from "vitest";
import { expirationRule } from "../../../src/subscription-set/rules/expiration.ts";
import { said } from "./said.ts";

const expires = (expirationTimeUtc: string | null, today?: string) =>
  said(expirationRule, { expirationTimeUtc }, today === undefined ? {} : { today });

test("none, or what a template computes, passes", () => {
  expect(expires(null)).toEqual([]);
  expect(expires("")).toEqual([]);
  expect(expires("[parameters('end')]")).toEqual([]);
});

test("no time in UTC", () => {
  expect(expires("2027-01-31")).toMatchInlineSnapshot(`
    [
      "error expiration-invalid at expirationTimeUtc: "2027-01-31" is not a time in UTC; write it like 2027-01-31T00:00:00Z.",
    ]
  `);
  expect(expires("2027-13-31T00:00:00Z")).toHaveLength(1);
  expect(expires("2027-01-31T00:00:00+02:00")).toHaveLength(1);
});

test("a time to come is good to know; without a date to compare with, any is", () => {
  expect(expires("2027-01-31T00:00:00Z", "2026-11-24")).toMatchInlineSnapshot(`
    [
      "info expiration-set at expirationTimeUtc: Event Grid removes the subscription at 2027-01-31T00:00:00Z; its events are lost from then on.",
    ]
  `);
  expect(expires("2020-01-31T00:00:00Z")).toHaveLength(1);
});

test("soon, and past", () => {
  expect(expires("2026-12-01T00:00:00.0000000+00:00", "2026-11-24T10:00:00Z")).toMatchInlineSnapshot(`
    [
      "warning expiration-soon at expirationTimeUtc: Event Grid removes the subscription at 2026-12-01T00:00:00.0000000+00:00; its events are lost from then on.",
    ]
  `);
  expect(expires("2026-11-24T09:00:00", "2026-11-24T10:00:00Z")).toMatchInlineSnapshot(`
    [
      "error expiration-passed at expirationTimeUtc: The subscription expired at 2026-11-24T09:00:00; Azure refuses a time that has passed.",
    ]
  `);
});

test("what Azure answers was given a time that had not passed", () => {
  const changes = { expirationTimeUtc: "2018-10-23T04:19:32.2001749Z", provisioningState: "Succeeded" };
  expect(said(expirationRule, changes, { today: "2026-11-28" })).toEqual([
    "warning subscription-expired at expirationTimeUtc: The subscription ended at 2018-10-23T04:19:32.2001749Z, and no event is delivered to it any more. Delete it, or give it a time that is still to come.",
  ]);
});
