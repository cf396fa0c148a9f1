import { expect, test, vi } from "vitest";
import { startHttpServer } from "../../src/handlers/http-server.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { stopOnSignal } from "../../src/handlers/stop-on-signal.ts";
import { text } from "./deliveries.ts";

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

test("on SIGTERM, what runs is finished and answered, and then everything stops", async () => {
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

test("a port that is taken is a problem when the server starts", async () => {
  const receive = receiver({ local: true, on: { "Microsoft.Communication.SMSReceived": () => {} } });
  const server = await startHttpServer({ receivers: { "/api/sms": receive } });
  await expect(startHttpServer({ receivers: {}, port: server.port })).rejects.toThrow("EADDRINUSE");
  await server.close();
});
