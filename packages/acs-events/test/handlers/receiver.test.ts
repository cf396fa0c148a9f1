import { describe, expect, test } from "vitest";
import type { IncomingEvent } from "../../src/handlers/envelope.ts";
import { type Handler, PayloadProblem } from "../../src/handlers/handler.ts";
import { createReceiver, type ReceiverOptions } from "../../src/handlers/receiver.ts";

const text = {
  id: "e1",
  eventType: "Microsoft.Communication.SMSReceived",
  subject: "/phonenumber/15555555555",
  topic: "/subscriptions/0/resourceGroups/acs/providers/Microsoft.Communication/communicationServices/acs",
  eventTime: "2026-01-01T00:00:00Z",
  data: { message: "Hello" },
  dataVersion: "1.0",
  metadataVersion: "1",
};
const asCloudEvent = {
  specversion: "1.0",
  id: "e1",
  type: text.eventType,
  source: text.topic,
  subject: text.subject,
  time: text.eventTime,
  data: text.data,
};

const post = (body: unknown, headers: Record<string, string> = {}): Request =>
  new Request("http://127.0.0.1/api/sms", {
    method: "POST",
    headers: { "aeg-event-type": "Notification", "aeg-subscription-name": "SUPPORT-SMS", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

/** A handler that records what it gets, or fails as it is told. */
function recording(fail: (event: IncomingEvent) => Error | undefined = () => undefined) {
  const seen: IncomingEvent[] = [];
  const handler: Handler = {
    name: "recording",
    type: "Microsoft.Communication.SMSReceived",
    async handle(event) {
      const error = fail(event);
      if (error !== undefined) throw error;
      seen.push(event);
    },
  };
  return { seen, handler };
}

async function answerTo(request: Request, options: Partial<ReceiverOptions> = {}) {
  const lines: string[] = [];
  const response = await createReceiver({ handlers: [], log: (line) => lines.push(line), ...options })(request);
  return { status: response.status, body: await response.text(), headers: response.headers, lines };
}

describe("events", () => {
  const expected = {
    id: "e1",
    type: "Microsoft.Communication.SMSReceived",
    subject: "/phonenumber/15555555555",
    time: "2026-01-01T00:00:00Z",
    source: text.topic,
    data: { message: "Hello" },
  };

  test.each([
    ["an array in the Event Grid schema", [text]],
    ["one event in the Event Grid schema", text],
    ["one CloudEvent", asCloudEvent],
    ["a batch of CloudEvents", [asCloudEvent]],
  ])("%s reaches the handler of its type, in one shape", async (_, body) => {
    const { seen, handler } = recording();
    expect((await answerTo(post(body), { handlers: [handler] })).status).toBe(200);
    expect(seen).toEqual([expected]);
  });

  test("an event that nobody handles is acknowledged, and said", async () => {
    const { status, lines } = await answerTo(post([{ ...text, eventType: "Microsoft.Communication.CallEnded" }]));
    expect({ status, lines }).toEqual({
      status: 200,
      lines: ["e1: nobody here handles Microsoft.Communication.CallEnded"],
    });
  });

  test("an event that comes twice is handled once", async () => {
    const { seen, handler } = recording();
    const receive = createReceiver({ handlers: [handler] });
    await receive(post([text]));
    expect((await receive(post([text]))).status).toBe(200);
    expect(seen).toHaveLength(1);
  });

  test("an event that is twice in one batch, or comes while it is being handled, is handled once", async () => {
    let release = () => {};
    const busy = new Promise<void>((resolve) => {
      release = resolve;
    });
    const seen: string[] = [];
    const slow: Handler = {
      name: "slow",
      type: "Microsoft.Communication.SMSReceived",
      async handle({ id }) {
        seen.push(id);
        await busy;
      },
    };
    const receive = createReceiver({ handlers: [slow] });
    const answers = [receive(post([text, text])), receive(post([text]))];
    await new Promise((resolve) => setImmediate(resolve));
    release();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
    expect(seen).toEqual(["e1"]);
  });

  test("an id counts within what published it: two resources may use the same", async () => {
    const { seen, handler } = recording();
    await answerTo(post([text, { ...text, topic: `${text.topic}-2` }]), { handlers: [handler] });
    expect(seen).toHaveLength(2);
  });

  test("a handler that throws asks for the batch again, and what was handled is not handled twice", async () => {
    let down = true;
    const { seen, handler } = recording(({ id }) => (down && id === "e2" ? new Error("database down") : undefined));
    const lines: string[] = [];
    const receive = createReceiver({ handlers: [handler], log: (line) => lines.push(line) });
    const batch = [text, { ...text, id: "e2" }, { ...text, id: "e3" }];
    expect((await receive(post(batch))).status).toBe(500);
    down = false;
    expect((await receive(post(batch))).status).toBe(200);
    expect(seen.map(({ id }) => id).sort()).toEqual(["e1", "e2", "e3"]);
    expect(lines).toEqual(["e2: recording failed: database down"]);
  });

  test("a payload that is not what its type promises is never asked for again, and the answer says why", async () => {
    const { handler } = recording(() => new PayloadProblem("e1: no message"));
    const { status, body } = await answerTo(post([text]), { handlers: [handler] });
    expect({ status, body }).toEqual({ status: 400, body: "e1: no message" });
  });

  test("where one may succeed and another never will, both are sent again", async () => {
    const { handler } = recording(({ id }) => (id === "e1" ? new PayloadProblem("no") : new Error("busy")));
    const batch = [text, { ...text, id: "e2" }];
    expect((await answerTo(post(batch), { handlers: [handler] })).status).toBe(500);
  });
});

describe("what is no event", () => {
  test.each([
    ["no JSON", "{", /^the body is no JSON: /],
    ["an empty array", [], /^the body is an empty array$/],
    [
      "an empty object",
      {},
      /^event 1 of 1 does not follow the Event Grid schema: id is missing; it must be text; eventType is missing; it must be text; subject is missing; it must be text$/,
    ],
    [
      "an empty id",
      [{ ...text, id: "" }],
      /^event 1 of 1 does not follow the Event Grid schema: id is empty; it must be text that is not empty$/,
    ],
    [
      "a CloudEvent without type",
      [asCloudEvent, { ...asCloudEvent, type: undefined }],
      /^event 2 of 2 does not follow CloudEvents 1.0: type is missing; it must be text$/,
    ],
    [
      "a number",
      7,
      /^event 1 of 1 does not follow the Event Grid schema: the event is a number; it must be an object$/,
    ],
  ])("%s gets 400 and says why", async (_, body, message) => {
    const { status, body: answer, lines } = await answerTo(post(body));
    expect(status).toBe(400);
    expect(answer).toMatch(message);
    expect(lines).toEqual([answer]);
  });

  test("more than 1 MB gets 413", async () => {
    expect((await answerTo(post([{ ...text, data: "x".repeat(1024 * 1024) }]))).status).toBe(413);
  });

  test("a stream that does not end gets 413 after 1 MB, and is not read on", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    const request = new Request("http://127.0.0.1/api/sms", { method: "POST", body: endless, duplex: "half" });
    expect((await answerTo(request)).status).toBe(413);
    expect(sent).toBeLessThan(25);
  });

  test("GET gets 405 and what is allowed", async () => {
    const { status, headers } = await answerTo(new Request("http://127.0.0.1/api/sms"));
    expect([status, headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
  });
});

describe("the handshake", () => {
  const validation = {
    ...text,
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    subject: "",
    data: { validationCode: "512d38b6", validationUrl: "https://rp-westeurope.eventgrid.azure.net/x" },
  };

  test("in the Event Grid schema: 200 with the code, since 202 is refused", async () => {
    const { status, body } = await answerTo(post([validation], { "aeg-event-type": "SubscriptionValidation" }));
    expect([status, JSON.parse(body)]).toEqual([200, { validationResponse: "512d38b6" }]);
  });

  test("without a code: 400", async () => {
    expect((await answerTo(post([{ ...validation, data: {} }]))).status).toBe(400);
  });

  test("in CloudEvents: OPTIONS, and the consent names who asked", async () => {
    const { status, headers } = await answerTo(
      new Request("http://127.0.0.1/api/sms", {
        method: "OPTIONS",
        headers: { "WebHook-Request-Origin": "eventgrid.azure.us", "WebHook-Request-Rate": "120" },
      }),
    );
    expect([status, headers.get("webhook-allowed-origin"), headers.get("webhook-allowed-rate")]).toEqual([
      200,
      "eventgrid.azure.us",
      "*",
    ]);
  });

  test("OPTIONS of anybody else gives no consent", async () => {
    const { status, headers } = await answerTo(new Request("http://127.0.0.1/api/sms", { method: "OPTIONS" }));
    expect([status, headers.get("webhook-allowed-origin")]).toEqual([400, null]);
  });

  test("the notice that a subscription was deleted is acknowledged", async () => {
    const { status, lines } = await answerTo(post([text], { "aeg-event-type": "SubscriptionDeletion" }));
    expect([status, lines]).toEqual([200, ['the event subscription "SUPPORT-SMS" was deleted']]);
  });
});

describe("who may deliver", () => {
  test("only the subscriptions that are expected, compared without case", async () => {
    const allowed = (name: string) => answerTo(post([text]), { allowedSubscriptions: [name] });
    expect((await allowed("support-sms")).status).toBe(200);
    expect((await allowed("support-chat")).status).toBe(401);
  });

  test("a subscription that is not expected gets no handshake", async () => {
    const validation = {
      ...text,
      eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
      data: { validationCode: "1" },
    };
    const { status, body } = await answerTo(post([validation]), { allowedSubscriptions: ["support-chat"] });
    expect({ status, body }).toEqual({
      status: 401,
      body: 'the event subscription "SUPPORT-SMS" is not expected here',
    });
  });

  test.each([
    ["the secret in the query", "?code=new", {}, 200],
    ["the secret that is being exchanged", "?code=old", {}, 200],
    ["a wrong secret", "?code=stale", {}, 401],
    ["no secret", "", {}, 401],
    ["the secret in another place", "", { code: "new" }, 401],
  ])("%s", async (_, query, headers: Record<string, string>, status) => {
    const { handler } = recording();
    const request = new Request(`http://127.0.0.1/api/sms${query}`, {
      method: "POST",
      headers,
      body: JSON.stringify([text]),
    });
    const secret = { in: "query", name: "code", accepted: ["new", "old"] } as const;
    expect((await answerTo(request, { handlers: [handler], secret })).status).toBe(status);
  });
});
