import fc from "fast-check";
import { expect, test } from "vitest";
import type { Event } from "../../src/catalog/event.ts";
import { isEventType } from "../../src/catalog/event-types.ts";
import { allSamples } from "../../src/catalog/samples.ts";
import { isDocumented } from "../../src/filter-sets/index.ts";
import { defaultAssumptions } from "../../src/filters/assumptions.ts";
import { compileFilter } from "../../src/filters/match/matches.ts";
import type { Change } from "../../src/review/change.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { headline } from "../../src/review/wording.ts";
import type { SubscriptionRecord } from "../../src/subscription-set/subscription-record.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { lawRuns } from "../law-runs.ts";
import { type Given, given } from "./subscriptions.ts";

const today = "2027-01-01T00:00:00Z";
const provider = "Microsoft.Communication.";
const names = [
  "SMSReceived",
  "SMSDeliveryReportReceived",
  "IncomingCall",
  "EmailDeliveryReportReceived",
  "AdvancedMessageReceived",
];

/** The published samples of these types, each also with its numbers, its status and its subject a little different. */
const events: readonly Event[] = allSamples().flatMap((sample): Event[] => {
  if (sample.envelope !== "eventgrid" || sample.partial === true) return [];
  const { payload } = sample;
  if (!names.includes(payload.eventType.slice(provider.length)) || !isEventType(payload.eventType)) return [];
  const changed = JSON.parse(
    JSON.stringify(payload).replaceAll("15555555555", "12065550100").replaceAll("Delivered", "Failed"),
  );
  return [payload, changed].filter((event) => isDocumented(event) === true);
});

const condition = fc.constantFrom<Given>(
  { operatorType: "StringIn", key: "data.deliveryStatus", values: ["Failed"] },
  { operatorType: "StringNotIn", key: "data.status", values: ["Delivered"] },
  { operatorType: "StringBeginsWith", key: "data.to", values: ["1555", "+1555"] },
  { operatorType: "IsNotNull", key: "data.from" },
  { operatorType: "StringContains", key: "subject", values: ["1206"] },
  { operatorType: "StringBeginsWith", key: "data.to.phoneNumber.value", values: ["+1"] },
  { operatorType: "IsNullOrUndefined", key: "data.to.phoneNumber" },
  // Keys that one of the delivery schemas has, or none.
  { operatorType: "StringIn", key: "dataVersion", values: ["1.0"] },
  { operatorType: "IsNullOrUndefined", key: "specversion" },
  { operatorType: "IsNullOrUndefined", key: "eventTime" },
);

const types = fc.oneof(
  { weight: 3, arbitrary: fc.subarray(names, { minLength: 1 }).map((some) => some.map((name) => provider + name)) },
  fc.constantFrom<readonly string[]>([], ["All"], ["All", `${provider}SMSReceived`]),
);

const subscription = (name: string, topics: boolean) =>
  fc
    .record({
      types,
      subjectBeginsWith: fc.constantFrom("", "", "/phonenumber/1555", "/PhoneNumber/", "sender/"),
      conditions: fc.array(condition, { maxLength: 2 }),
      state: fc.constantFrom("live", "live", "live", "expired", "pending", "broken"),
      topic: fc.constantFrom("eu", "us"),
      eventDeliverySchema: fc.constantFrom("EventGridSchema", "EventGridSchema", "CloudEventSchemaV1_0"),
      queueName: fc.constantFrom("queue-a", "queue-b"),
    })
    .map(({ types: includedEventTypes, subjectBeginsWith, conditions, state, topic, queueName, ...schema }): Given => {
      const broken = state === "broken" ? [{ operatorType: "StringLooksLike", key: "data.x", values: ["y"] }] : [];
      const advancedFilters = [...conditions, ...broken];
      return given(
        name,
        "All",
        { includedEventTypes, subjectBeginsWith, advancedFilters },
        {
          queueName,
          ...schema,
          ...(state === "expired" ? { expirationTimeUtc: "2026-12-31T00:00:00Z" } : {}),
          ...(state === "pending" ? { pending: true } : {}),
          ...(topics
            ? {
                topic: `/subscriptions/s/resourceGroups/g/providers/Microsoft.Communication/CommunicationServices/${topic}`,
              }
            : {}),
        },
      );
    });

const set = (topics: boolean) =>
  fc
    .subarray(["a", "b", "c", "d"], { minLength: 1 })
    .chain((some) => fc.tuple(...some.map((name) => subscription(name, topics))));

const isLive = ({ pending, expirationTimeUtc }: SubscriptionRecord): boolean =>
  pending !== true && expirationTimeUtc === null;
const isSeen = ({ filterAsWritten }: SubscriptionRecord): boolean => filterAsWritten === undefined;
/** What a subscription gets, whatever schema the event is in: it names keys as its own delivery schema does. */
const gets = ({ filter, eventDeliverySchema }: SubscriptionRecord, event: Event): boolean =>
  compileFilter(
    filter,
    defaultAssumptions,
    eventDeliverySchema === "CloudEventSchemaV1_0" ? eventDeliverySchema : "EventGridSchema",
  )(event);
const topicOf = ({ attachedTo }: SubscriptionRecord): string => attachedTo?.id?.toLowerCase() ?? "";

/** Whether nobody of head gets an event that `one` of base got: `certain` however what cannot be seen is meant. */
function isLost(
  event: Event,
  one: SubscriptionRecord,
  head: readonly SubscriptionRecord[],
  topics: boolean,
): "certain" | "perhaps" | "no" {
  if (!isLive(one) || !gets(one, event)) return "no";
  const near = head.filter((other) => isLive(other) && (!topics || topicOf(other) === topicOf(one)));
  const receivers = near.filter((other) => gets(other, event));
  if (receivers.some(isSeen)) return "no";
  return receivers.length > 0 || !isSeen(one) ? "perhaps" : "certain";
}

const changeOf = (changes: readonly Change[], { name }: SubscriptionRecord, topic: string | undefined) =>
  changes.filter((change) => change.subscription === name && (change.topic === undefined || change.topic === topic));

test.each([
  ["one topic", false],
  ["two topics", true],
])("of %s: what nobody receives any more is never missing and never wrong", (_, withTopics) => {
  expect(events.length).toBeGreaterThan(10);
  fc.assert(
    fc.property(set(withTopics), set(withTopics), (before, after) => {
      const [base, head] = [readSubscriptionSet(before).subscriptions, readSubscriptionSet(after).subscriptions];
      const review = compareSubscriptions(base, head, { today });
      const several = [base, head].some((side) => new Set(side.map(topicOf)).size > 1);
      const line = headline(review);
      for (const one of base) {
        // What stays as it is gets what it got, also where nobody can see what that is.
        const isUnchanged = head.some((other) => JSON.stringify(other) === JSON.stringify(one));
        if (isUnchanged) continue;
        const its = changeOf(review.changes, one, one.attachedTo?.name);
        const other = its.flatMap(({ renamed }) => (renamed !== undefined && "to" in renamed ? [renamed.to] : []));
        const said = review.changes
          .filter((change) => its.includes(change) || other.includes(change.subscription))
          .flatMap(({ findings }) => findings);
        const ids = new Set(said.map(({ id }) => id));
        for (const event of events) {
          const lost = isLost(event, one, head, several);
          if (lost === "no") continue;
          expect(ids.has("events-unreceived") || ids.has("events-unreceived-undecided"), `${one.name} ${line}`).toBe(
            true,
          );
          expect(line).not.toContain("no events are lost");
          if (lost === "certain" && !ids.has("events-unreceived-undecided"))
            expect([...ids]).toContain("events-unreceived");
        }
        for (const { id, event, examples = [] } of its.flatMap(({ findings }) => findings)) {
          if (id !== "events-unreceived") continue;
          for (const proof of [event, ...examples.map((example) => example.event)]) {
            if (proof === undefined) continue;
            expect(proof).toHaveProperty("specversion" in proof ? "time" : "eventTime");
            const base = its.some(({ renamed }) => renamed !== undefined) ? undefined : one;
            if (base !== undefined) expect(isLost(proof, base, head, several)).toBe("certain");
          }
        }
      }
    }),
    { numRuns: lawRuns(40) },
  );
});
