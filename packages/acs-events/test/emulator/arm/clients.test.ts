import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommunicationServiceManagementClient } from "@azure/arm-communication";
import { EventGridManagementClient } from "@azure/arm-eventgrid";
import {
  AzureKeyCredential,
  AzureSASCredential,
  EventGridPublisherClient,
  generateSharedAccessSignature,
} from "@azure/eventgrid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { samplesOf } from "../../../src/catalog/samples.ts";
import { createEventGrid, type EventGrid } from "../../../src/emulator/delivery/event-grid.ts";
import { createCommunicationServices } from "../../../src/emulator/event-source/index.ts";
import { type Emulator, startEmulator } from "../../../src/emulator/start.ts";
import { createStore, type Store } from "../../../src/emulator/store.ts";

/*
 * The local Azure as clients see it that nobody here wrote, each from the creation of a resource to the delivery of an
 * event.
 */

const subscriptionId = "11111111-2222-3333-4444-555555555555";
const webhook = {
  endpointType: "WebHook" as const,
  endpointUrl: "https://handlers.contoso.example/api/events?code=s3cret",
};
const [group, acs, topic] = ["contoso", "contoso-acs", "contoso-topic"];
const soon = { updateIntervalInMs: 1 };

/** What a handler was sent, without the handshakes, which it answers. */
interface Delivered {
  readonly type: string | undefined;
  readonly body: unknown;
}

let delivered: Delivered[];
let handler: Server;
let folder: string;
let store: Store;
let grid: EventGrid;
let emulator: Emulator;

beforeEach(async () => {
  delivered = [];
  handler = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "OPTIONS") return response.setHeader("WebHook-Allowed-Origin", "*").end();
      const body = JSON.parse(Buffer.concat(chunks).toString());
      if (request.headers["aeg-event-type"] === "SubscriptionValidation") {
        return response.end(JSON.stringify({ validationResponse: body[0].data.validationCode }));
      }
      delivered.push({ type: request.headers["content-type"], body });
      return response.end();
    });
  });
  await new Promise<void>((resolve) => handler.listen(0, "127.0.0.1", resolve));
  folder = await mkdtemp(join(tmpdir(), "acs-events-clients-"));
  store = createStore();
  const { port } = handler.address() as AddressInfo;
  grid = createEventGrid({
    store,
    redirects: { "https://handlers.contoso.example": `http://127.0.0.1:${port}` },
    folder,
  });
  emulator = await startEmulator({ store, validator: grid.validator, arm: { publisher: grid } });
});
afterEach(async () => {
  grid.close();
  await emulator.close();
  await new Promise((resolve) => handler.close(resolve));
  await rm(folder, { recursive: true });
});

/** Azure's clients ask for a token before they send anything; here nobody looks at it. */
const credential = { getToken: async () => ({ token: "local", expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };

function management() {
  const options = { endpoint: emulator.armUrl ?? "", allowInsecureConnection: true };
  const clients = {
    communication: new CommunicationServiceManagementClient(credential, subscriptionId, options),
    events: new EventGridManagementClient(credential, subscriptionId, options),
  };
  // It refuses plain HTTP, which is all that there is here.
  for (const { pipeline } of Object.values(clients)) pipeline.removePolicy({ name: "bearerTokenAuthenticationPolicy" });
  return clients;
}

function textMessage() {
  const sample = samplesOf("Microsoft.Communication.SMSReceived").find(({ envelope }) => envelope === "eventgrid");
  if (sample?.envelope !== "eventgrid") throw new Error("the catalog has no sample of a text message");
  return sample.payload;
}

async function makeGroup(): Promise<void> {
  const url = `${emulator.armUrl}/subscriptions/${subscriptionId}/resourceGroups/${group}?api-version=2024-03-01`;
  const answer = await fetch(url, { method: "PUT", body: JSON.stringify({ location: "westeurope" }) });
  expect(answer.status).toBe(201);
}

test("@azure/arm-communication and @azure/arm-eventgrid: from a source to a text message at its handler", async () => {
  await makeGroup();
  const { communication, events } = management();
  const made = await communication.communicationServices.beginCreateOrUpdateAndWait(
    group,
    acs,
    { location: "global", dataLocation: "Europe" },
    soon,
  );
  expect(made).toMatchObject({
    provisioningState: "Succeeded",
    hostName: "contoso-acs.europe.communication.azure.com",
  });
  expect((await communication.communicationServices.listKeys(group, acs)).primaryConnectionString).toContain(
    "accesskey=",
  );
  const source = made.id ?? "";
  const topicType = "Microsoft.Communication.CommunicationServices";
  await events.systemTopics.beginCreateOrUpdateAndWait(group, topic, { location: "global", source, topicType }, soon);
  const subscription = await events.systemTopicEventSubscriptions.beginCreateOrUpdateAndWait(
    group,
    topic,
    "texts",
    { destination: webhook, filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] } },
    soon,
  );
  expect(subscription).toMatchObject({
    provisioningState: "Succeeded",
    destination: { endpointBaseUrl: "https://handlers.contoso.example/api/events", maxEventsPerBatch: 1 },
  });
  const listed = events.systemTopicEventSubscriptions.listBySystemTopic(group, topic);
  const names: (string | undefined)[] = [];
  for await (const { name } of listed) names.push(name);
  expect(names).toEqual(["texts"]);
  expect(await events.systemTopicEventSubscriptions.getFullUrl(group, topic, "texts")).toMatchObject({
    endpointUrl: webhook.endpointUrl,
  });
  const types: (string | undefined)[] = [];
  for await (const { name } of events.topicTypes.listEventTypes(topicType)) types.push(name);
  expect(types).toContain("Microsoft.Communication.SMSReceived");

  const sent = createCommunicationServices({ store, grid, now: Date.now }).emit(textMessage());
  await grid.settled();
  expect(delivered).toMatchObject([{ body: [{ id: sent.id, topic: source }] }]);

  await events.systemTopicEventSubscriptions.beginDeleteAndWait(group, topic, "texts", soon);
  await events.systemTopics.beginDeleteAndWait(group, topic, soon);
  await communication.communicationServices.beginDeleteAndWait(group, acs, soon);
  await expect(communication.communicationServices.get(group, acs)).rejects.toMatchObject({ statusCode: 404 });
});

test("@azure/arm-eventgrid: an extension subscription on the source gets its events too", async () => {
  await makeGroup();
  const { communication, events } = management();
  const source = { location: "global", dataLocation: "Europe" };
  const { id = "" } = await communication.communicationServices.beginCreateOrUpdateAndWait(group, acs, source, soon);
  await events.eventSubscriptions.beginCreateOrUpdateAndWait(id, "direct", { destination: webhook }, soon);
  const names: (string | undefined)[] = [];
  for await (const { name } of events.eventSubscriptions.listByResource(
    group,
    "Microsoft.Communication",
    "communicationServices",
    acs,
  )) {
    names.push(name);
  }
  expect(names).toEqual(["direct"]);
  createCommunicationServices({ store, grid, now: Date.now }).emit(textMessage());
  await grid.settled();
  expect(delivered).toHaveLength(1);
});

test("@azure/arm-eventgrid: a handshake that fails is an error of the client", async () => {
  await makeGroup();
  const { communication, events } = management();
  const source = { location: "global", dataLocation: "Europe" };
  const { id = "" } = await communication.communicationServices.beginCreateOrUpdateAndWait(group, acs, source, soon);
  const nobody = { ...webhook, endpointUrl: "https://nobody.contoso.example/api" };
  await expect(
    events.eventSubscriptions.beginCreateOrUpdateAndWait(id, "direct", { destination: nobody }, soon),
  ).rejects.toThrow();
  await expect(events.eventSubscriptions.get(id, "nothing")).rejects.toMatchObject({
    statusCode: 404,
    code: "ResourceNotFound",
    message: "Event subscription doesn't exist.",
  });
}, 20_000);

test.each([["EventGridSchema"], ["CloudEventSchemaV1_0"]] as const)(
  "@azure/eventgrid: a custom topic with the input %s takes events by key, signature and token, and delivers them",
  async (inputSchema) => {
    await makeGroup();
    const { events } = management();
    const { endpoint = "" } = await events.topics.beginCreateOrUpdateAndWait(
      group,
      "contoso-custom",
      { location: "westeurope", inputSchema },
      soon,
    );
    const { id = "" } = await events.topics.get(group, "contoso-custom");
    await events.topicEventSubscriptions.beginCreateOrUpdateAndWait(
      group,
      "contoso-custom",
      "shouted",
      { destination: webhook, filter: { subjectBeginsWith: "/orders/" }, eventDeliverySchema: inputSchema },
      soon,
    );
    await events.eventSubscriptions.beginCreateOrUpdateAndWait(
      id,
      "extension",
      { destination: webhook, filter: { includedEventTypes: ["Contoso.Paid"] }, eventDeliverySchema: inputSchema },
      soon,
    );
    const { key1 = "", key2 = "" } = await events.topics.listSharedAccessKeys(group, "contoso-custom");
    const options = { allowInsecureConnection: true };
    const key = new AzureKeyCredential(key1);
    if (inputSchema === "EventGridSchema") {
      const event = { id: "1", eventType: "Contoso.Ordered", subject: "/orders/1", dataVersion: "1", data: { n: 1 } };
      await new EventGridPublisherClient(endpoint, "EventGrid", key, options).send([event]);
      await grid.settled();
      expect(delivered).toMatchObject([{ body: [{ ...event, topic: id, metadataVersion: "1" }] }]);
    } else {
      const event = { id: "1", type: "Contoso.Ordered", source: "/contoso", subject: "/orders/1", data: { n: 1 } };
      await new EventGridPublisherClient(endpoint, "CloudEvent", key, options).send([event]);
      await grid.settled();
      expect(delivered).toMatchObject([{ type: "application/cloudevents+json; charset=utf-8", body: event }]);
    }
    const expires = new Date(Date.now() + 60_000);
    const signature = await generateSharedAccessSignature(endpoint, new AzureKeyCredential(key2), expires);
    const paid = { id: "2", eventType: "Contoso.Paid", subject: "/paid", dataVersion: "1", data: {} };
    const paidCloud = { id: "2", type: "Contoso.Paid", source: "/contoso", data: {} };
    const send = async (credential: AzureSASCredential | AzureKeyCredential): Promise<void> =>
      inputSchema === "EventGridSchema"
        ? await new EventGridPublisherClient(endpoint, "EventGrid", credential, options).send([paid])
        : await new EventGridPublisherClient(endpoint, "CloudEvent", credential, options).send([paidCloud]);
    await send(new AzureSASCredential(signature));
    await grid.settled();
    expect(delivered).toHaveLength(2);
    const late = await generateSharedAccessSignature(endpoint, key, new Date(Date.now() - 60_000));
    await expect(send(new AzureSASCredential(late))).rejects.toMatchObject({ statusCode: 401 });
    await expect(send(new AzureKeyCredential("d3Jvbmc="))).rejects.toMatchObject({ statusCode: 401 });
  },
);
