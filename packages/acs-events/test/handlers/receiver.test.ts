import { describe, expect, test, vi } from "vitest";
import { memoryDeadLetters } from "../../src/handlers/dead-letters.ts";
import type { ReceivedEvent } from "../../src/handlers/event.ts";
import { PermanentFailure } from "../../src/handlers/handler.ts";
import { type Receiver, type ReceiverSettings, receiver } from "../../src/handlers/receiver.ts";
import { asCloudEvent, post, read, text, url, validation } from "./deliveries.ts";
import { recordingLogger } from "./recording-logger.ts";

type Fails = (event: ReceivedEvent) => Error | undefined;

/** A receiver whose one handler records what it gets, or fails as it is told. */
function recording(fails: Fails = () => undefined, settings: ReceiverSettings = {}) {
  const seen: ReceivedEvent[] = [];
  const deadLetters = memoryDeadLetters();
  const log = recordingLogger();
  const receive: Receiver = receiver({
    local: true,
    deadLetters,
    log,
    ...settings,
    on: {
      "Microsoft.Communication.SMSReceived": {
        record: async (event) => {
          const error = fails(event);
          if (error !== undefined) throw error;
          seen.push(event);
        },
      },
    },
  });
  return { receive, seen, deadLetters, log };
}

describe("events", () => {
  test.each([
    ["an array in the Event Grid schema", [text], "EventGridSchema"],
    ["one event in the Event Grid schema", text, "EventGridSchema"],
    ["one CloudEvent", asCloudEvent, "CloudEventSchemaV1_0"],
    ["a batch of CloudEvents", [asCloudEvent], "CloudEventSchemaV1_0"],
  ])("%s reaches the handler of its type, in one shape", async (_, body, deliverySchema) => {
    const { receive, seen } = recording();
    expect((await receive(post(body))).status).toBe(200);
    expect(seen).toEqual([
      {
        id: "e1",
        type: "Microsoft.Communication.SMSReceived",
        subject: "/phonenumber/15555555555",
        time: "2026-01-01T00:00:00Z",
        source: text.topic,
        data: text.data,
        deliverySchema,
        trace: undefined,
      },
    ]);
  });

  test("the payload of 2020, with capitals, arrives in today's spelling", async () => {
    const { receive, seen } = recording();
    await receive(post([{ ...text, data: { MessageId: "m", From: "1", To: "2", Message: "Hello" } }]));
    expect(seen[0]?.data).toEqual({ messageId: "m", from: "1", to: "2", message: "Hello" });
  });

  test("a CloudEvent brings its trace context", async () => {
    const { receive, seen } = recording();
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    await receive(post({ ...asCloudEvent, traceparent, tracestate: "a=1" }));
    expect(seen[0]?.trace).toEqual({ traceparent, tracestate: "a=1" });
  });

  test("an event type without a handler is acknowledged", async () => {
    const { receive } = recording();
    expect((await receive(post([{ ...text, eventType: "Microsoft.Communication.CallEnded" }]))).status).toBe(200);
  });

  test("an event that comes twice is handled once, also when Azure wrote its topic in another case", async () => {
    const { receive, seen } = recording();
    await receive(post([text]));
    expect((await receive(post([{ ...text, topic: text.topic.toUpperCase() }]))).status).toBe(200);
    expect(seen).toHaveLength(1);
  });

  test("an event that is twice in one batch, or comes while it is being handled, is handled once", async () => {
    const { promise: busy, resolve: release } = Promise.withResolvers<void>();
    const seen: string[] = [];
    const receive = receiver({
      local: true,
      on: {
        "Microsoft.Communication.SMSReceived": async ({ id }) => {
          seen.push(id);
          await busy;
        },
      },
    });
    const first = receive(post([text, text]));
    await vi.waitFor(() => expect(seen).toEqual(["e1"]));
    const second = receive(post([text]));
    release();
    expect((await Promise.all([first, second])).map(({ status }) => status)).toEqual([200, 200]);
    expect(seen).toEqual(["e1"]);
  });

  test("an id counts within its source: two resources may use the same", async () => {
    const { receive, seen } = recording();
    await receive(post([text, { ...text, topic: `${text.topic}-2` }]));
    expect(seen).toHaveLength(2);
  });

  test("a handler that throws asks for the batch again, and what was handled is not handled twice", async () => {
    let down = true;
    const { receive, seen, log } = recording(({ id }) =>
      down && id === "e2" ? new Error("database\u001b[31m down") : undefined,
    );
    const batch = [text, { ...text, id: "e2" }, { ...text, id: "e3" }];
    expect((await receive(post(batch))).status).toBe(500);
    down = false;
    expect((await receive(post(batch))).status).toBe(200);
    expect(seen.map(({ id }) => id).sort()).toEqual(["e1", "e2", "e3"]);
    expect(log.entries.map(({ fields }) => fields["reason"])).toContain("database\\u001b[31m down");
  });
});

describe("every element is judged by itself", () => {
  test("a bad element of a batch is kept with its original text, and the others are handled", async () => {
    const { receive, seen, deadLetters } = recording();
    const bad = '{ "id":"e2",  "eventType":"Microsoft.Communication.SMSReceived","subject":"/x" ,"data":{"n":1.0} }';
    const body = `[${JSON.stringify(text)}, ${bad} , 7,${JSON.stringify({ ...text, id: "e3" })}]`;
    expect((await receive(post(body, { "aeg-delivery-count": "2" }))).status).toBe(200);
    expect(seen.map(({ id }) => id)).toEqual(["e1", "e3"]);
    expect(deadLetters.kept).toMatchObject([
      {
        because: "invalid-payload",
        eventId: "e2",
        eventType: text.eventType,
        body: bad,
        subscription: "SUPPORT-SMS",
        deliveryCount: 2,
        handlers: ["record"],
      },
      { because: "not-an-event", eventId: undefined, body: "7", handlers: [] },
    ]);
  });

  test("where every element is bad, the answer is 400 and says why, never with a value of the payload", async () => {
    const { receive, deadLetters } = recording();
    const data = { ...text.data, message: 7, from: "+15555555555" };
    expect(await read(await receive(post([{ ...text, data }])))).toEqual({
      status: 400,
      body: "the payload is not that of Microsoft.Communication.SMSReceived: message is a number; it must be text",
    });
    expect(deadLetters.kept).toHaveLength(1);
  });

  test("what a handler calls a permanent failure is kept and not run again", async () => {
    const { receive, deadLetters } = recording(() => new PermanentFailure("no such customer"));
    expect((await receive(post([text]))).status).toBe(400);
    expect((await receive(post([text]))).status).toBe(200);
    expect(deadLetters.kept).toMatchObject([{ because: "permanent-failure", reason: "no such customer" }]);
  });

  test("what may succeed later comes before what never will", async () => {
    const { receive } = recording(({ id }) => (id === "e1" ? new PermanentFailure("no") : new Error("busy")));
    expect((await receive(post([text, { ...text, id: "e2" }]))).status).toBe(500);
  });

  test("what cannot be kept is delivered again", async () => {
    const { receive } = recording(() => undefined, {
      deadLetters: { keep: () => Promise.reject(new Error("no space left on device")) },
    });
    expect((await receive(post([text, { ...text, data: {} }]))).status).toBe(500);
  });
});

describe("a request that has no events", () => {
  test.each([
    ["not JSON", "{", 400, /^the body is not JSON$/],
    ["an empty array", [], 400, /^the body is an empty array$/],
    [
      "an empty object",
      {},
      400,
      /^the event does not follow the Event Grid schema: id is missing; it must be text; eventType is missing; it must be text; subject is missing; it must be text$/,
    ],
    [
      "a CloudEvent without type",
      [{ ...asCloudEvent, type: undefined }],
      400,
      /CloudEvents 1.0: type is missing; it must be text$/,
    ],
    ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`, 400, /deeper than 64 levels$/],
    ["more than 1 MB", [{ ...text, data: "x".repeat(1024 * 1024) }], 413, /the maximum is 1 MB$/],
  ])("%s", async (_, body, status, message) => {
    const { receive } = recording();
    const answer = await read(await receive(post(body)));
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(message);
  });

  test("bytes that are not UTF-8", async () => {
    const { receive } = recording();
    const headers = { "content-type": "application/json" };
    const request = new Request(url, { method: "POST", headers, body: Buffer.from([0x22, 0xff, 0x22]) });
    expect((await receive(request)).status).toBe(400);
  });

  test("a stream that does not end gets 413 after 1 MB, and is not read on", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const headers = { "content-type": "application/json" };
    const request = new Request(url, { method: "POST", headers, body: endless, duplex: "half" });
    expect((await recording().receive(request)).status).toBe(413);
    expect(sent).toBeLessThan(25);
  });

  test.each([
    ["GET", new Request(url), 405],
    ["another content type", post([text], { "content-type": "text/plain" }), 415],
    ["a compressed body", post([text], { "content-encoding": "gzip" }), 415],
  ])("%s", async (_, request, status) => {
    expect((await recording().receive(request)).status).toBe(status);
  });
});

describe("the handshake", () => {
  const asked = { "aeg-event-type": "SubscriptionValidation" };

  test("in the Event Grid schema: 200 with the code, since 202 is refused", async () => {
    const { status, body } = await read(await recording().receive(post([validation], asked)));
    expect([status, JSON.parse(body)]).toEqual([200, { validationResponse: "512d38b6" }]);
  });

  test("without a code: 400", async () => {
    expect((await recording().receive(post([{ ...validation, data: {} }]))).status).toBe(400);
  });

  test("its neighbours in a batch are handled, wherever it is", async () => {
    const { receive, seen } = recording();
    const { status, body } = await read(await receive(post([text, validation, { ...text, id: "e2" }], asked)));
    expect([status, JSON.parse(body)]).toEqual([200, { validationResponse: "512d38b6" }]);
    expect(seen.map(({ id }) => id)).toEqual(["e1", "e2"]);
  });

  test("a neighbour that has to come again comes first: Event Grid repeats the handshake", async () => {
    const { receive } = recording(() => new Error("down"));
    expect((await receive(post([validation, text]))).status).toBe(500);
  });

  test("in CloudEvents: OPTIONS, and the consent names the origin that asked", async () => {
    const headers = { "WebHook-Request-Origin": "eventgrid.azure.net", "WebHook-Request-Rate": "120" };
    const response = await recording().receive(new Request(url, { method: "OPTIONS", headers }));
    expect([
      response.status,
      response.headers.get("webhook-allowed-origin"),
      response.headers.get("webhook-allowed-rate"),
    ]).toEqual([200, "eventgrid.azure.net", "*"]);
  });

  test("another origin gets no consent", async () => {
    const headers = { "WebHook-Request-Origin": "elsewhere.example" };
    const response = await recording().receive(new Request(url, { method: "OPTIONS", headers }));
    expect([response.status, response.headers.get("webhook-allowed-origin")]).toEqual([403, null]);
  });
});
