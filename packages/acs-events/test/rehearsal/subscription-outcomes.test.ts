import { expect, test } from "vitest";
import type { EventSubscriptionResource } from "../../src/emulator/event-subscription-resource.ts";
import { readFilter } from "../../src/filters/azure-json/index.ts";
import { matches } from "../../src/filters/match/matches.ts";
import type { EmittedEvent } from "../../src/rehearsal/result.ts";
import { matchingEvent, subscriptionOutcomes } from "../../src/rehearsal/subscription-outcomes.ts";

const includedEventTypes = ["Microsoft.Communication.SMSReceived"];

test.each(["EventGridSchema", "CloudEventSchemaV1_0"])("an event is made that the filter matches, %s", (schema) => {
  const filter = {
    includedEventTypes,
    subjectBeginsWith: "/phonenumber/1425",
    advancedFilters: [{ operatorType: "StringContains", key: "data.message", values: ["invoice"] }],
  };
  const made = matchingEvent({ name: "invoices", filter, eventDeliverySchema: schema });
  if (made.kind !== "event") throw new Error(made.why);
  expect(made.event).toMatchObject({ eventType: includedEventTypes[0], id: "for-invoices" });
  expect(matches(readFilter(filter).filter, made.event)).toBe(true);
});

test("a filter that no documented event passes gets none, and that is said", () => {
  const filter = { includedEventTypes, subjectBeginsWith: "phonenumber/1" };
  expect(matchingEvent({ name: "typo", filter, eventDeliverySchema: "EventGridSchema" })).toEqual({
    kind: "none",
    why: "no documented event passes its filter",
  });
});

test("every subscription has its line: received, filtered out, not arrived, pending, and why nothing came", () => {
  const deployed = (name: string) => ({ name }) as EventSubscriptionResource;
  const event = (fate: Partial<EmittedEvent>) =>
    ({ from: "article", deliveries: [], misses: [], ...fate }) as unknown as EmittedEvent;
  const counts = { received: 0, keptOut: 0, notArrived: 0, pending: false };
  expect(
    subscriptionOutcomes({
      deployed: [deployed("b"), deployed("a"), deployed("typo"), deployed("expired")],
      events: [
        event({
          deliveries: [
            { subscription: "a", outcome: "delivered" },
            { subscription: "b", outcome: "dead-lettered" },
          ],
        }),
        event({
          deliveries: [{ subscription: "a", outcome: "delivered" }],
          misses: [{ subscription: "b", reason: "x" }],
        }),
        event({ from: "made for a subscription", misses: [{ subscription: "expired", reason: "it has expired" }] }),
      ],
      whyNone: new Map([["typo", "no documented event passes its filter"]]),
      pending: new Map([
        ["a", "no url"],
        ["later", "no url"],
      ]),
    }),
  ).toEqual([
    { ...counts, subscription: "a", received: 2, pending: true },
    { ...counts, subscription: "b", keptOut: 1, notArrived: 1 },
    { ...counts, subscription: "expired", keptOut: 1, why: "it has expired" },
    { ...counts, subscription: "later", pending: true, why: "no url" },
    { ...counts, subscription: "typo", why: "no documented event passes its filter" },
  ]);
});
