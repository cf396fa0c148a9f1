import { expect, test } from "vitest";
import { startHttpServer } from "../../../src/handlers/http-server.ts";
import { receiver } from "../../../src/handlers/receiver.ts";
import { expectAnswers } from "./malformed-requests.ts";

test("100,000 malformed requests over sockets: each is answered, none with 5xx, and the server goes on", async () => {
  const on = { "Microsoft.Communication.SMSReceived": () => {} };
  const server = await startHttpServer({ receivers: { "/api/sms": receiver({ local: true, on }) } });
  await expectAnswers(server, 100_000);
  await server.close();
  expect.hasAssertions();
});
