import { describe, expect, test } from "vitest";
import { arm, contoso, group, sms, source, subscription, topic, webhook } from "./rig.ts";

const nowhere = `${subscription}/resourceGroups/nowhere/providers/Microsoft.EventGrid`;
const texts = `${topic}/eventSubscriptions/texts`;
const badUrl = { endpointType: "WebHook", properties: { endpointUrl: "http://handlers.contoso.example" } };

/** What is asked, the status, the code, and the message as Azure is recorded or known to say it. */
const errors: readonly (readonly [string, string, string, unknown, number, string, string | RegExp])[] = [
  [
    "a subscription that is not there",
    "GET",
    texts,
    undefined,
    404,
    "ResourceNotFound",
    "Event subscription doesn't exist.",
  ],
  [
    "a resource group that is missing",
    "PUT",
    `${nowhere}/systemTopics/t-1/eventSubscriptions/texts`,
    { properties: { destination: webhook } },
    404,
    "ResourceGroupNotFound",
    "Resource group 'nowhere' could not be found.",
  ],
  [
    "a list in a resource group that is not there",
    "GET",
    `${nowhere}/systemTopics`,
    undefined,
    404,
    "ResourceGroupNotFound",
    "Resource group 'nowhere' could not be found.",
  ],
  [
    "a topic that is not there",
    "GET",
    `${topic}-2`,
    undefined,
    404,
    "ResourceNotFound",
    "The Resource 'Microsoft.EventGrid/systemTopics/contoso-topic-2' under resource group 'Contoso' was not found.",
  ],
  [
    "a change of what is not there",
    "PATCH",
    texts,
    { labels: [] },
    404,
    "ResourceNotFound",
    "Event subscription doesn't exist.",
  ],
  [
    "a URL without https",
    "PUT",
    texts,
    { properties: { destination: badUrl } },
    400,
    "InvalidRequest",
    "Invalid event subscription request: The endpoint URL is invalid as it should be specified and cannot be null or empty and should follow the proper https URL format (e.g., https://www.example.com).",
  ],
  [
    "an extension subscription on a system topic",
    "PUT",
    `${topic}/providers/Microsoft.EventGrid/eventSubscriptions/texts`,
    { properties: { destination: webhook } },
    400,
    "InvalidRequest",
    "This event subscription operation is not supported using this API call. Please use the proper API and try again.",
  ],
  [
    "a topic type of nothing",
    "PUT",
    `${topic}-2`,
    { location: "global", properties: { source, topicType: "justtesting" } },
    400,
    "InvalidRequest",
    "Unrecognized topic type justtesting in system topic properties.",
  ],
  [
    "a second topic for one source",
    "PUT",
    `${topic}-2`,
    { location: "global", properties: { source, topicType: "Microsoft.Communication.CommunicationServices" } },
    400,
    "InvalidRequest",
    `There is an existing tracked system topic for the given source ${source}. Only one system topic is allowed per source.`,
  ],
  [
    '"All", which has been no value since 2019',
    "PUT",
    texts,
    { properties: { destination: webhook, filter: { includedEventTypes: ["All"] } } },
    400,
    "InvalidRequest",
    /"All" is not an event type since API 2019-02-01-preview.*the words are the local Azure's/,
  ],
  ["a body that is not an object", "PUT", texts, "[]", 400, "InvalidRequestContent", /not a JSON object/],
  ["a body that is not JSON", "PUT", texts, "{", 400, "InvalidRequestContent", /not a JSON object/],
  [
    "a URL where there is no webhook",
    "POST",
    `${topic}/eventSubscriptions/queue/getFullUrl`,
    undefined,
    400,
    "InvalidRequest",
    /does not deliver to a webhook/,
  ],
  ["an action that there is not", "POST", `${source}/fly`, undefined, 404, "NotFound", /does not answer POST/],
  [
    "a type that there is not",
    "GET",
    `${group}/providers/Microsoft.Web/staticSites/app`,
    undefined,
    404,
    "InvalidResourceType",
    /^The resource type 'staticSites' could not be found in the namespace 'Microsoft.Web'/,
  ],
  ["a path that is none", "GET", "/subscriptions//x", undefined, 400, "InvalidRequest", /is not a path of ARM/],
  [
    "a path with a hidden slash",
    "GET",
    `${group}/providers/Microsoft.EventGrid/systemTopics/a%2Fb`,
    undefined,
    400,
    "InvalidRequest",
    /is not a path of ARM/,
  ],
];

test.each(errors)("answers %s", async (_, method, path, body, status, code, message) => {
  const { call, put } = await contoso();
  const queue = {
    endpointType: "ServiceBusQueue",
    properties: { resourceId: `${subscription}/resourceGroups/x/providers/Microsoft.ServiceBus/namespaces/n/queues/q` },
  };
  await put(`${topic}/eventSubscriptions/queue`, {
    properties: { destination: queue, filter: { includedEventTypes: sms } },
  });
  const answer = await call(method, path, body);
  const { error } = answer.body as { readonly error: { readonly code: string; readonly message: string } };
  expect([answer.status, error.code]).toEqual([status, code]);
  if (typeof message === "string") expect(error.message).toBe(message);
  else expect(error.message).toMatch(message);
});

test("says everything that is wrong at once", async () => {
  const { call } = await contoso();
  const properties = { destination: badUrl, retryPolicy: { maxDeliveryAttempts: 31 } };
  expect((await call("PUT", texts, { properties })).body).toMatchObject({
    error: {
      code: "InvalidRequest",
      details: [{ message: expect.stringContaining("https URL") }, { message: expect.stringContaining("31") }],
    },
  });
});

describe("api-version", () => {
  const path = `${topic}?api-version=`;

  test("is asked for", async () => {
    expect((await arm().call("GET", path)).body).toEqual({
      error: {
        code: "MissingApiVersionParameter",
        message: "The api-version query parameter (?api-version=) is required for all requests.",
      },
    });
  });

  test.each(["2018-01-01", "2020-04-01-preview", "yesterday"])("of Event Grid is not %s", async (version) => {
    const answer = await arm().call("GET", `${path}${version}`);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ error: { code: "InvalidResourceType" } });
    expect(JSON.stringify(answer.body)).toContain(
      `The resource type 'systemTopics' could not be found in the namespace 'Microsoft.EventGrid' for api version '${version}'. The supported api-versions are '2020-10-15-preview,`,
    );
  });

  test("of others has the form of one", async () => {
    expect((await arm().call("GET", `${source}?api-version=soon`)).body).toMatchObject({
      error: { code: "InvalidApiVersionParameter" },
    });
  });
});

test("a handshake that fails ends the operation, and leaves what was created behind as failed", async () => {
  const { call, finish } = await contoso({
    validator: { validate: async () => ({ ok: false, reason: "Http POST request failed with response code 500" }) },
  });
  const put = await call("PUT", texts, { properties: { destination: webhook } });
  expect(put.status).toBe(201);
  expect((await finish(put)).body).toMatchObject({
    status: "Failed",
    error: { code: "Url validation", message: expect.stringContaining("failed with response code 500") },
  });
  expect((await call("GET", texts)).body).toMatchObject({ properties: { provisioningState: "Failed" } });
});

test("a resource group that is deleted during a handshake takes the subscription along", async () => {
  const { promise, resolve } = Promise.withResolvers<{ readonly ok: true }>();
  const { call, finish, world } = await contoso({ validator: { validate: () => promise } });
  const put = await call("PUT", texts, { properties: { destination: webhook } });
  await call("DELETE", group);
  resolve({ ok: true });
  expect((await finish(put)).body).toMatchObject({ status: "Failed", error: { code: "ParentResourceNotFound" } });
  expect(world.store.all()).toEqual([]);
});

test("an extension subscription on a source has a hidden topic, and so there is no other", async () => {
  const { call, put } = arm();
  await put(group, { location: "westeurope" });
  await put(source, { location: "global", properties: { dataLocation: "Europe" } });
  await put(`${source}/providers/Microsoft.EventGrid/eventSubscriptions/direct`, {
    properties: { destination: webhook },
  });
  const topicType = "Microsoft.Communication.CommunicationServices";
  const answer = await call("PUT", topic, { location: "global", properties: { source, topicType } });
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body)).toContain("There is an existing tracked system topic for the given source");
});

test("while a handshake is under way the subscription is being created, and nothing else may write it", async () => {
  const { promise, resolve } = Promise.withResolvers<{ readonly ok: true }>();
  const { call, finish } = await contoso({ validator: { validate: () => promise } });
  const body = { properties: { destination: webhook } };
  const put = await call("PUT", texts, body);
  expect((await call("GET", texts)).body).toMatchObject({ properties: { provisioningState: "Creating" } });
  for (const again of [await call("PUT", texts, body), await call("DELETE", texts)]) {
    expect([again.status, again.body]).toMatchObject([409, { error: { code: "Conflict" } }]);
  }
  expect((await call("DELETE", topic)).status).toBe(409);
  resolve({ ok: true });
  expect((await finish(put)).body).toMatchObject({ status: "Succeeded" });
  expect((await call("GET", texts)).body).toMatchObject({ properties: { provisioningState: "Succeeded" } });
});
