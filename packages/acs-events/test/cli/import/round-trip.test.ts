import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EventType, eventTypeNames, eventTypes } from "../../../src/catalog/event-types.ts";
import { payloadPaths } from "../../../src/filter-rules/payload-lookup.ts";
import { arbitraryFilter } from "../../filters/azure-json/arbitrary-filter.ts";
import { sms, smsProperties } from "../../subscription-set/formats/sms-subscription.ts";
import { idsOf, roundTrip, stack, topic } from "./round-trip.ts";

const inputs = {
  ...smsProperties,
  destination: { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/api/sms" },
  deadLetterDestination: { ...sms.deadLetterDestination },
  eventSubscriptionName: sms.name,
};
const type = "azure-native:eventgrid:SystemTopicEventSubscription";
const planned = {
  ...sms,
  team: "support",
  owner: "support@contoso.example",
  destination: { ...sms.destination, endpoint: "sms-handlers", kind: "webhook", host: "handlers.contoso.example" },
  deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "undelivered" },
};
const urn = "urn:pulumi:dev::acs-events::azure-native:eventgrid:SystemTopicEventSubscription::support-inbound-sms";

const forms: readonly (readonly [string, unknown])[] = [
  ["az list", [{ ...sms, id: `${topic}/eventSubscriptions/${sms.name}` }]],
  ["REST list", { value: [{ name: sms.name, properties: smsProperties }] }],
  ["one subscription", { name: sms.name, properties: smsProperties }],
  [
    "ARM template",
    {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      resources: [
        {
          type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
          name: `contoso-events/${sms.name}`,
          properties: smsProperties,
        },
      ],
    },
  ],
  ["pulumi preview", { steps: [{ op: "create", urn, newState: { urn, type, inputs } }] }],
  ["pulumi stack export", { deployment: { resources: [{ urn, type, inputs }] } }],
  ["plan", [planned]],
];

describe("a review of the import against its source is empty", () => {
  test.each(forms)("%s", async (_, json) => {
    const { adoption, planned, review } = await roundTrip(json);
    expect(planned.problems).toEqual([]);
    expect(planned.subscriptions.map(({ name }) => name)).toEqual([sms.name]);
    expect(adoption.text).toContain('event.data.message.contains("help")');
    expect(review.changes).toEqual([]);
  });

  test("a webhook of which the input has no address", async () => {
    const destination = { endpointType: "WebHook", endpointUrl: null, minimumTlsVersionAllowed: "1.2" };
    const { planned, review } = await roundTrip([{ ...sms, destination }]);
    expect(planned.subscriptions.map(({ pending }) => pending)).toEqual([true]);
    expect(review.changes).toEqual([]);
  });

  test("a filter alone", async () => {
    const { adoption, planned, review } = await roundTrip({ filter: sms.filter });
    expect(planned.problems).toEqual([]);
    expect(planned.subscriptions.map(({ name, pending }) => [name, pending])).toEqual([["support-imported", true]]);
    expect(idsOf(adoption)).toContain("adopt-name-unknown");
    expect(review.changes).toEqual([]);
  });

  test.each(["filter-cases", "filter-validation-cases"])("%s of the tests of filters", async (file) => {
    // The plan names every current type where a filter has no names, so that each would be a change.
    const filters = casesOf(file).map(({ filter }) => ({ ...filter, ...(listsEveryType(filter) ? oneType : {}) }));
    const json = filters.map((filter, index) => ({ name: `case-${index}`, filter, destination }));
    const { planned, review } = await roundTrip(json);
    expect(filters.length).toBeGreaterThan(10);
    expect(planned.problems).toEqual([]);
    expect(planned.subscriptions).toHaveLength(filters.length);
    expect(review.changes).toEqual([]);
  });
});

const oneType = { includedEventTypes: ["Microsoft.Communication.SMSReceived"] };

function listsEveryType({ includedEventTypes }: FilterOfCase): boolean {
  return includedEventTypes == null || includedEventTypes.length === 0 || includedEventTypes.includes("All");
}

interface FilterOfCase {
  readonly includedEventTypes?: readonly string[] | null;
}

/** The first of its kind that Azure takes; its address is the same for all, so that the file declares one endpoint. */
const destination = { endpointType: "WebHook", endpointBaseUrl: "https://handlers.contoso.example/api/events" };

function casesOf(file: string): readonly { readonly filter: FilterOfCase }[] {
  return JSON.parse(readFileSync(new URL(`../../filters/data/${file}.json`, import.meta.url), "utf8"));
}

const id = (provider: string): string =>
  `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/contoso/providers/${provider}`;
const identity = { type: "SystemAssigned" };
const word = fc.stringMatching(/^[a-z][a-z0-9]{2,8}$/);

const anyDestination = fc.oneof(
  fc.record({
    destination: fc.record({
      endpointType: fc.constant("WebHook"),
      endpointBaseUrl: word.map((host) => `https://${host}.contoso.example/api/events`),
      maxEventsPerBatch: fc.option(fc.integer({ min: 1, max: 5000 })),
      preferredBatchSizeInKilobytes: fc.option(fc.integer({ min: 1, max: 1024 })),
      minimumTlsVersionAllowed: fc.constantFrom("1.0", "1.1", "1.2", null),
    }),
  }),
  word.map((app) => ({
    destination: { endpointType: "AzureFunction", resourceId: id(`Microsoft.Web/sites/${app}/functions/${app}`) },
  })),
  fc.tuple(word, fc.boolean()).map(([queueName, withIdentity]) => {
    const inner = {
      endpointType: "StorageQueue",
      resourceId: id("Microsoft.Storage/storageAccounts/contoso"),
      queueName,
    };
    return withIdentity
      ? { destination: null, deliveryWithResourceIdentity: { identity, destination: inner } }
      : { destination: inner };
  }),
  fc.tuple(fc.constantFrom("ServiceBusQueue", "ServiceBusTopic", "EventHub"), word).map(([endpointType, name]) => ({
    destination: {
      endpointType,
      resourceId: id(
        {
          ServiceBusQueue: `Microsoft.ServiceBus/namespaces/contoso/queues/${name}`,
          ServiceBusTopic: `Microsoft.ServiceBus/namespaces/contoso/topics/${name}`,
          EventHub: `Microsoft.EventHub/namespaces/contoso/eventhubs/${name}`,
        }[endpointType] ?? "",
      ),
    },
  })),
);

function prefixesOf(name: EventType): readonly string[] {
  const subjects: readonly string[] = eventTypes[name].subjects;
  return subjects.flatMap((subject) => {
    const filled = subject.replaceAll(/\{\w+\}/g, "1");
    return [filled, filled.slice(0, filled.indexOf("1") + 1), filled.slice(0, filled.indexOf("1"))];
  });
}

/** Filters of documented events: what is likely to be deployed, with conditions that have a typed form. */
const likelyFilter = fc.constantFrom(...eventTypeNames).chain((name) =>
  fc.record({
    includedEventTypes: fc.constant([name]),
    // Mostly one that the event type has, so that the filter can be said by the builders.
    subjectBeginsWith: fc.constantFrom("", ...prefixesOf(name), "/phonenumber/1555"),
    isSubjectCaseSensitive: fc.boolean(),
    enableAdvancedFilteringOnArrays: fc.boolean(),
    advancedFilters: fc.array(
      fc.record({
        operatorType: fc.constantFrom("StringIn", "StringNotContains", "StringBeginsWith"),
        key: fc.constantFrom("subject", "eventType", ...payloadPaths(name).map((path) => `data.${path}`)),
        values: fc.array(fc.constantFrom("Failed", "x", 'with "quotes"', "$" + "{x}", "\u2028"), {
          minLength: 1,
          maxLength: 3,
        }),
      }),
      { maxLength: 1 },
    ),
  }),
);

const subscription = fc
  .record({
    name: fc.oneof(
      word,
      word.map((name) => `support-${name}`),
      word.map((name) => `Support-${name.toUpperCase()}`),
    ),
    filter: fc.oneof(
      likelyFilter,
      arbitraryFilter.map(({ kind: _, eventTypes, ...filter }) => ({
        ...filter,
        // Deployed, every subscription to a system topic lists its types by name.
        includedEventTypes: eventTypes === "All" || eventTypes.includes("All") ? [...eventTypeNames] : eventTypes,
      })),
    ),
    retryPolicy: fc.record({
      maxDeliveryAttempts: fc.integer({ min: 1, max: 30 }),
      eventTimeToLiveInMinutes: fc.integer({ min: 1, max: 1440 }),
    }),
    eventDeliverySchema: fc.constantFrom("EventGridSchema", "CloudEventSchemaV1_0"),
    labels: fc.option(fc.array(word, { maxLength: 2 })),
    expirationTimeUtc: fc.constantFrom(null, "2027-01-31T00:00:00Z", "2027-01-31T02:00:00.5+02:00"),
    deadLetterDestination: fc.constantFrom(null, sms.deadLetterDestination),
  })
  .chain((one) => anyDestination.map((where) => ({ ...one, ...where })));

test("whatever is deployed legally comes back as it was", async () => {
  const set = fc.uniqueArray(subscription, { maxLength: 12, minLength: 1, selector: ({ name }) => name.toLowerCase() });
  await fc.assert(
    fc.asyncProperty(
      set,
      fc.constantFrom(stack, {
        ...stack,
        defaults: { maxDeliveryAttempts: 3, undeliveredEvents: "dropped" as const, maxEventsPerBatch: 7 },
      }),
      async (json, settings) => {
        const { planned, review } = await roundTrip(json, settings);
        expect(planned.problems).toEqual([]);
        expect(planned.subscriptions.map(({ name }) => name).sort()).toEqual(json.map(({ name }) => name).sort());
        expect(review.changes).toEqual([]);
        // A review does not look at labels.
        const own = /^(?:team|owner)=|^name=support-/;
        const labels = planned.subscriptions.map(
          (one) => [one.name, one.labels.filter((label) => !own.test(label))] as const,
        );
        expect(new Map(labels)).toEqual(new Map(json.map((one) => [one.name, one.labels ?? []])));
      },
    ),
    { numRuns: 20 },
  );
});
