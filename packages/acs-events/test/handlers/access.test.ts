import { describe, expect, test } from "vitest";
import { startHttpServer } from "../../src/handlers/http-server.ts";
import { memoryInbox } from "../../src/handlers/memory-inbox.ts";
import { type ReceiverOptions, receiver } from "../../src/handlers/receiver.ts";
import { sharedSecret } from "../../src/handlers/shared-secret.ts";
import { post, text, url, validation } from "./deliveries.ts";

const on = { "Microsoft.Communication.SMSReceived": () => {} };
const current = "the-secret-of-today";
const former = "the-secret-of-before";
const receiving = (options: Partial<ReceiverOptions<"Microsoft.Communication.SMSReceived">>) =>
  receiver({ on, ...options });

test("a receiver refuses to start without authentication, unless it is told that it is local or behind a queue", () => {
  expect(() => receiver({ on })).toThrow("The receiver has no authentication");
  expect(receiver({ on, local: true }).access).toBe("local");
  expect(receiver({ on, queueOnly: true }).access).toBe("queue-only");
});

test("a server that other machines reach refuses receivers without authentication", async () => {
  const receivers = { "/api/sms": receiver({ on, local: true }) };
  await expect(startHttpServer({ receivers, host: "0.0.0.0" })).rejects.toThrow("can be reached from other machines");
});

test("a receiver behind a queue answers no request", async () => {
  expect((await receiver({ on, queueOnly: true })(post([text]))).status).toBe(404);
});

test("two receivers that share an inbox need two names", () => {
  const inbox = memoryInbox();
  receiver({ on, local: true, inbox });
  expect(() => receiver({ on, local: true, inbox })).toThrow('Two receivers with the name "receiver" share an inbox');
});

describe("a shared secret", () => {
  test.each([
    ["in the query", `?code=${current}`, {}, 200],
    ["the one that is being replaced", `?code=${former}`, {}, 200],
    ["a wrong one", "?code=the-secret-of-nobody", {}, 401],
    ["none", "", {}, 401],
    ["in another place", "", { code: current }, 401],
  ])("%s", async (_, query, headers: Record<string, string>, status) => {
    const authentication = sharedSecret({ in: "query", name: "code", accepted: [current, former] });
    expect((await receiving({ authentication })(post([text], headers, `${url}${query}`))).status).toBe(status);
  });

  test("a header that Event Grid may not send in the handshake is not asked of a subscription that is known", async () => {
    const authentication = sharedSecret({ in: "header", name: "x-key", accepted: [current] });
    const receive = receiving({ authentication, subscriptions: ["support-sms"] });
    const asked = { "aeg-event-type": "SubscriptionValidation" };
    expect((await receive(post([validation], asked))).status).toBe(200);
    expect((await receive(post([validation], { ...asked, "aeg-subscription-name": "OTHER" }))).status).toBe(401);
    expect((await receive(post([validation], { ...asked, "x-key": "wrong" }))).status).toBe(401);
    expect((await receive(post([validation, text], asked))).status).toBe(401);
    expect((await receive(post([text], { "x-key": current }))).status).toBe(200);
  });

  test("secrets that can be guessed are refused, all problems at once", () => {
    expect(() => sharedSecret({ in: "header", name: "", accepted: ["short"] })).toThrow(/too short.*\n.*is empty/);
    expect(() => sharedSecret({ in: "header", name: "x", accepted: [] })).toThrow("There are 0 shared secrets");
  });
});

test.each([
  ["SUPPORT-SMS", 200],
  ["OTHER", 401],
])("only the expected subscriptions deliver, whatever their case: %s", async (name, status) => {
  const receive = receiving({ local: true, subscriptions: ["support-sms"] });
  expect((await receive(post([text], { "aeg-subscription-name": name }))).status).toBe(status);
});
