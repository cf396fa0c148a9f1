import { expect, test } from "vitest";
import { exceptionsFor, withExceptions } from "../../../src/cli/import/policies.ts";
import type { PolicyFinding } from "../../../src/policies/evaluate.ts";
import { parsePolicyConfig } from "../../../src/policies/policy-config.ts";

const refused = (id: string, subscription: string): PolicyFinding => ({
  id,
  subscription,
  level: "error",
  enforcement: "mandatory",
  message: "x",
  path: "",
});
const added = exceptionsFor(
  [
    refused("undelivered-events-kept", "legacy"),
    refused("undelivered-events-kept", "legacy"),
    refused("retry-within-bounds", "other"),
  ],
  "2027-02-26",
);
const one = (subscription: string) => ({ subscription, reason: "adopted as it was deployed", expires: "2027-02-26" });

test("a rule and a subscription have one exception", () => {
  expect(added).toEqual({
    "undelivered-events-kept": { exceptions: [one("legacy")] },
    "retry-within-bounds": { exceptions: [one("other")] },
  });
});

test.each([
  ["an empty file", "{}\n", {}],
  ["no text", "", {}],
  [
    "a level",
    JSON.stringify({ "undelivered-events-kept": "mandatory" }),
    { "undelivered-events-kept": { enforcementLevel: "mandatory" } },
  ],
  [
    "settings",
    JSON.stringify({ "retry-within-bounds": { enforcementLevel: "advisory" }, all: "mandatory" }),
    { all: "mandatory" },
  ],
])("exceptions are added to %s, and what is there stays", (_, before, kept) => {
  const after: unknown = JSON.parse(withExceptions(before, added));
  expect(after).toMatchObject({ ...kept, "undelivered-events-kept": { exceptions: [one("legacy")] } });
  expect(parsePolicyConfig(after).ok).toBe(true);
});

test("exceptions that are there stay, also in Pulumi's version 2", () => {
  const old = { subscription: "old", reason: "since then", expires: "2027-01-01" };
  const before = { version: 2, policies: { "undelivered-events-kept": { exceptions: [old] } } };
  const after: unknown = JSON.parse(withExceptions(JSON.stringify(before), added));
  expect(after).toMatchObject({
    version: 2,
    policies: { "undelivered-events-kept": { exceptions: [old, one("legacy")] } },
  });
  expect(parsePolicyConfig(after).ok).toBe(true);
});
