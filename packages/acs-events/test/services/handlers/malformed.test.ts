import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type HttpServer, startHttpServer } from "../../../src/handlers/http-server.ts";
import { receiver } from "../../../src/handlers/receiver.ts";
import { expectAnswers } from "./malformed-requests.ts";

let server: HttpServer;
beforeAll(async () => {
  const on = { "Microsoft.Communication.SMSReceived": () => {} };
  server = await startHttpServer({ receivers: { "/api/sms": receiver({ local: true, on }) }, requestTimeout: 1_000 });
});
afterAll(() => server.close());

// `npm run endurance` sends 100,000.
test("16,000 malformed requests over sockets: each is answered, none with 5xx, and the server goes on", async () => {
  await expectAnswers(server, 16_000);
});

test.concurrent.each([
  ["not HTTP", "hello\r\n\r\n", 400],
  ["a header without end", "POST /api/sms HTTP/1.1\r\nhost: x\r\n", 408],
  [
    "a body that does not come",
    "POST /api/sms HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n[",
    408,
  ],
  [
    "a chunk with a wrong length",
    "POST /api/sms HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
    400,
  ],
  ["two lengths", "POST /api/sms HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n[]", 400],
  ["headers that are too large", `POST /api/sms HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(20_000)}\r\n\r\n`, 431],
])("what is wrong below HTTP is answered too, slow senders included: %s", async (_, request, status) => {
  const socket = connect(server.port, "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    received += chunk;
  });
  socket.on("error", () => {});
  socket.write(request);
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  expect(Number(received.slice(9, 12))).toBe(status);
});
