import { createServer, type IncomingMessage } from "node:http";
import { describe, expect, test, vi } from "vitest";
import type { ReceivedEvent } from "../../src/handlers/event.ts";
import { validationUrlOf } from "../../src/handlers/handshake.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { post, validation } from "./deliveries.ts";
import { recordingLogger } from "./recording-logger.ts";

const withUrl = (validationUrl: unknown): ReceivedEvent => ({
  id: "v1",
  type: "Microsoft.EventGrid.SubscriptionValidationEvent",
  subject: "",
  time: undefined,
  source: "",
  data: { validationUrl },
  deliverySchema: "EventGridSchema",
  trace: undefined,
});

describe("a validation URL is requested only if it leads to Event Grid", () => {
  test.each([
    "https://rp-westeurope.eventgrid.azure.net:553/eventsubscriptions/x/validate?id=1",
    "https://rp-westeurope.eventgrid.azure.net/x",
    "https://rp-usgov.eventgrid.azure.us:553/x",
  ])("%s", (url) => {
    expect(validationUrlOf(withUrl(url))?.href).toBe(url);
  });

  test.each([
    "http://rp-westeurope.eventgrid.azure.net:553/x",
    "https://eventgrid.azure.net.attacker.example/x",
    "https://attacker.example/rp-westeurope.eventgrid.azure.net",
    "https://user@rp-westeurope.eventgrid.azure.net/x",
    "https://rp-westeurope.eventgrid.azure.net:8080/x",
    "https://127.0.0.1/x",
    "https://attackereventgrid.azure.net/x",
    "file:///etc/passwd",
    "not a url",
    7,
    undefined,
  ])("not %s", (url) => {
    expect(validationUrlOf(withUrl(url))).toBeUndefined();
  });
});

test("by URL: the answer has no code, and the URL is requested after it", async () => {
  const requested: (string | undefined)[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    requested.push(request.url);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const real = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation((input) => {
    const { pathname, search } = new URL(String(input));
    const address = server.address();
    return real(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}${pathname}${search}`);
  });
  try {
    const log = recordingLogger();
    const receive = receiver({
      local: true,
      log,
      handshake: { by: "url" },
      on: { "Microsoft.Communication.SMSReceived": () => {} },
    });
    const answer = await receive(post([validation]));
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
    await vi.waitFor(() => expect(requested).toEqual(["/eventsubscriptions/x"]), { timeout: 5_000 });
    await vi.waitFor(() => expect(log.lines).toContain("requested the validation URL"));
    const strange = { ...validation, data: { validationCode: "1", validationUrl: "https://attacker.example/x" } };
    expect((await receive(post([strange]))).status).toBe(400);
    expect(requested).toHaveLength(1);
  } finally {
    vi.restoreAllMocks();
    server.close();
  }
});

test("which origins may deliver CloudEvents, and how often, can be set", async () => {
  const receive = receiver({
    local: true,
    handshake: { origins: ["events.contoso.example"], rate: 120 },
    on: { "Microsoft.Communication.SMSReceived": () => {} },
  });
  const ask = (origin: string) =>
    receive(
      new Request("http://127.0.0.1/", {
        method: "OPTIONS",
        headers: { "WebHook-Request-Origin": origin, "WebHook-Request-Rate": "1000" },
      }),
    );
  const answer = await ask("Events.contoso.example");
  expect(answer.headers.get("webhook-allowed-rate")).toBe("120");
  expect((await ask("eventgrid.azure.net")).status).toBe(403);
});
