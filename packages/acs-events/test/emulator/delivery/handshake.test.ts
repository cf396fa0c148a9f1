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

  const wanted = '{ "validationResponse": "<the code>" }';
  const question =
    "Event Grid posts an array with one event, whose eventType is Microsoft.EventGrid.SubscriptionValidationEvent and whose data.validationCode is the code";
  const login =
    "a login or a key in front of the endpoint stops the handshake. Event Grid sends only what the endpoint's URL and its static headers have";
  test.each([
    [202, {}, `a handshake needs 200, with the body ${wanted}`],
    [204, {}, `a handshake needs 200, with the body ${wanted}`],
    [
      302,
      { location: "https://login.contoso.example/authorize?key=s3cret" },
      "Event Grid does not follow the redirect to login.contoso.example; if that is a login, let the handshake past it",
    ],
    [
      307,
      { location: "/login" },
      "Event Grid does not follow the redirect to another path; if that is a login, let the handshake past it",
    ],
    [401, {}, login],
    [403, {}, login],
    [404, {}, "there is nothing at this path"],
    [405, {}, "the endpoint does not take POST"],
    [500, {}, `${question}; it needs 200 with the body ${wanted}`],
  ])("%i is refused, after a second try 5 seconds later", async (status, headers, hint) => {
    const { outcome, handler, pauses } = await ask((request) => ({ ...(echo(request) as object), status, headers }));
    expect(outcome).toEqual({ ok: false, reason: `Http POST request failed with response code ${status}; ${hint}` });
    expect(handler.requests).toHaveLength(2);
    expect(pauses).toEqual([5_000]);
  });

  test("the code in another property or alone is refused, and shown how it has to be", async () => {
    const bodies: Readonly<Record<string, (code: string) => string>> = {
      ', and has "ValidationResponse"; whether Azure takes that spelling is not documented': (code) =>
        JSON.stringify({ ValidationResponse: code }),
      ", and is the code alone": (code) => code,
    };
    for (const [end, bodyOf] of Object.entries(bodies)) {
      const { outcome } = await ask((request) => ({ status: 200, body: bodyOf(codeOf(request)) }));
      expect(outcome).toEqual({
        ok: false,
        reason: `Http POST request returned 200 without the validation code in its body; it has to be ${wanted}${end}`,
      });
    }
    expect((await ask((request) => ({ status: 200, body: JSON.stringify(codeOf(request)) }))).outcome.ok).toBe(false);
  });

  test("a chunked answer is an answer", async () => {
    const { outcome } = await ask((request) => ({
      ...(echo(request) as { readonly status: number }),
      headers: { "transfer-encoding": "chunked" },
    }));
    expect(outcome).toEqual({ ok: true });
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

  const allow = 'it has to allow "eventgrid.azure.net" or "*"';
  const cors = "; an answer of CORS middleware does not have that header";
  test.each([
    [{ status: 200 }, `Http OPTIONS request returned 200 with no WebHook-Allowed-Origin; ${allow}${cors}`, 1],
    [
      { status: 204, headers: { "Access-Control-Allow-Origin": "*" } },
      `Http OPTIONS request returned 204 with no WebHook-Allowed-Origin; ${allow}${cors}`,
      1,
    ],
    [
      { status: 200, headers: { "WebHook-Allowed-Origin": "contoso.example" } },
      `Http OPTIONS request returned 200 with WebHook-Allowed-Origin: contoso.example; ${allow}`,
      1,
    ],
    [
      { status: 405 },
      "Http OPTIONS request failed with response code 405; CloudEvents are validated by OPTIONS, not by POST: answer it with 200 and the header WebHook-Allowed-Origin: eventgrid.azure.net",
      2,
    ],
  ])("%j is no consent", async (answer, reason, tries) => {
    const { outcome, handler } = await ask(() => answer, inputs);
    expect(outcome).toEqual({ ok: false, reason });
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
