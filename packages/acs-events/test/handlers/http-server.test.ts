import { connect } from "node:net";
import { expect, test, vi } from "vitest";
import { startHttpServer } from "../../src/handlers/http-server.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { stopOnSignal } from "../../src/handlers/stop-on-signal.ts";
import { text } from "./deliveries.ts";
import { recordingLogger } from "./recording-logger.ts";

const post = (url: string) =>
  fetch(`${url}/api/sms`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify([text]),
  });

test("health and readiness answer; another path says what there is", async () => {
  const receive = receiver({ local: true, on: { "Microsoft.Communication.SMSReceived": () => {} } });
  const server = await startHttpServer({ receivers: { "/api/sms": receive } });
  const statuses = await Promise.all(
    ["/healthz", "/readyz", "/nothing"].map(async (path) => (await fetch(`${server.url}${path}`)).status),
  );
  expect(statuses).toEqual([200, 200, 404]);
  await server.close();
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
});

// These wait at the same time, each until its server has looked at its connections.
test.concurrent("on SIGTERM, what runs is finished and answered, and then everything stops", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const seen: string[] = [];
  const receive = receiver({
    local: true,
    on: {
      "Microsoft.Communication.SMSReceived": async ({ id }) => {
        seen.push(`begin ${id}`);
        await promise;
        seen.push(`end ${id}`);
      },
    },
  });
  const server = await startHttpServer({ receivers: { "/api/sms": receive } });
  const stopped = stopOnSignal([() => server.close()]);
  const answer = post(server.url);
  await vi.waitFor(() => expect(seen).toEqual(["begin e1"]));
  process.emit("SIGTERM", "SIGTERM");
  resolve();
  expect((await answer).status).toBe(200);
  await stopped;
  expect(seen).toEqual(["begin e1", "end e1"]);
});

test.concurrent.each([
  ["a body that comes byte by byte", "content-length: 1000", "["],
  ["a body in chunks that never end", "transfer-encoding: chunked", "1\r\n[\r\n"],
  ["headers that never end", "x-more: 1", undefined],
])("whoever is too slow is cut off, and others are answered meanwhile: %s", async (_, header, piece) => {
  const receive = receiver({ local: true, on: { "Microsoft.Communication.SMSReceived": () => {} } });
  const server = await startHttpServer({ receivers: { "/api/sms": receive }, requestTimeout: 500 });
  const socket = connect(server.port, "127.0.0.1");
  const head = ["POST /api/sms HTTP/1.1", "host: x", "content-type: application/json", header];
  socket.write(`${head.join("\r\n")}\r\n${piece === undefined ? "" : "\r\n"}`);
  const dripping = setInterval(() => socket.write(piece ?? "x-more: 1\r\n"), 20);
  let answer = "";
  socket.setEncoding("latin1").on("data", (text: string) => {
    answer += text;
  });
  const cut = new Promise((resolve) => socket.once("close", resolve));
  socket.on("error", () => {});
  expect((await post(server.url)).status).toBe(200);
  await cut;
  clearInterval(dripping);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  await server.close();
});

test("what a sender writes into a header reaches no log raw", async () => {
  const log = recordingLogger();
  const receive = receiver({ local: true, log, subscriptions: ["support-sms"], on: {} });
  const server = await startHttpServer({ receivers: { "/api/sms": receive }, log });
  // Node itself refuses the other control characters.
  const name = "\u009b31mred\u0085line two\t.";
  const headers = ["host: x", "content-type: application/json", `aeg-subscription-name: ${name}`, "content-length: 2"];
  const socket = connect(server.port, "127.0.0.1");
  socket.write(Buffer.from(`POST /api/sms HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n[]`, "latin1"));
  await new Promise((resolve) => socket.once("data", resolve));
  socket.destroy();
  for (const line of ["a\r\nfake: line", "a\u2028b", "a\u0000b"]) {
    await receive.respond({
      method: "POST",
      url: "/api/sms",
      header: (asked) => (asked === "aeg-subscription-name" ? line : undefined),
      readBody: async () => undefined,
    });
  }
  expect(log.entries).toHaveLength(4);
  for (const { fields } of log.entries) expect(fields["subscription"]).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  await server.close();
});

test("a port that is taken is a problem when the server starts", async () => {
  const receive = receiver({ local: true, on: { "Microsoft.Communication.SMSReceived": () => {} } });
  const server = await startHttpServer({ receivers: { "/api/sms": receive } });
  await expect(startHttpServer({ receivers: {}, port: server.port })).rejects.toThrow("EADDRINUSE");
  await server.close();
});
