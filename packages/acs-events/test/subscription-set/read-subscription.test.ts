import { expect, test } from "vitest";
import { readSubscription, renderSubscription } from "../../src/subscription-set/read-subscription.ts";
import { sms } from "./formats/sms-subscription.ts";

test("what is omitted has Azure's defaults", () => {
  const { record, findings } = readSubscription({ json: { name: "x", filter: sms.filter } });
  expect(findings).toEqual([]);
  expect(record).toMatchObject({
    destination: null,
    deadLetterDestination: null,
    deliveryIdentity: null,
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
    eventDeliverySchema: "EventGridSchema",
    labels: [],
    expirationTimeUtc: null,
    hidden: [],
    raw: {},
  });
});

test("identities stand beside the destinations, and go back around them", () => {
  const identity = { type: "SystemAssigned" };
  const { destination, deadLetterDestination } = sms;
  const json = {
    ...sms,
    destination: null,
    deliveryWithResourceIdentity: { identity, destination },
    deadLetterDestination: null,
    deadLetterWithResourceIdentity: { identity, deadLetterDestination },
  };
  const { record } = readSubscription({ json });
  expect(record).toMatchObject({
    destination,
    deadLetterDestination,
    deliveryIdentity: identity,
    deadLetterIdentity: identity,
  });
  expect(renderSubscription(record)).toEqual(json);
});

test("team and owner are read from the labels that carry them", () => {
  const { record } = readSubscription({
    json: { ...sms, labels: ["team=support", "owner=support@contoso.example", "x"] },
  });
  expect(record).toMatchObject({ team: "support", owner: "support@contoso.example" });
});

test("nested delivery attribute mappings become flat", () => {
  const mapping = { name: "x-from", type: "Dynamic", properties: { sourceField: "data.from" } };
  const destination = { endpointType: "ServiceBusQueue", properties: { deliveryAttributeMappings: [mapping] } };
  const { record } = readSubscription({ json: { ...sms, destination } });
  expect(record.destination).toEqual({
    endpointType: "ServiceBusQueue",
    deliveryAttributeMappings: [{ name: "x-from", type: "Dynamic", sourceField: "data.from" }],
  });
});

test("unknown properties are kept and said, Azure's own outputs only kept", () => {
  const { record, findings } = readSubscription({
    json: {
      ...sms,
      id: "/x",
      provisioningState: "Succeeded",
      endpoint: "https://x",
      filter: { ...sms.filter, note: 1 },
    },
  });
  expect(record.raw).toEqual({ id: "/x", provisioningState: "Succeeded", endpoint: "https://x", filter: { note: 1 } });
  expect(renderSubscription(record)).toMatchObject({ endpoint: "https://x", filter: { note: 1 } });
  expect(findings.map(({ id, path }) => `${id} ${path}`)).toEqual([
    "property-unknown filter.note",
    "subscription-property-unknown endpoint",
  ]);
});

test("what the record has no place for is kept by its path, and said", () => {
  const identity = { type: "SystemAssigned", federated: { issuer: "x" }, later: null };
  const { record, findings } = readSubscription({
    json: {
      ...sms,
      retryPolicy: { maxDeliveryAttempts: 3, backoff: "PT1M" },
      destination: null,
      deliveryWithResourceIdentity: { identity, destination: sms.destination, route: "x" },
    },
    unread: { "webhook_endpoint.minimum_tls_version": "1.0" },
  });
  const unread = {
    "retryPolicy.backoff": "PT1M",
    "deliveryWithResourceIdentity.route": "x",
    "deliveryWithResourceIdentity.identity.federated": { issuer: "x" },
    "webhook_endpoint.minimum_tls_version": "1.0",
  };
  expect(record.unread).toEqual(unread);
  const ofTerraform = "webhook_endpoint.minimum_tls_version";
  expect(findings.map(({ id, path }) => [path, id])).toEqual(
    Object.keys(unread).map((path) => [
      path,
      path === ofTerraform ? "subscription-setting-unread" : "subscription-property-unknown",
    ]),
  );
  expect(readSubscription({ json: sms }).record).not.toHaveProperty("unread");
});

test("wrong shapes are all said at once", () => {
  const { findings } = readSubscription({
    json: {
      filter: { includedEventTypes: "x" },
      destination: "https://x",
      deadLetterDestination: 5,
      retryPolicy: { maxDeliveryAttempts: "30", eventTimeToLiveInMinutes: true },
      eventDeliverySchema: 1,
      labels: "a",
      expirationTimeUtc: {},
      region: "global",
    },
  });
  expect(
    findings.map(({ level, id, path, message }) => `${level} ${id} at ${path}: ${message}`),
  ).toMatchInlineSnapshot(`
    [
      "error event-types-not-list at filter.includedEventTypes: includedEventTypes is a list of event types, but here is "x".",
      "error subscription-property-wrong-type at labels: labels is a list of strings, but here is "a".",
      "warning subscription-property-unknown at region: Azure does not know the property "region" of an event subscription, so that it has no effect. It knows name, filter, destination, deliveryWithResourceIdentity, deadLetterDestination, deadLetterWithResourceIdentity, retryPolicy, eventDeliverySchema, labels, expirationTimeUtc.",
      "error subscription-name-missing at name: The subscription has no name; its name is its identity in Azure, but here is nothing.",
      "error subscription-property-wrong-type at destination: destination is an object with endpointType and what belongs to it, but here is "https://x".",
      "error subscription-property-wrong-type at deadLetterDestination: deadLetterDestination is an object with endpointType and what belongs to it, but here is 5.",
      "error subscription-property-wrong-type at retryPolicy.maxDeliveryAttempts: retryPolicy.maxDeliveryAttempts is a number, but here is "30".",
      "error subscription-property-wrong-type at retryPolicy.eventTimeToLiveInMinutes: retryPolicy.eventTimeToLiveInMinutes is a number, but here is true.",
      "error subscription-property-wrong-type at eventDeliverySchema: eventDeliverySchema is a string, but here is 1.",
      "error subscription-property-wrong-type at expirationTimeUtc: expirationTimeUtc is a string, but here is an object.",
    ]
  `);
  const more = readSubscription({ json: { name: "x", filter: sms.filter, retryPolicy: 5, labels: ["a", 5] } });
  expect(more.findings.map(({ message }) => message)).toMatchInlineSnapshot(`
    [
      "labels[1] is a string, but here is 5.",
      "retryPolicy is an object with maxDeliveryAttempts and eventTimeToLiveInMinutes, but here is 5.",
    ]
  `);
  expect(readSubscription({ json: [] }).findings.map(({ message }) => message)).toEqual([
    "An event subscription is an object with name, filter and destination, but here is an empty list.",
  ]);
});
