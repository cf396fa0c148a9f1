import { expect, test } from "vitest";
import { arm, group } from "./rig.ts";

const body = { location: "westeurope" };

test.each(["localhost:8080", "127.0.0.1", "LOCALHOST"])("answers as %s", async (host) => {
  expect((await arm().call("PUT", group, body, { host })).status).toBe(201);
});

test.each(["azure.contoso.example", "127.0.0.1.contoso.example", "[::1]:80", ""])(
  "does not answer as %j, which leads here by a trick of names",
  async (host) => {
    const { call, world } = arm();
    const answer = await call("PUT", group, body, { host });
    expect([answer.status, world.store.all()]).toEqual([421, []]);
  },
);

test.each([
  { origin: "https://contoso.example" },
  { origin: "null" },
  { origin: "http://127.0.0.1:1" },
  { "sec-fetch-site": "cross-site" },
])("answers no web page: %j", async (headers) => {
  const { call, world } = arm();
  const answer = await call("PUT", group, body, headers as Record<string, string>);
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([403, null]);
  expect(world.store.all()).toEqual([]);
});

test("takes no more than four megabytes", async () => {
  const large = JSON.stringify({ location: "x".repeat(4 * 1024 * 1024) });
  expect((await arm().call("PUT", group, large)).status).toBe(413);
});
