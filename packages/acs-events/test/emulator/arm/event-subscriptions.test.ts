import { expect, test } from "vitest";
import { eventTypeNames } from "../../../src/catalog/event-types.ts";
import { account, arm, contoso, group, sms, source, subscription, topic, webhook } from "./rig.ts";

const texts = `${topic}/eventSubscriptions/Texts`;
const retryPolicy = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 };
const handler = "https://handlers.contoso.example/api/sms";

test("a PUT answers what was sent with few defaults, a GET after it with all of them", async () => {
  const { call, finish } = await contoso();
  const properties = { destination: webhook, filter: { includedEventTypes: sms, isSubjectCaseSensitive: false } };
  const put = await call("PUT", texts, { properties });
  expect(put.status).toBe(201);
  expect(put.body).toEqual({
    properties: {
      topic,
      provisioningState: "Creating",
      destination: { properties: { endpointUrl: null, endpointBaseUrl: handler }, endpointType: "WebHook" },
      filter: { includedEventTypes: sms },
      labels: null,
      retryPolicy,
    },
    systemData: null,
    id: texts,
    name: "Texts",
    type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
  });
  expect((await finish(put)).body).toMatchObject({ status: "Succeeded" });
  const get = await call("GET", texts);
  expect(get.status).toBe(200);
  expect(get.body).toMatchObject({
    properties: {
      provisioningState: "Succeeded",
      destination: { properties: { endpointUrl: null, maxEventsPerBatch: 1, preferredBatchSizeInKilobytes: 64 } },
      filter: { subjectBeginsWith: "", subjectEndsWith: "", includedEventTypes: sms },
      eventDeliverySchema: "EventGridSchema",
    },
  });
  expect(JSON.stringify(get.body)).not.toContain("CaseSensitive");
});

test("flags that are true, numbers, labels and the order of everything are answered as they were sent", async () => {
  const { call, put } = await contoso();
  const filter = {
    includedEventTypes: ["Microsoft.Communication.SMSReceived", "Microsoft.Communication.CallEnded"],
    isSubjectCaseSensitive: true,
    enableAdvancedFilteringOnArrays: true,
    advancedFilters: [
      { operatorType: "NumberIn", key: "data.n", values: [2, 1.5] },
      { operatorType: "IsNotNull", key: "data.From" },
    ],
  };
  await put(texts, { properties: { destination: webhook, filter, labels: ["Finance", "label_1"] } });
  expect((await call("GET", texts)).body).toMatchObject({
    properties: { filter: { ...filter, subjectBeginsWith: "" }, labels: ["Finance", "label_1"] },
  });
});

test("a list of event types that is omitted becomes the default types of the source, by name", async () => {
  const { call, put, world } = await contoso();
  const answer = await put(texts, { properties: { destination: webhook } });
  expect(answer.body).toMatchObject({ properties: { filter: { includedEventTypes: [...eventTypeNames] } } });
  expect((await call("GET", texts)).body).toMatchObject({
    properties: { filter: { includedEventTypes: eventTypeNames } },
  });
  expect(world.store.notices().map(({ id, resourceId }) => [id, resourceId])).toEqual([
    ["default-event-types-assumed", texts],
  ]);
});

test("other sources have their own default types, which may be fewer than their types", async () => {
  const { put } = arm();
  await put(group, { location: "westeurope" });
  const vaultTopic = topic.replace("contoso-topic", "vault-topic");
  const theirs = `${subscription}/resourceGroups/theirs/providers/Contoso/Vaults/one`;
  await put(vaultTopic, { location: "westeurope", properties: { source: theirs, topicType: "contoso.vaults" } });
  const answer = await put(`${vaultTopic}/eventSubscriptions/opened`, { properties: { destination: webhook } });
  expect(answer.body).toMatchObject({
    properties: { filter: { includedEventTypes: ["Contoso.Opened", "Contoso.Closed"] } },
  });
  expect(answer.body).toMatchObject({ properties: { topic: vaultTopic } });
});

test("a PUT without a delivery schema keeps the one that is there, and does not answer it", async () => {
  const { call, put } = await contoso();
  const properties = { destination: webhook, filter: { includedEventTypes: sms } };
  await put(texts, { properties: { ...properties, eventDeliverySchema: "CloudEventSchemaV1_0" } });
  const again = await put(texts, { properties });
  expect(again.body).toMatchObject({ properties: { provisioningState: "Updating" } });
  expect(again.body).not.toHaveProperty("properties.eventDeliverySchema");
  expect((await call("GET", texts)).body).toMatchObject({
    properties: { eventDeliverySchema: "CloudEventSchemaV1_0" },
  });
});

test("a PATCH replaces destination and filter as a whole and keeps what it does not name", async () => {
  const { call, put, finish } = await contoso();
  await put(texts, {
    properties: {
      destination: {
        endpointType: "WebHook",
        properties: {
          ...webhook.properties,
          azureActiveDirectoryTenantId: "00000000-0000-0000-0000-00000000000b",
          azureActiveDirectoryApplicationIdOrUri: "api://contoso",
        },
      },
      filter: { includedEventTypes: sms, isSubjectCaseSensitive: true },
      labels: ["a"],
      retryPolicy: { maxDeliveryAttempts: 5, eventTimeToLiveInMinutes: 60 },
    },
  });
  const answer = await call("PATCH", texts, { destination: webhook, filter: { subjectBeginsWith: "/phonenumber/1" } });
  expect(answer.status).toBe(201);
  await finish(answer);
  const expected = {
    filter: { subjectBeginsWith: "/phonenumber/1" },
    labels: ["a"],
    retryPolicy: { maxDeliveryAttempts: 5, eventTimeToLiveInMinutes: 60 },
    eventDeliverySchema: "EventGridSchema",
  };
  expect(answer.body).toMatchObject({ properties: { ...expected, provisioningState: "Updating" } });
  const { body } = await call("GET", texts);
  expect(body).toMatchObject({ properties: expected });
  expect(JSON.stringify(body)).not.toMatch(/azureActiveDirectory|CaseSensitive/);
});

test("secret headers are answered in the clear by the creation and hidden ever after", async () => {
  const { call, put } = await contoso();
  const headers = [
    { name: "x-key", type: "Static", properties: { value: "s3cret", isSecret: true } },
    { name: "x-from", type: "Dynamic", properties: { sourceField: "data.from" } },
  ];
  const destination = { ...webhook, properties: { ...webhook.properties, deliveryAttributeMappings: headers } };
  const answer = await put(texts, { properties: { destination, filter: { includedEventTypes: sms } } });
  const of = (value: string) => ({
    properties: { destination: { properties: { deliveryAttributeMappings: [{ properties: { value } }, headers[1]] } } },
  });
  expect(answer.body).toMatchObject(of("s3cret"));
  expect((await call("GET", texts)).body).toMatchObject(of("Hidden"));
  expect((await call("PATCH", texts, { destination })).body).toMatchObject(of("Hidden"));
  expect((await call("POST", `${texts}/getDeliveryAttributes`)).body).toMatchObject({
    value: [{ name: "x-key", properties: { value: "Hidden", isSecret: true } }, headers[1]],
  });
});

test("getFullUrl keeps query and port; getDeliveryAttributes without headers is null", async () => {
  const { call, put } = await contoso();
  await put(texts, { properties: { destination: webhook } });
  expect((await call("POST", `${texts}/getFullUrl`)).body).toEqual(webhook.properties);
  expect((await call("POST", `${texts}/getDeliveryAttributes`)).body).toEqual({ value: null });
});

test("with an identity the destination beside it is null, and back", async () => {
  const { call, put, finish } = await contoso();
  await put(topic, {
    location: "global",
    identity: { type: "SystemAssigned" },
    properties: { source, topicType: "Microsoft.Communication.CommunicationServices" },
  });
  const elsewhere = account.replace("Contoso", "Theirs");
  const queue = { endpointType: "StorageQueue", properties: { resourceId: elsewhere, queueName: "texts" } };
  const identity = { type: "SystemAssigned" };
  const answer = await put(texts, { properties: { deliveryWithResourceIdentity: { identity, destination: queue } } });
  expect(answer.body).toMatchObject({
    properties: { destination: null, deliveryWithResourceIdentity: { identity, destination: queue } },
  });
  await finish(await call("PATCH", texts, { destination: webhook }));
  const { body } = await call("GET", texts);
  expect(body).toMatchObject({ properties: { destination: { endpointType: "WebHook" } } });
  expect(body).not.toHaveProperty("properties.deliveryWithResourceIdentity");
});

test.each([
  ["a source", source, source.toLowerCase().replace("/resourcegroups/contoso", "/resourceGroups/contoso")],
  ["a resource group", group, group.replace("Contoso", "contoso")],
  ["an Azure subscription", subscription, subscription],
])("an extension of %s names it in lower case", async (_, scope, named) => {
  const { call, put } = await contoso();
  const id = `${scope}/providers/Microsoft.EventGrid/eventSubscriptions/Extension`;
  await put(id, { properties: { destination: webhook } });
  expect((await call("GET", id)).body).toMatchObject({
    id,
    type: "Microsoft.EventGrid/eventSubscriptions",
    properties: { topic: named },
  });
});

test("partner topics answer a write as system topics do, and a read under their own name", async () => {
  const { call, put } = await contoso();
  const partner = `${group}/providers/Microsoft.EventGrid/partnerTopics/Theirs`;
  await put(partner, { location: "westeurope" });
  const id = `${partner}/eventSubscriptions/theirs`;
  const written = await put(id, { properties: { destination: webhook } });
  expect(written.body).toMatchObject({
    type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
    properties: { topic: partner, filter: {} },
  });
  expect((await call("GET", id)).body).toMatchObject({
    type: "Microsoft.EventGrid/partnerTopics/eventSubscriptions",
    properties: {
      topic: expect.stringContaining("/partnertopics/theirs"),
      eventDeliverySchema: "CloudEventSchemaV1_0",
    },
  });
});

test("lists name what is on the topic, on the source, in the group; names are unique in their scope only", async () => {
  const { call, put } = await contoso();
  const name = "same-name";
  const extension = (scope: string) => `${scope}/providers/Microsoft.EventGrid/eventSubscriptions`;
  const properties = { destination: webhook, filter: { includedEventTypes: sms } };
  for (const list of [`${topic}/eventSubscriptions`, extension(source), extension(group)]) {
    await put(`${list}/${name}`, { properties });
  }
  const idsOf = async (path: string) => {
    const { body } = await call("GET", path);
    return (body as { readonly value: readonly { readonly id: string }[] }).value.map(({ id }) => id);
  };
  expect(await idsOf(`${topic}/eventSubscriptions`)).toEqual([`${topic}/eventSubscriptions/${name}`]);
  expect(await idsOf(extension(source))).toEqual([`${extension(source)}/${name}`]);
  const both = [`${extension(source)}/${name}`, `${extension(group)}/${name}`];
  expect(await idsOf(extension(group))).toEqual(both);
  expect(await idsOf(extension(subscription))).toEqual(both);
  expect(await idsOf(`${group}/providers/Microsoft.EventGrid/locations/westeurope/eventSubscriptions`)).toEqual([]);
  const typed = "topicTypes/Microsoft.Communication.CommunicationServices/eventSubscriptions";
  expect(await idsOf(`${group}/providers/Microsoft.EventGrid/${typed}`)).toEqual([both[0]]);
});

test("long lists come in pages, filtered by name where that is asked", async () => {
  const { call, put } = await contoso();
  for (let index = 0; index < 5; index++) {
    await put(`${topic}/eventSubscriptions/texts-${index}`, { properties: { destination: webhook } });
  }
  const names: string[] = [];
  let next: string | undefined = `${topic}/eventSubscriptions?$top=2`;
  while (next !== undefined) {
    const body = (await call("GET", next)).body as { value: { name: string }[]; nextLink?: string };
    names.push(...body.value.map(({ name }) => name));
    next = body.nextLink?.replace("http://127.0.0.1:1", "");
  }
  expect(names).toEqual([0, 1, 2, 3, 4].map((index) => `texts-${index}`));
  const filtered = await call(
    "GET",
    `${topic}/eventSubscriptions?$filter=${encodeURIComponent("contains(name,'-3')")}`,
  );
  expect(filtered.body).toMatchObject({ value: [{ name: "texts-3" }] });
  expect((await call("GET", `${topic}/eventSubscriptions?$top=0`)).status).toBe(400);
});

test("a deletion is accepted and done; what is gone is gone quietly", async () => {
  const { call, put, finish } = await contoso();
  await put(texts, { properties: { destination: webhook } });
  const deletion = await call("DELETE", texts);
  expect([deletion.status, deletion.body]).toEqual([202, undefined]);
  expect((await finish(deletion)).body).toMatchObject({ status: "Succeeded" });
  expect((await call("DELETE", texts)).status).toBe(204);
  expect((await call("GET", texts)).body).toEqual({
    error: { code: "ResourceNotFound", message: "Event subscription doesn't exist." },
  });
});
