import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { managedIdentity } from "../../../src/handlers/functions/managed-identity.ts";

let asked: string[];
let status: number;
let lifetime: number;
const server = createServer((request, response) => {
  asked.push(`${request.url} ${request.headers["x-identity-header"]}`);
  const expires_on = String(Math.round(Date.now() / 1_000) + lifetime);
  response.writeHead(status).end(JSON.stringify({ access_token: `token-${asked.length}`, expires_on }));
});
let env: Record<string, string>;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  env = { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: "h3ader" };
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  asked = [];
  status = 200;
  lifetime = 3_600;
});

test("asks the platform for a token of the resource, and keeps it for as long as it is good", async () => {
  const identity = managedIdentity(env);
  const scope = "https://storage.azure.com/.default";
  const first = await identity.getToken(scope);
  expect(first?.token).toBe("token-1");
  expect((await identity.getToken([scope]))?.token).toBe("token-1");
  expect(asked).toEqual(["/msi/token?resource=https%3A%2F%2Fstorage.azure.com&api-version=2019-08-01 h3ader"]);
  expect((await identity.getToken("other/.default"))?.token).toBe("token-2");
});

test("asks again for a token that ends soon, and after a failure", async () => {
  const identity = managedIdentity(env);
  lifetime = 60;
  await identity.getToken("a/.default");
  expect((await identity.getToken("a/.default"))?.token).toBe("token-2");
  status = 500;
  await expect(identity.getToken("b/.default")).rejects.toThrow("The managed identity gave no token for b (500).");
  status = 200;
  expect((await identity.getToken("b/.default"))?.token).toBe("token-4");
});

test("a process without an identity is told so", async () => {
  await expect(managedIdentity({}).getToken("a")).rejects.toThrow(/^This process has no managed identity/);
});
