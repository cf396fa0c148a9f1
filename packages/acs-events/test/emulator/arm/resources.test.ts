import { expect, test } from "vitest";
import { arm, contoso, group, source, subscription, topic, webhook } from "./rig.ts";

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const properties = { source, topicType: "microsoft.communication.communicationservices" };

test("a system topic without an identity is there at once, with source and type in the case in which they were sent", async () => {
  const { call, put } = arm();
  await put(group, { location: "westeurope" });
  await put(source, { location: "global", properties: { dataLocation: "Europe" } });
  const answer = await call("PUT", topic, { location: "global", properties });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    properties: { ...properties, provisioningState: "Succeeded", metricResourceId: expect.stringMatching(guid) },
    systemData: null,
    location: "global",
    tags: null,
    id: topic,
    name: "contoso-topic",
    type: "Microsoft.EventGrid/systemTopics",
  });
  expect((await call("GET", topic)).body).toEqual(answer.body);
  const tagged = await call("PATCH", topic, { tags: { team: "support" } });
  expect([tagged.status, tagged.body]).toEqual([200, { ...(answer.body as object), tags: { team: "support" } }]);
});

test.each(["None", "SystemAssigned"])("with the identity %s it is an operation, nulls written out", async (type) => {
  const { call, finish } = await contoso();
  const answer = await call("PATCH", topic, { identity: { type } });
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ properties: { provisioningState: "Updating" } });
  expect((await finish(answer)).body).toMatchObject({ status: "Succeeded" });
  const identity =
    type === "None"
      ? { type, principalId: null, tenantId: null, userAssignedIdentities: null }
      : {
          type,
          principalId: expect.stringMatching(guid),
          tenantId: expect.stringMatching(guid),
          userAssignedIdentities: null,
        };
  expect((await call("GET", topic)).body).toMatchObject({ properties: { provisioningState: "Succeeded" }, identity });
});

test("identities that somebody else made come back by their ids", async () => {
  const { call } = await contoso();
  const theirs = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/writer`;
  await call("PATCH", topic, { identity: { type: "UserAssigned", userAssignedIdentities: { [theirs]: {} } } });
  expect((await call("GET", topic)).body).toMatchObject({
    identity: {
      type: "UserAssigned",
      principalId: null,
      userAssignedIdentities: { [theirs]: { clientId: expect.stringMatching(guid) } },
    },
  });
});

test("a topic with subscriptions is not deleted; without, it is an operation", async () => {
  const { call, put, finish } = await contoso();
  await put(`${topic}/eventSubscriptions/texts`, { properties: { destination: webhook } });
  expect((await call("DELETE", topic)).status).toBe(400);
  await finish(await call("DELETE", `${topic}/eventSubscriptions/texts`));
  const deletion = await call("DELETE", topic);
  expect(deletion.status).toBe(202);
  expect((await call("GET", topic)).status).toBe(404);
});

test("lists of topics are of a group or an Azure subscription, and not filtered, as Azure does not", async () => {
  const { call } = await contoso();
  const other = { value: [{ id: topic }] };
  for (const scope of [group, subscription]) {
    const list = `${scope}/providers/Microsoft.EventGrid/systemTopics?$filter=name%20eq%20'other'`;
    expect((await call("GET", list)).body).toMatchObject(other);
  }
});

test("resource groups are created, read, listed, and deleted with everything in them", async () => {
  const { call, world } = await contoso();
  expect((await call("HEAD", group)).status).toBe(204);
  expect((await call("GET", group)).body).toMatchObject({
    location: "westeurope",
    properties: { provisioningState: "Succeeded" },
  });
  expect((await call("PUT", group, { location: "westeurope", tags: { a: "b" } })).status).toBe(200);
  expect((await call("GET", `${subscription}/resourcegroups`)).body).toMatchObject({ value: [{ name: "Contoso" }] });
  expect((await call("GET", `${group}/resources`)).body).toMatchObject({ value: [{ id: source }, { id: topic }] });
  expect((await call("DELETE", group)).status).toBe(200);
  expect(world.store.all()).toEqual([]);
  expect((await call("HEAD", group)).status).toBe(404);
});

test("Communication Services have a host and keys", async () => {
  const { call } = await contoso();
  expect((await call("GET", source)).body).toMatchObject({
    location: "global",
    properties: { dataLocation: "Europe", hostName: "contoso-acs.europe.communication.azure.com" },
    type: "Microsoft.Communication/communicationServices",
  });
  const keys = (await call("POST", `${source}/listKeys`)).body as {
    primaryKey: string;
    primaryConnectionString: string;
  };
  expect(keys.primaryConnectionString).toBe(
    `endpoint=https://contoso-acs.europe.communication.azure.com/;accesskey=${keys.primaryKey}`,
  );
});

test("topic types and their event types, and those of a source", async () => {
  const { call } = await contoso();
  const types = "/providers/Microsoft.EventGrid/topicTypes";
  expect((await call("GET", types)).body).toMatchObject({
    value: [{ name: "Microsoft.Communication.CommunicationServices" }, { name: "Contoso.Vaults" }],
  });
  const one = `${types}/microsoft.communication.communicationservices`;
  expect((await call("GET", one)).body).toMatchObject({
    properties: { resourceRegionType: "GlobalResource" },
    type: "Microsoft.EventGrid/topicTypes",
  });
  const received = {
    properties: { displayName: "SMS Received", isInDefaultSet: true },
    id: "providers/Microsoft.EventGrid/topicTypes/Microsoft.Communication.CommunicationServices/eventTypes/Microsoft.Communication.SMSReceived",
    name: "Microsoft.Communication.SMSReceived",
    type: "Microsoft.EventGrid/topicTypes/eventTypes",
  };
  for (const path of [`${one}/eventTypes`, `${source}/providers/Microsoft.EventGrid/eventTypes`]) {
    expect((await call("GET", path)).body).toMatchObject({ value: expect.arrayContaining([received]) });
  }
  const vaults = await call("GET", `${types}/Contoso.Vaults/eventTypes`);
  expect(vaults.body).toMatchObject({
    value: [{ properties: { isInDefaultSet: true } }, { properties: { displayName: "Looked" } }, {}],
  });
  expect((await call("GET", `${types}/Contoso.Nothing`)).status).toBe(404);
});

test("keywords and types may be in any case, and come back in Azure's", async () => {
  const { call } = await contoso();
  const shouted = topic
    .replace("subscriptions", "SUBSCRIPTIONS")
    .replace("resourceGroups", "resourcegroups")
    .replace("systemTopics", "SYSTEMTOPICS");
  expect((await call("GET", shouted)).body).toMatchObject({ id: topic });
  const made = await call("PUT", `${shouted}/EVENTSUBSCRIPTIONS/texts`, { properties: { destination: webhook } });
  expect(made.body).toMatchObject({ id: `${topic}/eventSubscriptions/texts` });
});

test("any Azure subscription is there, without a login", async () => {
  const { call } = arm();
  expect((await call("GET", subscription)).body).toMatchObject({ id: subscription, state: "Enabled" });
  expect((await call("GET", "/subscriptions")).body).toMatchObject({ value: [{ displayName: "Local Azure" }] });
});
