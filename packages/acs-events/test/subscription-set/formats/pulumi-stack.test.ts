import { expect, test } from "vitest";
import { readSubscriptionSet, renderSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { sms } from "./sms-subscription.ts";

const type = "azure-native:eventgrid:SystemTopicEventSubscription";
const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
const stack = (...resources: object[]) => ({ version: 3, deployment: { resources } });
const inputs = { ...sms, eventSubscriptionName: sms.name };
const resource = { urn: `urn:pulumi:dev::p::${type}::logical`, type, inputs };

test("the name is Azure's, else the one in the program", () => {
  const { eventSubscriptionName: _, name: __, ...nameless } = inputs;
  const later = { ...inputs, eventSubscriptionName: "04da6b54-80e4-46f7-96ec-b56ff0331ba9", name: undefined };
  const set = readSubscriptionSet(stack(resource, { ...resource, inputs: nameless }, { ...resource, inputs: later }));
  expect(set.subscriptions.map(({ name }) => name)).toEqual([sms.name, "logical", "logical"]);
});

test("versions and scopes are read, other resources and half-deleted ones are not", () => {
  const set = readSubscriptionSet(
    stack(
      { ...resource, type: "azure-native:eventgrid/v20220615:SystemTopicEventSubscription" },
      { ...resource, type: "azure-native:eventgrid:EventSubscription" },
      { ...resource, type: "azure-native:eventgrid:SystemTopic" },
      { ...resource, delete: true },
    ),
  );
  expect(set.subscriptions).toHaveLength(2);
});

test("an imported resource has outputs only", () => {
  const set = readSubscriptionSet(stack({ ...resource, inputs: {}, outputs: sms }));
  expect(set.subscriptions[0]).toMatchObject({ name: sms.name, eventDeliverySchema: "CloudEventSchemaV1_0" });
});

test("an encrypted endpoint stays hidden without a word, also when its plain text is there", () => {
  const plain = { ...secret, plaintext: '"https://handlers.contoso.example?code=s3cret"' };
  const destination = { endpointType: "WebHook", endpointUrl: plain };
  const set = readSubscriptionSet(stack({ ...resource, inputs: { ...inputs, destination } }));
  expect(set.findings).toEqual([]);
  expect(set.subscriptions[0]).toMatchObject({
    destination: { endpointType: "WebHook", endpointUrl: "[secret]" },
    hidden: [{ path: "destination.endpointUrl", why: "secret" }],
  });
  expect(JSON.stringify(renderSubscriptionSet(set.subscriptions))).not.toContain("s3cret");
});

test("a whole destination can be hidden", () => {
  const set = readSubscriptionSet(stack({ ...resource, inputs: { ...inputs, destination: secret } }));
  expect(set.findings).toEqual([]);
  expect(set.subscriptions[0]).toMatchObject({ destination: null, hidden: [{ path: "destination", why: "secret" }] });
});

test("a filter that is not known yet is said to be so", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const filter = { ...sms.filter, includedEventTypes: unknown, subjectBeginsWith: "[secret]" };
  const set = readSubscriptionSet(stack({ ...resource, inputs: { ...inputs, filter } }));
  expect(set.subscriptions[0]?.filter).toMatchObject({ eventTypes: "All", subjectBeginsWith: "" });
  expect(set.findings).toMatchInlineSnapshot(`
    [
      {
        "id": "value-hidden",
        "level": "info",
        "message": "The value here is known only once it is deployed; nothing that depends on it can be said.",
        "path": "filter.includedEventTypes",
        "subscription": "support-inbound-sms",
      },
      {
        "id": "value-hidden",
        "level": "info",
        "message": "The value here is a secret that is not shown here; nothing that depends on it can be said.",
        "path": "filter.subjectBeginsWith",
        "subscription": "support-inbound-sms",
      },
    ]
  `);
});

test("an output that is known is its value", () => {
  const output = { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4", value: "/phonenumber/1206" };
  const filter = { ...sms.filter, subjectBeginsWith: output };
  const set = readSubscriptionSet(stack({ ...resource, inputs: { ...inputs, filter } }));
  expect(set.subscriptions[0]?.filter.subjectBeginsWith).toBe("/phonenumber/1206");
});
