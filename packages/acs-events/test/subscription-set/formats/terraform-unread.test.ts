import { expect, test } from "vitest";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { account, read, resource, state, topicId, type, values } from "./terraform-state.ts";

test("what the provider has today is read, as it answers it whether set or not", () => {
  expect(read({})).not.toHaveProperty("unread");
  const all = {
    scope: null,
    topic_name: "x",
    timeouts: null,
    eventhub_endpoint_id: "",
    delivery_identity: [{ type: "SystemAssigned", user_assigned_identity: "" }],
    delivery_property: [{ header_name: "x", type: "Static", value: "v", secret: false, source_field: "" }],
    storage_queue_endpoint: [
      { storage_account_id: account, queue_name: "q", queue_message_time_to_live_in_seconds: 300 },
    ],
  };
  expect(read(all)).not.toHaveProperty("unread");
});

test("an attribute of a newer provider is said, unless nobody set it", () => {
  const [webhook] = values.webhook_endpoint;
  const record = read({
    webhook_endpoint: [{ ...webhook, minimum_tls_version: "1.0", future: null }],
    public_access: "off",
    tags: {},
    flag: false,
  });
  expect(record?.unread).toEqual({ "webhook_endpoint.minimum_tls_version": "1.0", public_access: "off" });
});

const body = { properties: { destination: { properties: { minimumTlsVersionAllowed: "1.0" } } } };
const azapi = "Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15";
const update = (own: object) => ({
  ...resource({ body, type: azapi, ...own }),
  type: "azapi_update_resource",
  address: "azapi_update_resource.tls",
});

test.each([
  ["its id", { resource_id: values.id.toUpperCase() }],
  ["its parent and name", { parent_id: values.id.replace(/\/eventSubscriptions\/.*/, ""), name: values.name }],
])("what azapi_update_resource writes to a subscription is said, by %s", (_, own) => {
  const { subscriptions, findings } = readSubscriptionSet(state(resource(values), update(own)));
  expect(subscriptions.map(({ unread }) => unread)).toEqual([{ "azapi_update_resource.tls": body }]);
  expect(findings.map(({ id }) => id)).toEqual(["subscription-setting-unread"]);
});

test("what it writes elsewhere is not of the subscription", () => {
  const others = [
    update({ resource_id: `${topicId}/eventSubscriptions/another` }),
    update({ resource_id: values.id, type: "Microsoft.Web/sites@2024-01-01" }),
    update({}),
  ];
  const { subscriptions } = readSubscriptionSet(state(resource(values, `${type}.sms`), ...others));
  expect(subscriptions.map(({ unread }) => unread)).toEqual([undefined]);
});
