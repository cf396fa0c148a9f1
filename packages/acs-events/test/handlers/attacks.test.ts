import { connect } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type HttpServer, receiver, sharedSecret, startHttpServer } from "../../src/handlers/index.ts";
import { takeMessage } from "../../src/handlers/take-message.ts";
import { text, validation } from "./deliveries.ts";

/* What a stranger sends, byte by byte, to a receiver that has a secret, two while one replaces the other. */

const [secret, former] = ["zYx+9/w0 rd&of=base64==", "the-former-secret-of-2025"];
const handled: string[] = [];
let server: HttpServer;
beforeAll(async () => {
  const receive = receiver({
    authentication: sharedSecret({ in: "query", name: "code", accepted: [secret, former] }),
    subscriptions: ["support-sms"],
    on: { "Microsoft.Communication.SMSReceived": ({ id }) => void handled.push(id) },
  });
  server = await startHttpServer({ receivers: { "/api/sms": receive } });
});
afterAll(() => server.close());
afterEach(() => {
  handled.length = 0;
});

/** Sends bytes and gives the status of the answer; 0 if the connection was closed without one. */
function statusOf(bytes: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = connect(server.port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("latin1").once("data", (answer: string) => {
      resolve(Number(answer.slice(9, 12)));
      socket.destroy();
    });
    socket.once("close", () => resolve(0)).on("error", () => resolve(0));
  });
}

interface Request {
  readonly query?: string;
  readonly method?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

const plain = ["content-type: application/json", "aeg-event-type: Notification", "aeg-subscription-name: SUPPORT-SMS"];
const bytesOf = ({ query = "", method = "POST", headers = plain, body = JSON.stringify([text]) }: Request): string =>
  [`${method} /api/sms${query} HTTP/1.1`, "host: x", ...headers, `content-length: ${body.length}`, "", body].join(
    "\r\n",
  );
const code = `?code=${encodeURIComponent(secret)}`;
const handshake = ["content-type: application/json", "aeg-event-type: SubscriptionValidation"];

test.each<[string, string, number]>([
  ["encoded", code, 200],
  ["with a plus sign as a URL means it", "?code=zYx+9/w0%20rd%26of=base64==", 200],
  ["as a form means it", "?code=zYx%2B9/w0+rd%26of%3Dbase64%3D%3D", 200],
  ["its name encoded too", `?%63ode=${encodeURIComponent(secret)}`, 200],
  ["the former one", `?code=${former}`, 200],
  ["behind another one", `?code=wrong-wrong-wrong-wrong&code=${former}`, 401],
  ["encoded twice", `?code=${encodeURIComponent(encodeURIComponent(secret))}`, 401],
  ["cut off", `?code=${former.slice(0, -1)}`, 401],
  ["with a null character", `?code=${former}%00`, 401],
  ["in another case", `?code=${former.toUpperCase()}`, 401],
  ["under a name in another case", `?CODE=${former}`, 401],
  ["with a broken escape", `?code=%E0%A4%A&code=${former}`, 401],
  ["in the fragment", `#?code=${former}`, 404],
  ["as an array", `?code[]=${former}`, 401],
  ["not at all", "", 401],
])("the secret %s", async (_, query, status) => {
  expect(await statusOf(bytesOf({ query }))).toBe(status);
  // It is the same event each time, so one that is accepted again is not handled again.
  if (status !== 200) expect(handled).toEqual([]);
});

test.each<[string, Request, number]>([
  [
    "a handshake without the secret",
    { headers: [...handshake, plain[2] ?? ""], body: JSON.stringify(validation) },
    401,
  ],
  ["a handshake with an event in it", { headers: handshake, body: JSON.stringify([validation, text]) }, 401],
  ["OPTIONS without the secret", { method: "OPTIONS", headers: ["webhook-request-origin: eventgrid.azure.net"] }, 401],
  ["another subscription", { query: code, headers: [plain[0] ?? "", "aeg-subscription-name: OTHER"] }, 401],
  ["no subscription", { query: code, headers: [plain[0] ?? ""] }, 401],
  ["two subscriptions", { query: code, headers: ["aeg-subscription-name: OTHER", ...plain] }, 401],
  ["another content type", { query: code, headers: ["content-type: text/plain", ...plain.slice(1)] }, 415],
  ["a compressed body", { query: code, headers: [...plain, "content-encoding: gzip"] }, 415],
  [
    "nested too deep",
    { query: code, body: `[{"id":"1","eventType":"x","subject":"","data":${"[".repeat(99)}${"]".repeat(99)}}]` },
    400,
  ],
  ["GET", { query: code, method: "GET" }, 405],
  ["TRACE", { query: code, method: "TRACE" }, 405],
  ["an unknown method", { query: code, method: "FETCH" }, 400],
  ["two lengths that differ", { query: code, headers: [...plain, "content-length: 1"] }, 400],
  ["a length and chunks", { query: code, headers: [...plain, "transfer-encoding: chunked"] }, 400],
  ["a header with a line feed alone", { query: code, headers: ["a: b\n c: d", ...plain] }, 400],
])("%s", async (_, request, status) => {
  expect(await statusOf(bytesOf(request))).toBe(status);
  expect(handled).toEqual([]);
});

test("CONNECT is answered, chunks beyond 1 MB are cut, and nobody is told which receivers there are", async () => {
  expect(await statusOf("CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n")).toBe(405);
  const chunk = `${(65_536).toString(16)}\r\n${"x".repeat(65_536)}\r\n`;
  const head = [`POST /api/sms${code} HTTP/1.1`, "host: x", ...plain, "transfer-encoding: chunked", "", ""].join(
    "\r\n",
  );
  expect(await statusOf(`${head}${chunk.repeat(17)}`)).toBe(413);
  const elsewhere = await fetch(`${server.url}/api/other`);
  expect([elsewhere.status, await elsewhere.text()]).toEqual([404, "there is no receiver here"]);
});

test("the time for a message of a queue grows with its length, and not with the square", async () => {
  const message = `a${" ".repeat(1_000_000)}!`;
  const processor = { begin: () => Promise.reject(new Error("nothing to begin")) } as never;
  const delivery = { subscription: undefined, deliveryCount: undefined };
  const outcome = await takeMessage({ kind: "text", text: message }, delivery, processor, { keep: async () => {} });
  // By the square this takes half an hour.
  expect(outcome).toEqual({ kind: "unreadable", reason: "the body is not JSON" });
});
