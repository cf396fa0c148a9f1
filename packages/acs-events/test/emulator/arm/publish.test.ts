import { expect, test } from "vitest";
import { createApp } from "../../../src/emulator/arm/app.ts";
import { type Publisher, publishPath } from "../../../src/emulator/arm/publish.ts";
import { topicKeys } from "../../../src/emulator/resources/keys.ts";
import { arm, group } from "./rig.ts";

const id = `${group}/providers/Microsoft.EventGrid/topics/contoso-custom`;
const event = {
  id: "1",
  eventType: "Contoso.Paid",
  subject: "/paid",
  eventTime: "2026-11-23T12:00:00Z",
  data: {},
  dataVersion: "1",
};
const cloudEvent = { specversion: "1.0", id: "1", type: "Contoso.Paid", source: "/contoso" };
const json = "application/json; charset=utf-8";

/** A custom topic, and what reaches the delivery from it. */
async function publisher(
  inputSchema: string,
  result: ReturnType<Publisher["publishArray"]> = { kind: "published", results: [] },
) {
  const { world, put } = arm();
  await put(group, { location: "westeurope" });
  await put(id, { location: "westeurope", properties: { inputSchema } });
  const published: unknown[] = [];
  const app = createApp(world, () => "", {
    publishArray(events, from) {
      published.push([events, from]);
      return result;
    },
  });
  const topic = world.store.get(id);
  if (topic === undefined) throw new Error("the topic is not there");
  const send = async (body: unknown, headers: Record<string, string>, path = publishPath("contoso-custom")) => {
    const response = await app.request(`http://127.0.0.1${path}?api-version=2018-01-01`, {
      method: "POST",
      headers: { host: "127.0.0.1", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, message: text === "" ? "" : JSON.parse(text).error.message };
  };
  return { send, published, key: { "aeg-sas-key": topicKeys(topic).key2 } };
}

test("events in Event Grid's schema get the topic, and are taken together", async () => {
  const { send, published, key } = await publisher("EventGridSchema");
  expect(await send([event, event], { ...key, "content-type": json })).toEqual({ status: 200, message: "" });
  const taken = { ...event, topic: id, metadataVersion: "1" };
  expect(published).toEqual([[[taken, taken], id]]);
});

test.each([
  ["application/cloudevents+json", cloudEvent],
  ["application/cloudevents-batch+json; charset=utf-8", [cloudEvent]],
])("CloudEvents come alone and in batches: %s", async (type, body) => {
  const { send, published } = await publisher("CloudEventSchemaV1_0");
  expect((await send(body, { authorization: "Bearer anything", "content-type": type })).status).toBe(200);
  expect(published).toEqual([[[cloudEvent], id]]);
});

test.each<[string, string, unknown, Record<string, string>, number, RegExp]>([
  ["nobody", "EventGridSchema", [event], {}, 401, /no aeg-sas-key, no aeg-sas-token and no Authorization/],
  ["a wrong key", "EventGridSchema", [event], { "aeg-sas-key": "d3Jvbmc=" }, 401, /none of the topic's/],
  ["a signature of another form", "EventGridSchema", [event], { "aeg-sas-token": "sig" }, 401, /is not r=/],
  [
    "a signature by nobody",
    "EventGridSchema",
    [event],
    { authorization: "SharedAccessSignature r=a&e=b&s=c" },
    401,
    /not made with a key/,
  ],
  ["no JSON", "EventGridSchema", "{", { authorization: "Bearer x" }, 400, /is not JSON/],
  ["one event alone", "EventGridSchema", event, { authorization: "Bearer x" }, 400, /not an array/],
  [
    "events of another topic",
    "EventGridSchema",
    [{ ...event, topic: "/other" }],
    { authorization: "Bearer x" },
    400,
    /event 1 names another topic/,
  ],
  [
    "events without a version",
    "EventGridSchema",
    [{ ...event, dataVersion: undefined }],
    { authorization: "Bearer x" },
    400,
    /event 1 has no dataVersion/,
  ],
  [
    "CloudEvents for another schema",
    "EventGridSchema",
    [cloudEvent],
    { authorization: "Bearer x", "content-type": "application/cloudevents-batch+json" },
    400,
    /takes events in the schema EventGridSchema/,
  ],
  [
    "another schema for CloudEvents",
    "CloudEventSchemaV1_0",
    [event],
    { authorization: "Bearer x", "content-type": json },
    400,
    /takes events in the schema CloudEventSchemaV1_0/,
  ],
  [
    "a schema of one's own",
    "CustomEventSchema",
    [event],
    { authorization: "Bearer x" },
    400,
    /does not take events in the schema "CustomEventSchema"/,
  ],
])("refuses %s", async (_, schema, body, headers, status, message) => {
  const { send, published } = await publisher(schema);
  const answer = await send(body, { "content-type": json, ...headers });
  expect(answer.status).toBe(status);
  expect(answer.message).toMatch(message);
  expect(published).toEqual([]);
});

test("what delivery refuses is refused, and a topic that is not there is not found", async () => {
  const { send, key } = await publisher("EventGridSchema", { kind: "refused", status: 413, reason: "too large" });
  expect(await send([event], { ...key, "content-type": json })).toEqual({ status: 413, message: "too large" });
  expect((await send([event], key, publishPath("other"))).status).toBe(404);
});
