import { expect, test } from "vitest";
import { subscriptionsToAsk } from "../../src/cli/matchable-subscriptions.ts";
import { jsonNumber } from "../../src/json/exact-number.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

const types = ["Microsoft.Communication.SMSReceived"];
const asking = (name: string, ...advancedFilters: readonly unknown[]) => ({
  name,
  filter: { includedEventTypes: types, advancedFilters },
});

/** What is asked, and what is told, of a list of subscriptions as JSON. */
function told(...subscriptions: readonly unknown[]) {
  const asked = subscriptionsToAsk(readSubscriptionSet(subscriptions));
  return { ...asked, subscriptions: asked.subscriptions.map(({ name }) => name) };
}

test("what can be read is asked, however odd it is", () => {
  expect(
    told(asking("plain"), asking("no such key", { operatorType: "IsNotNull", key: "no such key" }), {
      name: "unknown property",
      filter: { includedEventTypes: ["No.Such.Type"], ["__proto__"]: { a: 1 }, wildcard: "*" },
    }),
  ).toEqual({ subscriptions: ["plain", "no such key", "unknown property"], leftOut: [], notes: [] });
});

test("a subscription whose filter cannot be read is omitted: the rest of it would match too much", () => {
  expect(
    told(
      asking("plain"),
      asking("texts", { operatorType: "NumberIn", key: "data.a", values: ["5"] }),
      { name: "types", filter: { includedEventTypes: types[0], subjectBeginsWith: 1555 } },
      5,
    ),
  ).toEqual({
    subscriptions: ["plain"],
    leftOut: [
      'texts is omitted, since its filter cannot be read: NumberIn takes numbers under values, but here is "5".',
      'types is omitted, since its filter cannot be read: includedEventTypes is a list of event types, but here is "Microsoft.Communication.SMSReceived". subjectBeginsWith is a string, but here is 1555.',
      expect.stringMatching(/^\(unnamed\) is omitted, since its filter cannot be read: .* here is 5\.$/),
    ],
    notes: [],
  });
});

test("filters with numbers that a double would round are asked", () => {
  const condition = { operatorType: "NumberIn", key: "data.a", values: [jsonNumber("9007199254740993")] };
  expect(told(asking("exact", condition))).toEqual({ subscriptions: ["exact"], leftOut: [], notes: [] });
});

test("a part of a filter that is not shown is told", () => {
  const resource = {
    type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
    name: "topic/computed",
    properties: { filter: { includedEventTypes: types, subjectBeginsWith: "[parameters('prefix')]" } },
  };
  const set = readSubscriptionSet({
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    parameters: { prefix: { type: "string" } },
    resources: [resource],
  });
  expect(subscriptionsToAsk(set)).toMatchObject({
    leftOut: [],
    notes: [
      "computed: filter.subjectBeginsWith is not shown in what was read; the answers take it as if it were not there.",
    ],
  });
});

test("a subscription that lists no event types is asked, and the assumption is told", () => {
  expect(told({ name: "open", filter: { subjectBeginsWith: "/phonenumber/" } }).notes).toEqual([
    "open lists no event types, so that Azure chooses its default ones when the subscription is created. Assumption default-event-types: Every current event type of Communication Services is a default one.",
  ]);
});
