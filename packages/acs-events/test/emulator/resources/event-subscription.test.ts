import { describe, expect, test } from "vitest";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import { account, contosoWorld, eventSubscription, group, put, refusalsOf, topicId } from "../local-world.ts";
import { queue, refused, webhook } from "./refused-subscriptions.ts";

const token = "azure-native:eventgrid:SystemTopicEventSubscription";

test("takes a subscription that Azure takes", () => {
  expect(refusalsOf(contosoWorld(), token, eventSubscription)).toEqual([]);
});

test.each(refused)("refuses %s", (_, change, expected) => {
  const refusals = refusalsOf(contosoWorld(), token, { ...eventSubscription, ...change });
  expect(refusals.map(({ id, path, message }) => `${id} ${path ?? "-"} ${message}`)).toEqual([expected]);
});

test("tells everything that is wrong at once", () => {
  const refusals = refusalsOf(contosoWorld(), token, {
    ...eventSubscription,
    eventSubscriptionName: "a_b",
    destination: { ...webhook, endpointUrl: "http://a.example" },
    retryPolicy: { maxDeliveryAttempts: 0 },
  });
  expect(refusals.map(({ id }) => id)).toEqual(["invalid-name", "invalid-url", "out-of-range"]);
});

test("says which words are Azure's own", () => {
  const change = { destination: { ...webhook, endpointUrl: "" }, retryPolicy: { maxDeliveryAttempts: 0 } };
  const refusals = refusalsOf(contosoWorld(), token, { ...eventSubscription, ...change });
  expect(refusals.map(({ id, cited }) => [id, cited])).toEqual([
    ["invalid-url", true],
    ["out-of-range", false],
  ]);
});

test("believes that resources outside the local Azure are there", () => {
  const elsewhere = "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/theirs";
  const destinations = [
    {
      endpointType: "StorageQueue",
      resourceId: `${elsewhere}/providers/Microsoft.Storage/storageAccounts/theirs`,
      queueName: "texts",
    },
    { endpointType: "AzureFunction", resourceId: `${elsewhere}/providers/Microsoft.Web/sites/crm/functions/inbound` },
    {
      endpointType: "ServiceBusTopic",
      resourceId: `${elsewhere}/providers/Microsoft.ServiceBus/namespaces/n/topics/t`,
    },
    { endpointType: "EventHub", resourceId: `${elsewhere}/providers/Microsoft.EventHub/namespaces/n/eventhubs/h` },
  ];
  for (const destination of destinations) {
    expect(refusalsOf(contosoWorld(), token, { ...eventSubscription, destination })).toEqual([]);
  }
});

test("does not change the delivery schema in place", () => {
  const world = contosoWorld();
  put(world, token, eventSubscription);
  const refusals = refusalsOf(world, token, { ...eventSubscription, eventDeliverySchema: "CloudEventSchemaV1_0" });
  expect(refusals.map(({ message }) => message)).toEqual([
    'the delivery schema cannot change from "EventGridSchema" to "CloudEventSchemaV1_0"; make another subscription (replaceOnChanges: ["eventDeliverySchema"])',
  ]);
});

test("takes the 500th subscription of a topic and refuses the next, but not a change", () => {
  const world = contosoWorld();
  for (let index = 1; index < 500; index++) {
    put(world, token, { ...eventSubscription, eventSubscriptionName: `texts-${index}` });
  }
  expect(refusalsOf(world, token, eventSubscription)).toEqual([]);
  put(world, token, eventSubscription);
  expect(refusalsOf(world, token, eventSubscription)).toEqual([]);
  const next = refusalsOf(world, token, { ...eventSubscription, eventSubscriptionName: "one-more" });
  expect(next.map(({ message }) => message)).toEqual([
    "the topic has 500 event subscriptions; a topic can have no more",
  ]);
});

describe("what Azure answers", () => {
  const outputs = (inputs: ResourceProperties) =>
    put(contosoWorld(), token, { ...eventSubscription, ...inputs }).outputs;

  test("has no secrets and every default", () => {
    const headers = [
      { type: "Static", name: "x-key", value: "s3cret", isSecret: true },
      { type: "Dynamic", name: "x-from", sourceField: "data.from" },
    ];
    const destination = {
      ...webhook,
      endpointUrl: "https://a.example/api?code=s3cret",
      deliveryAttributeMappings: headers,
    };
    const answer = outputs({ destination, filter: {}, retryPolicy: undefined, eventDeliverySchema: undefined });
    expect(JSON.stringify(answer)).not.toContain("s3cret");
    expect(answer).toMatchObject({
      name: "support-texts",
      type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
      azureApiVersion: "2025-02-15",
      topic: topicId,
      provisioningState: "Succeeded",
      destination: {
        endpointType: "WebHook",
        endpointBaseUrl: "https://a.example/api",
        maxEventsPerBatch: 1,
        preferredBatchSizeInKilobytes: 64,
        deliveryAttributeMappings: [{ type: "Static", name: "x-key", value: "Hidden", isSecret: true }, headers[1]],
      },
      filter: { subjectBeginsWith: "", subjectEndsWith: "" },
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
      eventDeliverySchema: "EventGridSchema",
    });
  });

  test("has no parameters of the id", () => {
    expect(Object.keys(outputs({}))).not.toContain("resourceGroupName");
    expect(Object.keys(outputs({}))).not.toContain("eventSubscriptionName");
  });
});

describe("an identity that writes", () => {
  const withIdentity: ResourceProperties = {
    ...eventSubscription,
    destination: undefined,
    deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: queue },
  };
  const roles = { queue: "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a", blob: "ba92f5b4-2d11-453d-a403-e96b0029c9fe" };

  test("needs a role there, and the reader hears of it", () => {
    const world = contosoWorld();
    expect(refusalsOf(world, token, withIdentity)).toEqual([]);
    expect(world.store.notices().map(({ id, message }) => `${id}: ${message}`)).toEqual([
      `identity-without-role: The identity of the system topic "contoso-events" has no role "Storage Queue Data Message Sender" on ${account}, to which "support-texts" writes with it.`,
    ]);
  });

  test("may have it on the resource or above", () => {
    const world = contosoWorld();
    const [topic] = world.store.systemTopics();
    const roleDefinitions = "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions";
    for (const [scope, role] of [
      [account.toUpperCase(), roles.queue],
      [group, roles.blob],
    ] as const) {
      put(world, "azure-native:authorization:RoleAssignment", {
        roleAssignmentName: role,
        scope,
        principalId: topic?.principalId,
        roleDefinitionId: `${roleDefinitions}/${role}`,
      });
    }
    const { deadLetterWithResourceIdentity: _, ...queueOnly } = withIdentity;
    expect(refusalsOf(world, token, queueOnly)).toEqual([]);
    expect(world.store.notices()).toEqual([]);
  });
});
