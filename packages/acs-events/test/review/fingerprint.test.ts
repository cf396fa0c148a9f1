import { describe, expect, test } from "vitest";
import { finding } from "../../src/review/change.ts";
import { ofSubscription } from "../../src/review/fingerprint.ts";
import { sha256 } from "./shared-review.ts";

const of = (name: string, message: string, about: readonly unknown[]) =>
  ofSubscription(finding("filter-narrowed", message, about), name, sha256).fingerprint;
const given = of("texts", "Some events stop arriving.", [{ a: 1, b: null }, { b: 2 }]);

test("12 digits, the same in every release", () => {
  expect(given).toBe("32d5ef46bda2");
});

describe("stays the same", () => {
  test.each([
    ["whatever the message says", of("texts", "Other words.", [{ a: 1, b: null }, { b: 2 }])],
    ["whatever the case of the name", of("Texts", "Some events stop arriving.", [{ a: 1, b: null }, { b: 2 }])],
    ["whatever the order of properties", of("texts", "", [{ b: null, a: 1 }, { b: 2 }])],
  ])("%s", (_, other) => expect(other).toBe(given));
});

describe("is another", () => {
  test.each([
    ["for another subscription", of("other", "", [{ a: 1 }, { b: 2 }])],
    ["for a change from something else", of("texts", "", [{ a: 2 }, { b: 2 }])],
    ["for a change to something else", of("texts", "", [{ a: 1 }, { b: 3 }])],
    ["for another id", ofSubscription(finding("filter-same", "", [{ a: 1 }, { b: 2 }]), "texts", sha256).fingerprint],
  ])("%s", (_, other) => expect(other).not.toBe(given));
});

test("there is none without a hash", () => {
  expect(ofSubscription(finding("filter-same", "m", []), "texts", undefined)).toEqual({
    id: "filter-same",
    level: "info",
    message: "m",
  });
});
