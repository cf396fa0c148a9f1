import { describe, expect, test } from "vitest";
import { destinationRule } from "../../../src/subscription-set/rules/destination.ts";
import { said, storage } from "./said.ts";

const provider = "/subscriptions/s/resourceGroups/g/providers";
const to = (destination: object | null, more: object = {}) => said(destinationRule, { destination, ...more });

test.each([
  ["WebHook", { endpointUrl: "https://x.example" }],
  ["WebHook", { endpointBaseUrl: "https://x.example" }],
  ["AzureFunction", { resourceId: `${provider}/Microsoft.Web/sites/app/functions/sms` }],
  ["AzureFunction", { resourceId: `${provider}/microsoft.web/sites/app/slots/blue/functions/sms` }],
  ["EventHub", { resourceId: `${provider}/Microsoft.EventHub/namespaces/n/eventhubs/h` }],
  ["HybridConnection", { resourceId: `${provider}/Microsoft.Relay/namespaces/n/hybridConnections/c` }],
  ["ServiceBusQueue", { resourceId: `${provider}/Microsoft.ServiceBus/namespaces/n/queues/q` }],
  ["ServiceBusTopic", { resourceId: `${provider}/Microsoft.ServiceBus/namespaces/n/topics/t` }],
  ["StorageQueue", { resourceId: storage, queueName: "sms", queueMessageTimeToLiveInSeconds: -1 }],
  ["NamespaceTopic", { resourceId: `${provider}/Microsoft.EventGrid/namespaces/n/topics/t` }],
  ["StorageQueue", { queueName: "sms", created: true }],
  ["EventHub", { resourceId: "[resourceId('x')]" }],
])("%s passes with %j", (endpointType, fields) => {
  expect(to({ endpointType, ...fields })).toEqual([]);
});

test("no destination", () => {
  expect(to(null)).toMatchInlineSnapshot(`
    [
      "error destination-missing at destination: Nothing says where the events go. Give a destination, for example {"endpointType": "StorageQueue", "resourceId": "/subscriptions/…/storageAccounts/…", "queueName": "…"}.",
    ]
  `);
});

test("no kind of destination", () => {
  expect(to({ endpointType: "Webhook" })).toMatchInlineSnapshot(`
    [
      "error destination-type-unknown at destination.endpointType: "Webhook" is not a kind of destination; there are WebHook, AzureFunction, EventHub, HybridConnection, ServiceBusQueue, ServiceBusTopic, StorageQueue and NamespaceTopic. Did you mean "WebHook"? [fix "WebHook"]",
    ]
  `);
  expect(to({})).toMatchInlineSnapshot(`
    [
      "error destination-type-unknown at destination.endpointType: The destination has no endpointType; there are WebHook, AzureFunction, EventHub, HybridConnection, ServiceBusQueue, ServiceBusTopic, StorageQueue and NamespaceTopic.",
    ]
  `);
});

test("one that is for another service", () => {
  expect(to({ endpointType: "MonitorAlert" })).toMatchInlineSnapshot(`
    [
      "error destination-type-unknown at destination.endpointType: MonitorAlert takes events of Key Vault only, not of Communication Services. There are WebHook, AzureFunction, EventHub, HybridConnection, ServiceBusQueue, ServiceBusTopic, StorageQueue and NamespaceTopic.",
    ]
  `);
});

describe("what a kind needs", () => {
  test("an address, an id, a name", () => {
    expect(to({ endpointType: "WebHook" })).toMatchInlineSnapshot(`
      [
        "error destination-field-missing at destination.endpointUrl: A destination of kind WebHook needs endpointUrl. The portal omits it from the templates that it exports.",
      ]
    `);
    expect(to({ endpointType: "StorageQueue" })).toMatchInlineSnapshot(`
      [
        "error destination-field-missing at destination.resourceId: A destination of kind StorageQueue needs resourceId.",
        "error destination-field-missing at destination.queueName: A destination of kind StorageQueue needs queueName.",
      ]
    `);
  });

  test("an id of the right resource", () => {
    const resourceId = `${storage}/queueServices/default/queues/sms`;
    expect(to({ endpointType: "StorageQueue", resourceId, queueName: "sms" })).toMatchInlineSnapshot(`
      [
        "error destination-resource-wrong at destination.resourceId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a/…" (112 characters) is not an id for a destination of kind StorageQueue; it looks like /subscriptions/…/resourceGroups/…/providers/Microsoft.Storage/storageAccounts/{account}. [fix "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a"]",
      ]
    `);
    expect(to({ endpointType: "EventHub", resourceId: storage })).toMatchInlineSnapshot(`
      [
        "error destination-resource-wrong at destination.resourceId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a" is not an id for a destination of kind EventHub; it looks like /subscriptions/…/resourceGroups/…/providers/Microsoft.EventHub/namespaces/{namespace}/eventhubs/{hub}.",
      ]
    `);
  });

  test("a queue's name, and a time to live", () => {
    const destination = {
      endpointType: "StorageQueue",
      resourceId: storage,
      queueName: "SMS_in",
      queueMessageTimeToLiveInSeconds: 0,
    };
    expect(to(destination)).toMatchInlineSnapshot(`
      [
        "error queue-name-invalid at destination.queueName: "SMS_in" is not a name of a storage queue: 3 to 63 lower-case letters, digits and inner hyphens.",
        "error queue-time-to-live-invalid at destination.queueMessageTimeToLiveInSeconds: queueMessageTimeToLiveInSeconds is 0; it is a whole number more than 0, or -1 for messages that stay for good.",
      ]
    `);
  });
});

describe("an identity", () => {
  const withIdentity = (identity: object, destination: object) =>
    to(null, { deliveryWithResourceIdentity: { identity, destination } });
  const queue = { endpointType: "StorageQueue", resourceId: storage, queueName: "sms" };

  test("that is complete passes", () => {
    expect(withIdentity({ type: "SystemAssigned" }, queue)).toEqual([]);
    expect(withIdentity({ type: "UserAssigned", userAssignedIdentity: "/id" }, queue)).toEqual([]);
  });

  test("that is not", () => {
    expect(withIdentity({ type: "UserAssigned" }, queue)).toMatchInlineSnapshot(`
      [
        "error identity-incomplete at deliveryWithResourceIdentity.identity: The identity in deliveryWithResourceIdentity is neither SystemAssigned nor UserAssigned with the id of one under userAssignedIdentity.",
      ]
    `);
  });

  test("for a kind that takes none", () => {
    const webhook = { endpointType: "WebHook", endpointUrl: "https://x.example" };
    expect(withIdentity({ type: "SystemAssigned" }, webhook)).toMatchInlineSnapshot(`
      [
        "warning identity-not-for-kind at deliveryWithResourceIdentity.identity: An identity is to deliver to WebHook, which the documentation of identities does not list. Take it out; protect a webhook with Entra ID or a secret.",
      ]
    `);
  });
});
