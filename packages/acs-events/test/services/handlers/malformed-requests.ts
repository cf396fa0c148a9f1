import { connect } from "node:net";
import fc from "fast-check";
import { expect } from "vitest";
import type { HttpServer } from "../../../src/handlers/http-server.ts";
import { text } from "../../handlers/deliveries.ts";
import { malformedBody, malformedHeaders, malformedMethod } from "../../handlers/malformed.ts";

/** Different requests, as bytes; they are sent again and again. */
const requests = fc
  .sample(fc.tuple(malformedMethod, malformedHeaders, malformedBody), { numRuns: 4_000, seed: 1 })
  .map(([method, headers, body]) => {
    const sent = { ...headers, host: "127.0.0.1", "content-length": String(body.length) };
    const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}`);
    return Buffer.concat([Buffer.from(`${method} /api/sms HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`), body]);
  });

/** Sends one request after the other over one socket, which is opened again when the server closes it. */
async function statusesOf(port: number, numbers: Iterable<number>): Promise<Map<number, number>> {
  const statuses = new Map<number, number>();
  let open:
    | { ask(request: Buffer): Promise<{ readonly status: number; readonly closes: boolean }>; end(): void }
    | undefined;
  for (const number of numbers) {
    open ??= await connection(port);
    const { status, closes } = await open.ask(requests[number % requests.length] ?? Buffer.alloc(0));
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (closes) {
      open.end();
      open = undefined;
    }
  }
  open?.end();
  return statuses;
}

async function connection(port: number) {
  const socket = connect(port, "127.0.0.1");
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  let received = "";
  let answered: (() => void) | undefined;
  socket.setEncoding("latin1").on("data", (chunk: string) => {
    received += chunk;
    answered?.();
  });
  socket.on("close", () => answered?.());
  socket.on("error", () => answered?.());
  return {
    async ask(request: Buffer): Promise<{ readonly status: number; readonly closes: boolean }> {
      received = "";
      socket.write(request);
      for (;;) {
        const end = received.indexOf("\r\n\r\n");
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? Number.NaN);
        if (end !== -1 && (Number.isNaN(length) || received.length >= end + 4 + length)) break;
        if (socket.destroyed) throw new Error("the connection was closed without an answer");
        await new Promise<void>((resolve) => {
          answered = resolve;
        });
      }
      return {
        status: Number(received.slice(9, 12)),
        closes: /^connection: close/im.test(received) || socket.destroyed,
      };
    },
    end: () => void socket.end(),
  };
}

const senders = 16;

/** Sends `count` malformed requests: each is answered, none with 5xx, and the server goes on. */
export async function expectAnswers(server: HttpServer, count: number): Promise<void> {
  const all = await Promise.all(
    Array.from({ length: senders }, (_, sender) =>
      statusesOf(
        server.port,
        Array.from({ length: count / senders }, (_unused, index) => index * senders + sender),
      ),
    ),
  );
  const statuses = new Map<number, number>();
  for (const one of all) for (const [status, times] of one) statuses.set(status, (statuses.get(status) ?? 0) + times);
  expect([...statuses.values()].reduce((sum, times) => sum + times, 0)).toBe(count);
  expect([...statuses.keys()].filter((status) => status >= 500 || status < 200)).toEqual([]);
  expect(statuses.get(400)).toBeGreaterThan(count / 10);
  const headers = { "content-type": "application/json" };
  const good = await fetch(`${server.url}/api/sms`, { method: "POST", headers, body: JSON.stringify([text]) });
  expect(good.status).toBe(200);
}
