import { afterEach, beforeEach, describe, expect, test } from "vitest";
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
import { type ProviderServer, serveProvider } from "../../../src/emulator/provider/serve.ts";
import { fromWire, toWire, unknown } from "../../../src/emulator/provider/wire.ts";
import { createWorld, type World } from "../../../src/emulator/resources/azure.ts";
import type { EventSubscriptionResource, ValidationOutcome } from "../../../src/emulator/store.ts";
import { account, contosoWorld, eventSubscription, group, now, systemTopic, topicId } from "../local-world.ts";
import { engine } from "./engine.ts";

const subscriptionToken = "azure-native:eventgrid:SystemTopicEventSubscription";
const topicToken = "azure-native:eventgrid:SystemTopic";
const groupToken = "azure-native:resources:ResourceGroup";
const subscriptionId = `${topicId}/eventSubscriptions/support-texts`;

let server: ProviderServer;
let world: World;
let pulumi: ReturnType<typeof engine>;
let outcome: (subscription: EventSubscriptionResource) => ValidationOutcome | Promise<ValidationOutcome>;

beforeEach(async () => {
  outcome = () => ({ ok: true });
  const azure = createWorld({
    store: contosoWorld().store,
    validator: { validate: async (subscription) => await outcome(subscription) },
    now: () => new Date(now),
  });
  ({ world } = azure);
  server = await serveProvider(azure, 0);
  pulumi = engine(server.port);
});
afterEach(async () => {
  pulumi.close();
  await server.close();
});

test("introduces itself as azure-native 3.28.0 with previews and plain secrets", async () => {
  const { client, answer } = pulumi;
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
  const configured = await pulumi.configure({});
  expect([configured.getSupportspreview(), configured.getAcceptsecrets()]).toEqual([true, false]);
});

test("gives back its own configuration and finds no change in it", async () => {
  const { client, answer } = pulumi;
  const request = new providerMessages.CheckRequest();
  request.setNews(toWire({ location: "westeurope" }));
  const checked = await answer<CheckResponse>((done) => client.checkConfig(request, done));
  expect(fromWire(checked.getInputs())).toEqual({ location: "westeurope" });
  const diff = await answer<DiffResponse>((done) => client.diffConfig(new providerMessages.DiffRequest(), done));
  expect(diff.getReplacesList()).toEqual([]);
});

test("works in the Azure subscription that the stack names", async () => {
  await pulumi.configure({ subscriptionId: "11111111-1111-1111-1111-111111111111", location: "northeurope" });
  const { inputs } = await pulumi.check(groupToken, "fresh", { resourceGroupName: "fresh" });
  const { id, outputs } = await pulumi.create(groupToken, "fresh", inputs);
  expect(id).toBe("/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/fresh");
  expect(outputs["location"]).toBe("northeurope");
});

describe("check", () => {
  test("makes up a name, and keeps it", async () => {
    const first = await pulumi.check(topicToken, "events", { resourceGroupName: "contoso", location: "global" });
    expect(first.inputs).toEqual({
      resourceGroupName: "contoso",
      location: "global",
      systemTopicName: expect.stringMatching(/^events[0-9a-f]{8}$/),
      azureApiVersion: "2025-02-15",
      __createBeforeDelete: true,
    });
    const second = await pulumi.check(topicToken, "events", { resourceGroupName: "contoso" }, first.inputs);
    expect(second.inputs).toEqual(first.inputs);
  });

  test("takes the location of the resource group, which is wrong for a global source", async () => {
    const { inputs } = await pulumi.check(topicToken, "events", { resourceGroupName: "contoso" });
    expect(inputs["location"]).toBe("westeurope");
    const unknownGroup = await pulumi.check(topicToken, "events", { resourceGroupName: unknown });
    expect(unknownGroup.inputs).not.toHaveProperty("location");
  });

  test("says what is missing", async () => {
    const { failures } = await pulumi.check(subscriptionToken, "texts", {});
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
    expect(await pulumi.diff(subscriptionToken, { ...eventSubscription, filter }, after)).toEqual({
      changes: true,
      replaces: [],
      deleteBeforeReplace: false,
      detail: { "filter.subjectBeginsWith": "UPDATE" },
    });
  });

  test("finds none", async () => {
    const none = { changes: false, replaces: [], deleteBeforeReplace: false, detail: {} };
    expect(await pulumi.diff(subscriptionToken, eventSubscription, eventSubscription)).toEqual(none);
  });

  test("replaces what is part of the id, and deletes first unless the name was made up", async () => {
    const after = { ...eventSubscription, eventSubscriptionName: "other" };
    const replaced = {
      changes: true,
      replaces: ["eventSubscriptionName"],
      deleteBeforeReplace: true,
      detail: { eventSubscriptionName: "UPDATE_REPLACE" },
    };
    expect(await pulumi.diff(subscriptionToken, eventSubscription, after)).toEqual(replaced);
    const madeUp = { ...eventSubscription, __createBeforeDelete: true };
    expect(await pulumi.diff(subscriptionToken, madeUp, after)).toEqual({ ...replaced, deleteBeforeReplace: false });
  });

  test("does not know that a source never changes, like the provider it stands in for", async () => {
    const { replaces, detail } = await pulumi.diff(topicToken, systemTopic, { ...systemTopic, source: "other" });
    expect([replaces, detail]).toEqual([[], { source: "UPDATE" }]);
  });
});

describe("create", () => {
  test("keeps the resource and answers what Azure answers", async () => {
    const { id, outputs } = await pulumi.create(subscriptionToken, "texts", eventSubscription);
    expect(id).toBe(subscriptionId);
    expect(outputs).toMatchObject({ name: "support-texts", provisioningState: "Succeeded" });
    expect(JSON.stringify(outputs)).not.toContain("s3cret");
    expect(world.store.eventSubscriptions(topicId)).toMatchObject([
      { name: "support-texts", destination: { endpointUrl: "https://handlers.contoso.example/api/sms?code=s3cret" } },
    ]);
  });

  test("in a preview keeps nothing, and knows nothing but the inputs", async () => {
    world.store.remove(topicId);
    const { id, outputs } = await pulumi.create(topicToken, "events", { ...systemTopic, source: unknown }, true);
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
    expect(world.store.systemTopics()).toEqual([]);
  });

  test("refuses an id that is taken, in the provider's words", async () => {
    await expect(pulumi.create(topicToken, "events", systemTopic)).rejects.toEqual({
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
    await expect(pulumi.create(subscriptionToken, "texts", broken)).rejects.toEqual({
      message: [
        'Azure refuses to create the event subscription "support-texts":',
        '- Code="InvalidRequest" Message="Invalid event subscription request: The endpoint URL is invalid as it should be specified and cannot be null or empty and should follow the proper https URL format (e.g., https://www.example.com)."',
        "- retryPolicy.maxDeliveryAttempts: 0 is not a whole number from 1 to 30 (the rule is Azure's, the words are the local Azure's)",
      ].join("\n"),
      partial: undefined,
    });
    expect(world.store.eventSubscriptions(topicId)).toEqual([]);
  });

  test("takes a type that it does not know, and says so", async () => {
    const { id } = await pulumi.create("azure-native:web:StaticSite", "crm", { resourceGroupName: "contoso" });
    expect(id).toBe(`${group}/providers/Unknown.web/staticSite/crm`);
    expect(world.store.notices()).toEqual([
      {
        id: "unknown-type",
        resourceId: id,
        message: `The local Azure does not know azure-native:web:StaticSite: it took ${id} as it is and checked nothing.`,
      },
    ]);
  });
});

describe("the handshake", () => {
  const message = (verb: string) =>
    `Azure refuses to ${verb} the event subscription "support-texts": Code="Url validation" Message="Webhook validation handshake failed for https://handlers.contoso.example/api/sms. Http POST request failed with response code 500. For troublehooting, visit https://aka.ms/esvalidation."`;
  const refuse = () => ({ ok: false, reason: "Http POST request failed with response code 500" }) as const;

  test("that fails at creation leaves a failed subscription, which a later change heals", async () => {
    outcome = refuse;
    await expect(pulumi.create(subscriptionToken, "texts", eventSubscription)).rejects.toMatchObject({
      message: message("create"),
      partial: { id: subscriptionId, inputs: eventSubscription, outputs: { provisioningState: "Failed" } },
    });
    expect(world.store.eventSubscriptions(topicId)).toMatchObject([{ provisioningState: "Failed" }]);

    await expect(pulumi.update(subscriptionToken, subscriptionId, eventSubscription, {})).rejects.toMatchObject({
      message: message("change"),
      partial: { outputs: { provisioningState: "Failed" } },
    });

    outcome = () => ({ ok: true });
    const healed = await pulumi.update(subscriptionToken, subscriptionId, eventSubscription, {});
    expect(healed["provisioningState"]).toBe("Succeeded");
    expect(world.store.eventSubscriptions(topicId)).toMatchObject([{ provisioningState: "Succeeded" }]);
  });

  test("runs on a change of anything, and a failure leaves what was there", async () => {
    const { outputs } = await pulumi.create(subscriptionToken, "texts", eventSubscription);
    outcome = refuse;
    const after = { ...eventSubscription, labels: ["team=other"] };
    await expect(pulumi.update(subscriptionToken, subscriptionId, after, outputs)).rejects.toMatchObject({
      message: message("change"),
      partial: { id: subscriptionId, inputs: after, outputs: { labels: eventSubscription["labels"] } },
    });
    expect(world.store.eventSubscriptions(topicId)).toMatchObject([{ labels: eventSubscription["labels"] }]);
  });

  test("is asked with the subscription as it will be, before it is kept", async () => {
    const asked: (readonly [string, number])[] = [];
    outcome = ({ destination }) => {
      asked.push([String(destination["endpointUrl"]), world.store.eventSubscriptionCount(topicId)]);
      return { ok: true };
    };
    await pulumi.create(subscriptionToken, "texts", eventSubscription);
    expect(asked).toEqual([["https://handlers.contoso.example/api/sms?code=s3cret", 0]]);
  });

  test("is not for queues", async () => {
    outcome = refuse;
    const destination = { endpointType: "StorageQueue", resourceId: account, queueName: "support" };
    const { outputs } = await pulumi.create(subscriptionToken, "texts", { ...eventSubscription, destination });
    expect(outputs["provisioningState"]).toBe("Succeeded");
  });

  test("of two subscriptions at once is noticed, since Azure may answer with a conflict", async () => {
    const { promise, resolve } = Promise.withResolvers<ValidationOutcome>();
    outcome = async ({ name }) => (name === "support-texts" ? await promise : { ok: true });
    const slow = pulumi.create(subscriptionToken, "texts", eventSubscription);
    const fast = pulumi.create(subscriptionToken, "more", {
      ...eventSubscription,
      eventSubscriptionName: "more-texts",
    });
    await fast;
    resolve({ ok: true });
    await slow;
    expect(world.store.notices().filter(({ id }) => id === "parallel-writes")).toEqual([
      {
        id: "parallel-writes",
        resourceId: `${topicId}/eventSubscriptions/more-texts`,
        message:
          '"more-texts" was written while another event subscription of its topic was; Azure is known to answer that with a conflict (Azure/bicep#2549).',
      },
    ]);
  });
});

describe("update", () => {
  test("in a preview keeps name and location, and changes nothing", async () => {
    const before = world.store.get(topicId);
    const olds = { name: "contoso-events", location: "global", provisioningState: "Succeeded" };
    const outputs = await pulumi.update(topicToken, topicId, { ...systemTopic, tags: { a: "b" } }, olds, true);
    expect(outputs).toMatchObject({
      name: "contoso-events",
      location: "global",
      tags: { a: "b" },
      provisioningState: unknown,
      identity: { principalId: unknown },
    });
    expect(world.store.get(topicId)).toBe(before);
  });

  test("refuses what cannot change in place", async () => {
    const other = { ...systemTopic, source: systemTopic["source"]?.toString().replace("contoso-dev", "other") };
    await expect(pulumi.update(topicToken, topicId, other, {})).rejects.toMatchObject({
      message: expect.stringContaining('Code="InvalidRequest" Message="System topic source cannot be modified."'),
    });
  });
});

describe("read", () => {
  test("finds nothing where nothing is", async () => {
    expect(await pulumi.read(topicToken, `${topicId}x`)).toEqual({ id: "", inputs: {}, outputs: {} });
  });

  test("of a resource that nobody touched changes neither inputs nor outputs", async () => {
    const { outputs } = await pulumi.create(subscriptionToken, "texts", eventSubscription);
    const read = await pulumi.read(subscriptionToken, subscriptionId, eventSubscription, outputs);
    expect(read).toEqual({ id: subscriptionId, inputs: eventSubscription, outputs });
  });

  test("brings what was changed in Azure into the inputs, and leaves the secret URL alone", async () => {
    const { outputs } = await pulumi.create(subscriptionToken, "texts", eventSubscription);
    await pulumi.update(subscriptionToken, subscriptionId, { ...eventSubscription, labels: ["team=other"] }, outputs);
    const { inputs } = await pulumi.read(subscriptionToken, subscriptionId, eventSubscription, outputs);
    expect(inputs).toEqual({ ...eventSubscription, labels: ["team=other"] });
  });

  test("for an import has no inputs to start from, and no secrets to give", async () => {
    await pulumi.create(subscriptionToken, "texts", eventSubscription);
    const { inputs } = await pulumi.read(subscriptionToken, subscriptionId);
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
    await pulumi.create(subscriptionToken, "texts", eventSubscription);
    await pulumi.remove(subscriptionToken, subscriptionId);
    await pulumi.remove(subscriptionToken, subscriptionId);
    expect(world.store.eventSubscriptions(topicId)).toEqual([]);
  });

  test("refuses a topic that is in use", async () => {
    await pulumi.create(subscriptionToken, "texts", eventSubscription);
    await expect(pulumi.remove(topicToken, topicId)).rejects.toMatchObject({
      message:
        'Azure refuses to delete the system topic "contoso-events": the system topic still has event subscriptions: "support-texts" (the rule is Azure\'s, the words are the local Azure\'s)',
    });
  });

  test("of a resource group takes everything along", async () => {
    await pulumi.create(subscriptionToken, "texts", eventSubscription);
    await pulumi.remove(groupToken, group);
    expect(world.store.all()).toEqual([]);
  });
});

describe("invoke", () => {
  test("answers functions of azure-native", async () => {
    const names = { resourceGroupName: "contoso", systemTopicName: "contoso-events" };
    expect(await pulumi.invoke("azure-native:eventgrid:getSystemTopic", names)).toMatchObject({ id: topicId });
  });

  test("says what is not there, and what it does not know", async () => {
    const names = { resourceGroupName: "contoso", systemTopicName: "other" };
    await expect(pulumi.invoke("azure-native:eventgrid:getSystemTopic", names)).rejects.toMatchObject({
      message:
        "Azure refuses to answer azure-native:eventgrid:getSystemTopic: Code=\"ResourceNotFound\" Message=\"The Resource 'Microsoft.EventGrid/systemTopics/other' under resource group 'contoso' was not found.\"",
    });
    await expect(pulumi.invoke("azure-native:web:getStaticSite", {})).rejects.toMatchObject({
      message: "the local Azure does not know the function azure-native:web:getStaticSite",
    });
  });
});
