import { expect, test } from "vitest";
import { invoke } from "../../../src/emulator/resources/invokes.ts";
import { account, contosoWorld, eventSubscription, put, topicId } from "../local-world.ts";

const token = "azure-native:eventgrid:SystemTopicEventSubscription";
const names = {
  resourceGroupName: "contoso",
  systemTopicName: "contoso-events",
  eventSubscriptionName: "support-texts",
};

/** The world with a subscription whose destination is `destination`. */
function withDestination(destination: Readonly<Record<string, unknown>>) {
  const world = contosoWorld();
  put(world, token, { ...eventSubscription, destination });
  return world;
}

test("getClientConfig says who the program is", () => {
  expect(invoke("azure-native:authorization:getClientConfig", {}, contosoWorld())).toMatchObject({
    ok: true,
    value: { subscriptionId: "00000000-0000-0000-0000-000000000000" },
  });
});

test("a getter answers what a read answers, and the id", () => {
  expect(invoke("azure-native:eventgrid:getSystemTopic", names, contosoWorld())).toMatchObject({
    ok: true,
    value: { id: topicId, name: "contoso-events", identity: { type: "SystemAssigned" } },
  });
});

test("a getter says what is not there", () => {
  const answer = invoke(
    "azure-native:eventgrid:getSystemTopic",
    { ...names, systemTopicName: "other" },
    contosoWorld(),
  );
  expect(answer).toMatchObject({
    ok: false,
    refusal: {
      code: "ResourceNotFound",
      message: expect.stringContaining("'Microsoft.EventGrid/systemTopics/other' under resource group 'contoso'"),
    },
  });
});

test("getFullUrl gives the URL with its secret, of webhooks only", () => {
  const full = "azure-native:eventgrid:getSystemTopicEventSubscriptionFullUrl";
  const endpointUrl = "https://a.example/api?code=s3cret";
  expect(invoke(full, names, withDestination({ endpointType: "WebHook", endpointUrl }))).toEqual({
    ok: true,
    value: { endpointUrl },
  });
  const queue = { endpointType: "StorageQueue", resourceId: account, queueName: "support" };
  expect(invoke(full, names, withDestination(queue))).toMatchObject({
    ok: false,
    refusal: { message: '"support-texts" does not deliver to a webhook, so it has no URL' },
  });
});

test("delivery attributes come back without the values of secret ones", () => {
  const deliveryAttributeMappings = [
    { type: "Static", name: "x-key", value: "s3cret", isSecret: true },
    { type: "Static", name: "x-team", value: "support", isSecret: false },
  ];
  const world = withDestination({
    endpointType: "WebHook",
    endpointUrl: "https://a.example",
    deliveryAttributeMappings,
  });
  expect(invoke("azure-native:eventgrid:getSystemTopicEventSubscriptionDeliveryAttributes", names, world)).toEqual({
    ok: true,
    value: {
      value: [{ type: "Static", name: "x-key", value: "Hidden", isSecret: true }, deliveryAttributeMappings[1]],
    },
  });
});

test("keys stay the same from run to run", () => {
  const keys = () =>
    invoke(
      "azure-native:communication:listCommunicationServiceKeys",
      { resourceGroupName: "contoso", communicationServiceName: "contoso-dev" },
      contosoWorld(),
    );
  expect(keys()).toMatchObject({
    ok: true,
    value: { primaryConnectionString: expect.stringMatching(/^endpoint=https:\/\/contoso-dev\..*\/;accesskey=.+$/) },
  });
  expect(keys()).toEqual(keys());
});

test("a function that is not known is not answered", () => {
  expect(invoke("azure-native:web:listWebAppFunctions", {}, contosoWorld())).toBeUndefined();
  expect(invoke("toString", {}, contosoWorld())).toBeUndefined();
});
