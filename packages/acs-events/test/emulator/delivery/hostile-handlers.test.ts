import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Fault } from "../../../src/emulator/delivery/faults.ts";
import { runningClock } from "../../../src/emulator/delivery/running-clock.ts";
import {
  answering,
  type Handler,
  type HandlerAnswer,
  handler,
  noJitter,
  rig,
  start,
  subscribe,
  textMessage,
  webhookUrl,
} from "./rig.ts";

/*
 * Handlers that do what no handler should. Whatever they do, the local Azure delivers to the others, and goes on.
 */

/** A server that reads a request and writes these bytes, which need not be HTTP. */
async function writing(write: (socket: Socket) => void): Promise<Handler> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => write(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: [] };
}

const to = (path: string) => ({
  destination: { endpointType: "WebHook", endpointUrl: `https://handlers.contoso.example${path}` },
});

describe("an answer that is none", () => {
  test.each<[string, string, { outcome: string; [more: string]: unknown }]>([
    [
      "101 with an upgrade",
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
      { status: 101, outcome: "Aborted" },
    ],
    ["101 without one", "HTTP/1.1 101 Switching Protocols\r\n\r\n", { status: 101, outcome: "Aborted" }],
    ["100 and no more", "HTTP/1.1 100 Continue\r\n\r\n", { outcome: "TimedOut" }],
    [
      "103, then an answer",
      "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
      { status: 200, outcome: "Delivered" },
    ],
    ["a head without a body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", { outcome: "TimedOut" }],
    [
      "no HTTP",
      "SSH-2.0-OpenSSH\r\n",
      { outcome: "SocketError", detail: "the handler's answer is not valid HTTP (HPE_INVALID_CONSTANT)" },
    ],
    [
      "103 five thousand times, then an answer",
      `${"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n".repeat(5_000)}HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n`,
      { status: 200, outcome: "Delivered" },
    ],
    ["status 999", "HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n", { status: 999, outcome: "Aborted" }],
    ["status 0", "HTTP/1.1 0 X\r\nContent-Length: 0\r\n\r\n", { outcome: "SocketError" }],
    [
      "a chunk without a size",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
      { outcome: "SocketError" },
    ],
    [
      "two answers to one request",
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n",
      { status: 200, outcome: "Delivered" },
    ],
    [
      "a redirect with a password",
      "HTTP/1.1 302 Found\r\nLocation: http://a:b@127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
      { status: 302, outcome: "Aborted" },
    ],
    ["a header without an end", `HTTP/1.1 200 OK\r\nX: ${"x".repeat(20_000)}`, { outcome: "SocketError" }],
    [
      "both lengths",
      "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      { outcome: "SocketError" },
    ],
  ])("%s", async (_, bytes, attempt) => {
    const odd = await writing((socket) => socket.write(bytes));
    // On a busy machine, what is answered takes longer than what never comes has to wait.
    const { grid, store } = rig({ handler: odd, patience: attempt.outcome === "TimedOut" ? 200 : 10_000 });
    subscribe(store, "texts");
    grid.publish(textMessage);
    await grid.settled();
    expect(grid.log()[0]?.attempts).toMatchObject([attempt]);
  });

  test("a head that drips has 30 seconds and no more", async () => {
    const dripping = await writing((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const drip = (count: number): void => {
        if (!socket.destroyed) socket.write(`X-${count}: y\r\n`, () => setTimeout(drip, 5, count + 1));
      };
      drip(0);
    });
    const { grid, store } = rig({ handler: dripping, patience: 200 });
    subscribe(store, "texts");
    grid.publish(textMessage);
    await grid.settled();
    expect(grid.log()[0]?.attempts).toMatchObject([{ outcome: "TimedOut" }]);
  });

  test("a body that never ends is cut, and the status counts", async () => {
    const endless = await writing((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      const more = (): void => {
        if (!socket.destroyed) socket.write(`4000\r\n${"x".repeat(0x4000)}\r\n`, () => setImmediate(more));
      };
      more();
    });
    const { grid, store } = rig({ handler: endless });
    subscribe(store, "texts");
    grid.publish(textMessage);
    await grid.settled();
    expect(grid.log()[0]).toMatchObject({ outcome: "delivered" });
  });
});

test.each(["//elsewhere.example/x", "//", "//127.0.0.1:1/x", "/a//b/../c", "/%2e%2e/x", "/x?//y"])(
  "the path %s stays a path",
  async (path) => {
    const fine = await handler(answering(200));
    const { grid, store } = rig({ handler: fine });
    subscribe(store, "texts", to(path));
    grid.publish(textMessage);
    await grid.settled();
    expect(grid.log()[0]).toMatchObject({ outcome: "delivered" });
    const { pathname, search } = new URL(`https://handlers.contoso.example${path}`);
    expect(fine.requests[0]?.path).toBe(pathname + search);
  },
);

test("delivery attributes cannot take the place of HTTP's own headers", async () => {
  const fine = await handler(answering(200));
  const { grid, store } = rig({ handler: fine });
  const names = [
    "Host",
    "Trailer",
    "Transfer-Encoding",
    "Connection",
    "Expect",
    "Content-Length",
    "Upgrade",
    "TE",
    "Keep-Alive",
    "X-Mine",
  ];
  const mappings = names.map((name) => ({ type: "Static", name, value: name === "Expect" ? "100-continue" : "other" }));
  const destination = { ...to("/api").destination, deliveryAttributeMappings: mappings };
  subscribe(store, "texts", { destination });
  const cloud = { eventDeliverySchema: "CloudEventSchemaV1_0", destination };
  subscribe(store, "cloud", cloud);
  grid.publish(textMessage);
  await grid.settled();
  expect(grid.log().map(({ outcome }) => outcome)).toEqual(["delivered", "delivered"]);
  for (const { headers, body } of fine.requests) {
    expect(headers).toMatchObject({ host: fine.origin.slice("http://".length), "x-mine": "other" });
    expect(headers["content-length"]).toBe(String(Buffer.byteLength(body)));
    for (const name of ["trailer", "transfer-encoding", "expect", "upgrade", "te"])
      expect(headers[name]).toBeUndefined();
  }
  const subscription = store.eventSubscription(grid.log()[1]?.subscriptionId ?? "");
  if (subscription === undefined) throw new Error("no subscription");
  // The handshake by OPTIONS has no body; it arrives all the same.
  expect((await grid.validator.validate(subscription)).ok).toBe(false);
  expect(fine.requests.at(-1)).toMatchObject({ method: "OPTIONS" });
});

test("five hundred events at once go over a few connections, and all arrive", async () => {
  const connections = new Set<number>();
  const fine = await handler(answering(200), (port) => connections.add(port));
  const { grid, store } = rig({ handler: fine });
  subscribe(store, "texts");
  grid.publishTogether(Array.from({ length: 500 }, (_, index) => ({ ...textMessage, id: String(index) })));
  await grid.settled();
  expect(fine.requests).toHaveLength(500);
  expect(new Set(grid.log().map(({ outcome, attempts }) => `${outcome} ${attempts.length}`))).toEqual(
    new Set(["delivered 1"]),
  );
  expect(connections.size).toBeLessThanOrEqual(16);
});

describe("a handler that hangs", () => {
  test("holds up no other subscription", async () => {
    const mixed = await handler(({ path }) => (path === "/hangs" ? "never" : { status: 200 }));
    const { grid, store } = rig({ handler: mixed, patience: 400 });
    subscribe(store, "hangs", to("/hangs"));
    subscribe(store, "fine", to("/fine"));
    grid.publishTogether(Array.from({ length: 40 }, (_, index) => ({ ...textMessage, id: String(index) })));
    await grid.settled();
    const fates = Map.groupBy(grid.log(), ({ subscription }) => subscription);
    expect(fates.get("fine")?.every(({ outcome }) => outcome === "delivered")).toBe(true);
    expect(fates.get("hangs")?.some(({ outcome }) => outcome === "delivered")).toBe(false);
  });

  test.each<[string, () => HandlerAnswer, Fault | undefined]>([
    ["does not answer", () => "never", undefined],
    ["hangs on purpose", () => ({ status: 200 }), "hang"],
  ])("and that %s, has had its 30 seconds when the clock on the wall is turned", async (_, answer, fault) => {
    const silent = await handler(answer);
    const clock = runningClock({ patience: 60 });
    const { grid, store } = rig({ handler: silent, clock, random: noJitter });
    subscribe(store, "texts", { retryPolicy: { maxDeliveryAttempts: 3 } });
    grid.faults.set(new URL(webhookUrl).origin + new URL(webhookUrl).pathname, fault);
    grid.publish(textMessage);
    await clock.advanceToEnd();
    const [record] = grid.log();
    expect(record).toMatchObject({ outcome: "dropped" });
    expect(record?.attempts.map(({ outcome, durationMs }) => [outcome, durationMs >= 30_000])).toEqual(
      Array.from({ length: 3 }, () => ["TimedOut", true]),
    );
    expect(silent.requests).toHaveLength(fault === undefined ? 3 : 0);
  });

  test("is asked by several subscriptions at the same time, so that a turned clock waits once for all", async () => {
    let open = 0;
    let most = 0;
    const silent = await handler(() => {
      open += 1;
      most = Math.max(most, open);
      // Before the local Azure has lost its patience.
      setTimeout(() => (open -= 1), 120);
      return "never";
    });
    const { grid, store, clock } = rig({ handler: silent, patience: 150, random: noJitter });
    for (let count = 0; count < 6; count += 1) {
      subscribe(store, `texts-${count}`, { retryPolicy: { maxDeliveryAttempts: 4 } });
    }
    grid.publish(textMessage);
    await clock.advanceToEnd();
    expect(silent.requests).toHaveLength(24);
    expect(most).toBeGreaterThanOrEqual(6);
    for (const { attempts } of grid.log()) {
      // 30 seconds each, then the waits of the schedule.
      const began = attempts.map(({ startedAt }) => (Date.parse(startedAt) - start) / 1_000);
      expect(began).toEqual([0, 40, 100, 190]);
    }
  });
});
