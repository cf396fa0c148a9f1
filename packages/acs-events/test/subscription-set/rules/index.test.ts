import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkSubscription,
  checkSubscriptions,
  setFindings,
  subscriptionRules,
} from "../../../src/subscription-set/rules/index.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { sound } from "./said.ts";

function check(json: unknown, today = "2026-11-24"): string[] {
  return checkSubscriptions(readSubscriptionSet(json).subscriptions, { today }).map(
    ({ subscription, level, id, path, message }) => `${subscription}: ${level} ${id} at ${path}: ${message}`,
  );
}
const graveOf = (json: unknown) => check(json).filter((line) => !line.includes(": info "));

test("a sound subscription has no error and no warning", () => {
  expect(graveOf([sound])).toEqual([]);
});

test("what is wrong is said of the subscription and of its filter, all at once", () => {
  const wrong = {
    ...sound,
    name: "a b",
    destination: { endpointType: "WebHook", endpointUrl: "http://x.example" },
    deadLetterDestination: null,
    filter: { ...sound.filter, subjectBeginsWith: "phonenumber/1555" },
  };
  expect(graveOf([wrong]).map((line) => line.replace(/(?<= at \S+): .*/, ""))).toEqual([
    "a b: error subscription-name-invalid at name",
    "a b: error webhook-not-https at destination.endpointUrl",
    "a b: warning dead-letter-missing at deadLetterDestination",
    "a b: error subject-prefix-never-matches at filter.subjectBeginsWith",
  ]);
});

test("the delivery schema decides which keys there are", () => {
  const advancedFilters = [
    { operatorType: "StringIn", key: "eventType", values: ["Microsoft.Communication.SMSReceived"] },
  ];
  const one = { ...sound, filter: { ...sound.filter, advancedFilters } };
  expect(graveOf([one])).toEqual([]);
  expect(graveOf([{ ...one, eventDeliverySchema: "CloudEventSchemaV1_0" }])).toHaveLength(1);
});

test("what conditions mean together is asked of the algebra", () => {
  const advancedFilters = [
    { operatorType: "StringIn", key: "data.message", values: ["a"] },
    { operatorType: "StringIn", key: "data.message", values: ["b"] },
  ];
  const found = graveOf([{ ...sound, filter: { ...sound.filter, advancedFilters } }]);
  expect(found.map((line) => line.split(" ")[2])).toEqual(["filter-never-matches"]);
});

test("of a filter alone nothing is said that is not its own", () => {
  const { subscriptions } = readSubscriptionSet({ filter: sound.filter });
  expect(subscriptions.flatMap((one) => checkSubscription(one)).map(({ id }) => id)).toEqual(["service-retires"]);
});

test("of what is hidden nothing is said", () => {
  const type = "azure-native:eventgrid:SystemTopicEventSubscription";
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
  const filter = { includedEventTypes: "[secret]", subjectBeginsWith: secret };
  const inputs = { ...sound, filter, destination: secret, deadLetterDestination: secret, expirationTimeUtc: secret };
  expect(check({ deployment: { resources: [{ type, urn: "a::b", inputs }] } })).toEqual([]);
});

describe("together", () => {
  test("names differ, also without case", () => {
    const declaredAt = { file: "infra/teams/support.ts", line: 7 };
    const queue = (queueName: string) => ({ ...sound, destination: { ...sound.destination, queueName } });
    const list = [{ ...queue("aaa"), declaredAt }, queue("bbb"), { ...queue("ccc"), name: "Support-inbound-sms" }];
    expect(graveOf(list)).toMatchInlineSnapshot(`
      [
        "support-inbound-sms: error subscription-name-taken at name: "support-inbound-sms" is there twice (infra/teams/support.ts:7); give one of the two another name.",
        "Support-inbound-sms: error subscription-name-taken at name: "Support-inbound-sms" and "support-inbound-sms" (infra/teams/support.ts:7) differ in case only, and Azure compares names without case; give one of the two another name.",
      ]
    `);
  });

  test("names that a template computes are not compared", () => {
    const list = [1, 2].map((index) => ({
      ...sound,
      name: "[parameters('x')]",
      destination: { ...sound.destination, queueName: `q-${index}` },
    }));
    expect(graveOf(list)).toEqual([]);
  });

  test("the same events to the same place come twice", () => {
    expect(graveOf([sound, { ...sound, name: "other" }])).toMatchInlineSnapshot(`
      [
        "other: warning subscription-duplicate at : "other" has the same filter and the same destination as "support-inbound-sms", so that every event comes twice; remove one of the two.",
      ]
    `);
    expect(
      graveOf([sound, { ...sound, name: "other", destination: { ...sound.destination, queueName: "other" } }]),
    ).toEqual([]);
  });

  test("what is left of filters that cannot be read is not compared", () => {
    const unread = (name: string, operatorType: string) => ({
      ...sound,
      name,
      filter: { ...sound.filter, advancedFilters: [{ operatorType, key: "data.from", values: ["1"] }] },
    });
    const duplicates = (...operators: readonly string[]) =>
      graveOf(operators.map((operator, at) => unread(`asks-${at}`, operator))).filter((one) =>
        one.includes("subscription-duplicate"),
      );
    expect(duplicates("StringIn", "StringIn", "Equals")).toHaveLength(1);
    expect(duplicates("Equals", "Begins")).toEqual([]);
  });

  test("a topic takes 500", () => {
    const many = (length: number) =>
      Array.from({ length }, (_, index) => ({
        ...sound,
        name: `s-${index}`,
        destination: { ...sound.destination, queueName: `q-${index}` },
      }));
    expect(graveOf(many(500))).toEqual([]);
    expect(graveOf(many(501))).toMatchInlineSnapshot(`
      [
        ": error too-many-subscriptions at : There are 501 event subscriptions; a system topic takes 500, and a Communication Services resource has one topic.",
      ]
    `);
  });
});

test("an id belongs to one rule", () => {
  const ids = [...subscriptionRules.map(({ findings }) => findings), setFindings].flatMap((one) => Object.keys(one));
  expect(ids.length).toBeGreaterThan(25);
  expect(new Set(ids).size).toBe(ids.length);
});

test("no JSON makes it throw", () => {
  // `fc.webUrl` takes a second to set itself up, and writes nothing but whole addresses.
  const address = fc
    .tuple(fc.constantFrom("https://", "http://"), fc.stringMatching(/^[a-z.]{0,12}(:[0-9]{1,6})?$/), fc.string())
    .map((parts) => parts.join(""));
  const destination = fc.record(
    {
      endpointType: fc.oneof(
        fc.constantFrom("WebHook", "StorageQueue", "ServiceBusQueue"),
        fc.jsonValue({ maxDepth: 1 }),
      ),
      endpointUrl: fc.oneof(address, fc.jsonValue({ maxDepth: 1 })),
      resourceId: fc.jsonValue({ maxDepth: 1 }),
      queueName: fc.jsonValue({ maxDepth: 1 }),
      deliveryAttributeMappings: fc.jsonValue({ maxDepth: 2 }),
      maxEventsPerBatch: fc.jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: [] },
  );
  const subscription = fc.record(
    {
      name: fc.string(),
      filter: fc.jsonValue({ maxDepth: 3 }),
      destination,
      deadLetterDestination: fc.jsonValue({ maxDepth: 2 }),
      deliveryWithResourceIdentity: fc.record({ identity: fc.jsonValue({ maxDepth: 1 }), destination }),
      retryPolicy: fc.jsonValue({ maxDepth: 2 }),
      expirationTimeUtc: fc.jsonValue({ maxDepth: 1 }),
      labels: fc.jsonValue({ maxDepth: 2 }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(subscription, fc.jsonValue()), { minLength: 1, maxLength: 3 }), (json) => {
      expect(Array.isArray(check(json))).toBe(true);
    }),
    { numRuns: 200 },
  );
});
