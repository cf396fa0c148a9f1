import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { readSubscription } from "../../src/subscription-set/read-subscription.ts";

/** A subscription with one condition by an operator that Azure may know and this repository does not. */
const subscription = (operatorType: string, value: string) =>
  readSubscription({
    json: {
      name: "support-texts",
      filter: {
        includedEventTypes: ["Microsoft.Communication.SMSReceived"],
        advancedFilters: [{ operatorType, key: "data.from", values: [value] }],
      },
      destination: { endpointType: "StorageQueue", resourceId: "/subscriptions/0/a", queueName: "texts" },
    },
  }).record;

const review = (...[base, head]: Parameters<typeof compareSubscriptions>) =>
  compareSubscriptions(base, head, { hash: (text) => createHash("sha256").update(text).digest("hex") }).changes.map(
    ({ kind, filter: { relation, lost, gained }, findings }) => ({
      kind,
      relation,
      proofs: [lost, gained].filter((event) => event !== null).length,
      findings: findings.map(({ id, message }) => `${id}: ${message}`),
    }),
  );

const undecided = (which: string, doubts: string) => ({
  kind: "changed",
  relation: "undecided",
  proofs: 0,
  findings: [
    `filter-undecided: How the filter changes is not decided: a part of ${which} cannot be read, and \`npx acs-events check\` says which. Look at it by hand.`,
    `events-unreceived-undecided: It is not decided whether other subscriptions receive all events of SMSReceived that this one received: ${doubts}.`,
  ],
});

const isUnread = "support-texts: a part of its filter cannot be read";
const wasUnread = "support-texts as it was: a part of its filter cannot be read";

test.each([
  ["its value", "StringLooksLike", "StringLooksLike", "2", "the new filter", `${wasUnread}; ${isUnread}`],
  ["to an operator that is known", "StringLooksLike", "StringContains", "1", "the filter as it was", wasUnread],
  ["from one", "StringContains", "StringLooksLike", "1", "the new filter", isUnread],
])("a filter that cannot be read changes %s: undecided, never silent", (_, before, after, value, which, doubts) => {
  expect(review([subscription(before, "1")], [subscription(after, value)])).toEqual([undecided(which, doubts)]);
});

test("unchanged, it is no change", () => {
  expect(review([subscription("StringLooksLike", "1")], [subscription("StringLooksLike", "1")])).toEqual([]);
});

test("removed or added, it shows no event that what could not be read may keep out", () => {
  const [removed] = review([subscription("StringLooksLike", "1")], []);
  const [added] = review([], [subscription("StringLooksLike", "1")]);
  expect([removed?.proofs, added?.proofs]).toEqual([0, 0]);
});
