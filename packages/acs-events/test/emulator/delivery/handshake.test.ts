import { describe, expect, test } from "vitest";
import type { EventSubscriptionResource, ValidationOutcome } from "../../../src/emulator/store.ts";
import { type Handler, type HandlerAnswer, handler, type ReceivedRequest, rig, subscribe, topicId } from "./rig.ts";

function codeOf({ body }: ReceivedRequest): string {
  return (JSON.parse(body) as [{ data: { validationCode: string } }])[0].data.validationCode;
}

const echo = (request: ReceivedRequest): HandlerAnswer => ({
  status: 200,
  body: JSON.stringify({ validationResponse: codeOf(request) }),
});

interface Asked {
  readonly outcome: ValidationOutcome;
  readonly handler: Handler;
  readonly pauses: readonly number[];
}

/** Asks a handler whether it wants the events, as the control plane does before it keeps a subscription. */
async function ask(
  answer: (request: ReceivedRequest) => HandlerAnswer,
  inputs: Readonly<Record<string, unknown>> = {},
  patience?: number,
): Promise<Asked> {
  const asked = await handler(answer);
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => void pauses.push(milliseconds);
  const { grid, store } = rig({ handler: asked, pause, ...(patience === undefined ? {} : { patience }) });
  const id = subscribe(store, "support-texts", inputs, "Creating");
  const subscription = store.eventSubscriptions(topicId).find((one) => one.id === id) as EventSubscriptionResource;
  return { outcome: await grid.validator.validate(subscription), handler: asked, pauses };
}

describe("in the Event Grid schema", () => {
  test("the endpoint is sent a code and sends it back", async () => {
    const { outcome, handler, pauses } = await ask(echo);
    expect(outcome).toEqual({ ok: true });
    expect(pauses).toEqual([]);
    expect(handler.requests).toHaveLength(1);
    const [{ method, path, headers, body }] = handler.requests as [ReceivedRequest];
    expect([method, path]).toEqual(["POST", "/api/sms?code=s3cret"]);
    expect(headers).toMatchObject({
      "aeg-event-type": "SubscriptionValidation",
      "aeg-subscription-name": "SUPPORT-TEXTS",
      "aeg-delivery-count": "0",
      "aeg-metadata-version": "1",
      "aeg-data-version": "1",
      "content-type": "application/json; charset=utf-8",
    });
    expect(JSON.parse(body)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        topic: topicId,
        subject: "",
        data: {
          validationCode: expect.stringMatching(/^[0-9A-F-]{36}$/),
          validationUrl: expect.stringMatching(
            /^https:\/\/local-azure\.invalid:553\/eventsubscriptions\/support-texts\/validate\?id=[0-9a-f-]{36}$/,
          ),
        },
        eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
        eventTime: "2026-03-04T05:06:07.000Z",
        metadataVersion: "1",
        dataVersion: "1",
      },
    ]);
  });

  test.each([
    [202, "Http POST request failed with response code 202; a handshake needs 200"],
    [204, "Http POST request failed with response code 204; a handshake needs 200"],
    [302, "Http POST request failed with response code 302"],
    [401, "Http POST request failed with response code 401"],
    [500, "Http POST request failed with response code 500"],
  ])("%i is refused, after a second try 5 seconds later", async (status, reason) => {
    const { outcome, handler, pauses } = await ask((request) => ({ ...(echo(request) as object), status }));
    expect(outcome).toEqual({ ok: false, reason });
    expect(handler.requests).toHaveLength(2);
    expect(pauses).toEqual([5_000]);
  });

  test("an endpoint that is ready at the second try is fine", async () => {
    let count = 0;
    const { outcome } = await ask((request) => {
      count += 1;
      return count === 1 ? { status: 503 } : echo(request);
    });
    expect(outcome).toEqual({ ok: true });
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "<html>"],
    ["another code", '{"validationResponse":"1"}'],
    ["another property", '{"validationCode":"1"}'],
    ["null", "null"],
  ])("200 with %s would wait for somebody in Azure, and is refused here at once", async (_, body) => {
    const { outcome, handler } = await ask(() => ({ status: 200, body }));
    expect(outcome).toEqual({
      ok: false,
      reason:
        'Http POST request returned 200 without the validation code in its body; it has to be { "validationResponse": "<the code>" }. The local Azure does not wait for somebody to open the validation URL',
    });
    expect(handler.requests).toHaveLength(1);
  });

  test("an endpoint that does not answer", async () => {
    const { outcome, handler } = await ask(() => "never", {}, 30);
    expect(outcome).toEqual({ ok: false, reason: "Http POST request was not answered within 30 seconds" });
    expect(handler.requests).toHaveLength(2);
  });

  test("an endpoint that hangs up", async () => {
    const { outcome } = await ask(() => "hang up");
    expect(outcome).toEqual({
      ok: false,
      reason: "Http POST request failed: nobody answers at the local handler (ECONNRESET); is it running?",
    });
  });

  test("an endpoint that asks for a static header gets it", async () => {
    const { handler } = await ask(echo, {
      destination: {
        endpointType: "WebHook",
        endpointUrl: "https://handlers.contoso.example/",
        deliveryAttributeMappings: [
          { type: "Static", name: "X-Key", value: "s3cret", isSecret: true },
          { type: "Dynamic", name: "X-From", sourceField: "data.from" },
        ],
      },
    });
    expect(handler.requests[0]?.headers["x-key"]).toBe("s3cret");
    expect(handler.requests[0]?.headers["x-from"]).toBeUndefined();
  });
});

describe("for CloudEvents", () => {
  const inputs = { eventDeliverySchema: "CloudEventSchemaV1_0" };

  test.each(["eventgrid.azure.net", "*", "EventGrid.Azure.Net", "example.com, eventgrid.azure.net"])(
    "the endpoint allows %s",
    async (origin) => {
      const { outcome, handler } = await ask(
        () => ({ status: 200, headers: { "WebHook-Allowed-Origin": origin, "WebHook-Allowed-Rate": "120" } }),
        inputs,
      );
      expect(outcome).toEqual({ ok: true });
      const [{ method, path, headers, body }] = handler.requests as [ReceivedRequest];
      expect([method, path, body]).toEqual(["OPTIONS", "/api/sms?code=s3cret", ""]);
      expect(headers).toMatchObject({
        "webhook-request-origin": "eventgrid.azure.net",
        "webhook-request-rate": "120",
        "webhook-request-callback": expect.stringMatching(/^https:\/\/local-azure\.invalid:553\//),
      });
    },
  );

  test.each([
    [{ status: 200 }, "Http OPTIONS request returned 200 with no WebHook-Allowed-Origin", 1],
    [
      { status: 200, headers: { "WebHook-Allowed-Origin": "contoso.example" } },
      "Http OPTIONS request returned 200 with WebHook-Allowed-Origin: contoso.example",
      1,
    ],
    [{ status: 405 }, "Http OPTIONS request failed with response code 405", 2],
  ])("%j is no consent", async (answer, reason, tries) => {
    const { outcome, handler } = await ask(() => answer, inputs);
    const end = tries === 1 ? '; it has to allow "eventgrid.azure.net" or "*"' : "";
    expect(outcome).toEqual({ ok: false, reason: reason + end });
    expect(handler.requests).toHaveLength(tries);
  });
});

test("a webhook that nobody stands for is not asked", async () => {
  const { outcome, handler } = await ask(echo, {
    destination: { endpointType: "WebHook", endpointUrl: "https://elsewhere.contoso.example/hook?code=s3cret" },
  });
  expect(outcome).toEqual({
    ok: false,
    reason:
      'There is no local handler for elsewhere.contoso.example; add "https://elsewhere.contoso.example" to the table of redirects',
  });
  expect(handler.requests).toEqual([]);
});

test("queues need no handshake, and what is not known is refused", async () => {
  const queue = { endpointType: "StorageQueue", resourceId: "/a", queueName: "q" };
  expect((await ask(echo, { destination: queue })).outcome).toEqual({ ok: true });
  expect((await ask(echo, { destination: { endpointType: "HybridConnection", resourceId: "/a" } })).outcome).toEqual({
    ok: false,
    reason:
      "The local Azure does not know the destination HybridConnection; it knows WebHook, AzureFunction, StorageQueue, ServiceBusQueue, ServiceBusTopic, EventHub",
  });
});
