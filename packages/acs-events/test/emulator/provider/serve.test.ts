import { describe, expect, test } from "vitest";
import {
  type CheckResponse,
  type DiffResponse,
  Empty,
  type GetSchemaResponse,
  type PluginInfo,
  type ProviderHandshakeResponse,
  pluginMessages,
  providerMessages,
} from "../../../src/emulator/provider/protobuf.ts";
import { fromWire, toWire, unknown } from "../../../src/emulator/provider/wire.ts";
import { eventSubscription, group, systemTopic, topicId } from "../local-world.ts";
import { groupToken, serveContoso, subscriptionId, subscriptionToken, topicToken } from "./serving.ts";

const serving = serveContoso();

test("introduces itself as azure-native 3.28.0 with previews and plain secrets", async () => {
  const { client, answer } = serving.pulumi;
  const handshake = await answer<ProviderHandshakeResponse>((done) =>
    client.handshake(new providerMessages.ProviderHandshakeRequest(), done),
  );
  expect(handshake.getAcceptSecrets()).toBe(false);
  const info = await answer<PluginInfo>((done) => client.getPluginInfo(new Empty(), done));
  expect(info.getVersion()).toBe("3.28.0");
  const schema = await answer<GetSchemaResponse>((done) =>
    client.getSchema(new providerMessages.GetSchemaRequest(), done),
  );
  expect(JSON.parse(schema.getSchema())).toMatchObject({ name: "azure-native", version: "3.28.0" });
  await answer((done) => client.attach(new pluginMessages.PluginAttach(), done));
  await answer((done) => client.cancel(new Empty(), done));
  const configured = await serving.pulumi.configure({});
  expect([configured.getSupportspreview(), configured.getAcceptsecrets()]).toEqual([true, false]);
});

test("gives back its own configuration and finds no change in it", async () => {
  const { client, answer } = serving.pulumi;
  const request = new providerMessages.CheckRequest();
  request.setNews(toWire({ location: "westeurope" }));
  const checked = await answer<CheckResponse>((done) => client.checkConfig(request, done));
  expect(fromWire(checked.getInputs())).toEqual({ location: "westeurope" });
  const diff = await answer<DiffResponse>((done) => client.diffConfig(new providerMessages.DiffRequest(), done));
  expect(diff.getReplacesList()).toEqual([]);
});

test("works in the Azure subscription that the stack names", async () => {
  await serving.pulumi.configure({ subscriptionId: "11111111-1111-1111-1111-111111111111", location: "northeurope" });
  const { inputs } = await serving.pulumi.check(groupToken, "fresh", { resourceGroupName: "fresh" });
  const { id, outputs } = await serving.pulumi.create(groupToken, "fresh", inputs);
  expect(id).toBe("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/fresh");
  expect(outputs["location"]).toBe("northeurope");
});

describe("check", () => {
  test("makes up a name, and keeps it", async () => {
    const first = await serving.pulumi.check(topicToken, "events", {
      resourceGroupName: "contoso",
      location: "global",
    });
    expect(first.inputs).toEqual({
      resourceGroupName: "contoso",
      location: "global",
      systemTopicName: expect.stringMatching(/^events[0-9a-f]{8}$/),
      azureApiVersion: "2025-02-15",
      __createBeforeDelete: true,
    });
    const second = await serving.pulumi.check(topicToken, "events", { resourceGroupName: "contoso" }, first.inputs);
    expect(second.inputs).toEqual(first.inputs);
  });

  test("takes the location of the resource group, which is wrong for a global source", async () => {
    const { inputs } = await serving.pulumi.check(topicToken, "events", { resourceGroupName: "contoso" });
    expect(inputs["location"]).toBe("westeurope");
    const unknownGroup = await serving.pulumi.check(topicToken, "events", { resourceGroupName: unknown });
    expect(unknownGroup.inputs).not.toHaveProperty("location");
  });

  test("says what is missing", async () => {
    const { failures } = await serving.pulumi.check(subscriptionToken, "texts", {});
    expect(failures).toEqual([
      "missing required property 'resourceGroupName'",
      "missing required property 'systemTopicName'",
    ]);
  });
});

describe("diff", () => {
  const filter = { includedEventTypes: ["a"], subjectBeginsWith: "/phonenumber/1555" };

  test("finds a changed prefix as one update of that property", async () => {
    const after = { ...eventSubscription, filter: { ...filter, subjectBeginsWith: "/phonenumber/1206" } };
    expect(await serving.pulumi.diff(subscriptionToken, { ...eventSubscription, filter }, after)).toEqual({
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
      detail: { "filter.subjectBeginsWith": "UPDATE" },
    });
  });

  test("finds none", async () => {
    const none = { changes: false, replaces: [], deleteBeforeReplace: false, detail: {} };
    expect(await serving.pulumi.diff(subscriptionToken, eventSubscription, eventSubscription)).toEqual(none);
  });

  test("replaces what is part of the id, and deletes first unless the name was made up", async () => {
    const after = { ...eventSubscription, eventSubscriptionName: "other" };
    const replaced = {
      changes: true,
      replaces: ["eventSubscriptionName"],
      deleteBeforeReplace: true,
      detail: { eventSubscriptionName: "UPDATE_REPLACE" },
    };
    expect(await serving.pulumi.diff(subscriptionToken, eventSubscription, after)).toEqual(replaced);
    const madeUp = { ...eventSubscription, __createBeforeDelete: true };
    expect(await serving.pulumi.diff(subscriptionToken, madeUp, after)).toEqual({
      ...replaced,
      deleteBeforeReplace: false,
    });
  });

  test("does not know that a source never changes, like the provider it stands in for", async () => {
    const { replaces, detail } = await serving.pulumi.diff(topicToken, systemTopic, {
      ...systemTopic,
      source: "other",
    });
    expect([replaces, detail]).toEqual([[], { source: "UPDATE" }]);
  });
});

describe("create", () => {
  test("keeps the resource and answers what Azure answers", async () => {
    const { id, outputs } = await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    expect(id).toBe(subscriptionId);
    expect(outputs).toMatchObject({ name: "support-texts", provisioningState: "Succeeded" });
    expect(JSON.stringify(outputs)).not.toContain("s3cret");
    expect(serving.world.store.eventSubscriptions(topicId)).toMatchObject([
      { name: "support-texts", destination: { endpointUrl: "https://handlers.contoso.example/api/sms?code=s3cret" } },
    ]);
  });

  test("in a preview keeps nothing, and knows nothing but the inputs", async () => {
    serving.world.store.remove(topicId);
    const { id, outputs } = await serving.pulumi.create(
      topicToken,
      "events",
      { ...systemTopic, source: unknown },
      true,
    );
    expect(id).toBe("");
    expect(outputs).toEqual({
      location: "global",
      source: unknown,
      topicType: "Microsoft.Communication.CommunicationServices",
      identity: { type: "SystemAssigned", principalId: unknown, tenantId: unknown },
      name: unknown,
      type: unknown,
      metricResourceId: unknown,
      provisioningState: unknown,
      systemData: unknown,
    });
    expect(serving.world.store.systemTopics()).toEqual([]);
  });

  test("refuses an id that is taken, in the provider's words", async () => {
    await expect(serving.pulumi.create(topicToken, "events", systemTopic)).rejects.toEqual({
      message: `cannot create already existing resource "${topicId}"`,
      partial: undefined,
    });
  });

  test("tells every refusal in one error, and keeps nothing", async () => {
    const broken = {
      ...eventSubscription,
      destination: { endpointType: "WebHook", endpointUrl: "http://handlers.contoso.example" },
      retryPolicy: { maxDeliveryAttempts: 0 },
    };
    await expect(serving.pulumi.create(subscriptionToken, "texts", broken)).rejects.toEqual({
      message: expect.stringMatching(
        /^Azure refuses .* "support-texts":\n- Code="InvalidRequest" Message="Invalid .*"\n- retryPolicy\.maxDeliveryAttempts: 0 .* \(the rule is Azure's, .*\)$/,
      ),
      partial: undefined,
    });
    expect(serving.world.store.eventSubscriptions(topicId)).toEqual([]);
  });

  test("takes a type that it does not know, and says so", async () => {
    const { id } = await serving.pulumi.create("azure-native:web:StaticSite", "crm", { resourceGroupName: "contoso" });
    expect(id).toBe(`${group}/providers/Unknown.web/staticSite/crm`);
    expect(serving.world.store.notices()).toEqual([
      {
        id: "unknown-type",
        resourceId: id,
        message: `The local Azure does not know azure-native:web:StaticSite: it took ${id} as it is and checked nothing.`,
      },
    ]);
  });
});

describe("update", () => {
  test("in a preview keeps name and location, and changes nothing", async () => {
    const before = serving.world.store.get(topicId);
    const olds = { name: "contoso-events", location: "global", provisioningState: "Succeeded" };
    const outputs = await serving.pulumi.update(topicToken, topicId, { ...systemTopic, tags: { a: "b" } }, olds, true);
    expect(outputs).toMatchObject({
      name: "contoso-events",
      location: "global",
      tags: { a: "b" },
      provisioningState: unknown,
      identity: { principalId: unknown },
    });
    expect(serving.world.store.get(topicId)).toBe(before);
  });

  test("refuses what cannot change in place", async () => {
    const other = { ...systemTopic, source: systemTopic["source"]?.toString().replace("contoso-dev", "other") };
    await expect(serving.pulumi.update(topicToken, topicId, other, {})).rejects.toMatchObject({
      message: expect.stringContaining('Code="InvalidRequest" Message="System topic source cannot be modified."'),
    });
  });
});

describe("read", () => {
  test("finds nothing where nothing is", async () => {
    expect(await serving.pulumi.read(topicToken, `${topicId}x`)).toEqual({ id: "", inputs: {}, outputs: {} });
  });

  test("of a resource that nobody touched changes neither inputs nor outputs", async () => {
    const { outputs } = await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    const read = await serving.pulumi.read(subscriptionToken, subscriptionId, eventSubscription, outputs);
    expect(read).toEqual({ id: subscriptionId, inputs: eventSubscription, outputs });
  });

  test("brings what was changed in Azure into the inputs, and leaves the secret URL alone", async () => {
    const { outputs } = await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    await serving.pulumi.update(
      subscriptionToken,
      subscriptionId,
      { ...eventSubscription, labels: ["team=other"] },
      outputs,
    );
    const { inputs } = await serving.pulumi.read(subscriptionToken, subscriptionId, eventSubscription, outputs);
    expect(inputs).toEqual({ ...eventSubscription, labels: ["team=other"] });
  });

  test("for an import has no inputs to start from, and no secrets to give", async () => {
    await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    const { inputs } = await serving.pulumi.read(subscriptionToken, subscriptionId);
    expect(inputs).toMatchObject({
      eventSubscriptionName: "support-texts",
      systemTopicName: "contoso-events",
      destination: { endpointType: "WebHook", maxEventsPerBatch: 1 },
      eventDeliverySchema: "EventGridSchema",
    });
    for (const answered of ["s3cret", "endpointBaseUrl", "provisioningState", "azureApiVersion"]) {
      expect(JSON.stringify(inputs)).not.toContain(answered);
    }
  });
});

describe("delete", () => {
  test("removes, and does not mind what is gone", async () => {
    await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    await serving.pulumi.remove(subscriptionToken, subscriptionId);
    await serving.pulumi.remove(subscriptionToken, subscriptionId);
    expect(serving.world.store.eventSubscriptions(topicId)).toEqual([]);
  });

  test("refuses a topic that is in use", async () => {
    await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    await expect(serving.pulumi.remove(topicToken, topicId)).rejects.toMatchObject({
      message:
        'Azure refuses to delete the system topic "contoso-events": the system topic still has event subscriptions: "support-texts" (the rule is Azure\'s, the words are the local Azure\'s)',
    });
  });

  test("of a resource group takes everything along", async () => {
    await serving.pulumi.create(subscriptionToken, "texts", eventSubscription);
    await serving.pulumi.remove(groupToken, group);
    expect(serving.world.store.all()).toEqual([]);
  });
});
