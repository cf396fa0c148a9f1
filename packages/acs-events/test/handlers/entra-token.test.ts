import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CryptoKey, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { entraToken } from "../../src/handlers/entra/index.ts";
import { receiver } from "../../src/handlers/receiver.ts";
import { post, text, validation } from "./deliveries.ts";

const tenantId = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const audience = "11111111-2222-4333-8444-555555555555";
const eventGrid = "4962773b-9cdb-44cf-a8bf-237846a00ab7";
const start = new Date("2026-11-28T12:00:00Z");

/** A stand-in for the page with the tenant's keys; `published` are the ids of the keys that are on it. */
const keys = new Map<string, CryptoKey>();
const published = new Map<string, object>();
let answers = 200;
const server = createServer((_, response) => {
  response.writeHead(answers, { "content-type": "application/json" });
  response.end(JSON.stringify({ keys: [...published.values()] }));
});
let jwks: URL;

async function addKey(kid: string): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  keys.set(kid, privateKey);
  published.set(kid, { ...(await exportJWK(publicKey)), kid, use: "sig" });
}

beforeAll(async () => {
  await addKey("first");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  jwks = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const claims = {
  iss: `https://sts.windows.net/${tenantId}/`,
  aud: audience,
  tid: tenantId,
  appid: eventGrid,
  iat: start.getTime() / 1_000 - 60,
  nbf: start.getTime() / 1_000 - 60,
  exp: start.getTime() / 1_000 + 3_600,
};

async function token(changes: JWTPayload = {}, kid = "first"): Promise<string> {
  const key = keys.get(kid);
  if (key === undefined) throw new Error("no such key");
  return new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: "RS256", kid }).sign(key);
}

const receiving = (options: Partial<Parameters<typeof entraToken>[0]> = {}, subscriptions?: readonly string[]) =>
  receiver({
    on: { "Microsoft.Communication.SMSReceived": () => {} },
    authentication: entraToken({ tenantId, audience, keys: jwks, now: () => start, ...options }),
    ...(subscriptions === undefined ? {} : { subscriptions }),
  });
const status = async (authorization: string | undefined, receive = receiving()): Promise<number> =>
  (await receive(post([text], authorization === undefined ? {} : { authorization }))).status;

describe("a bearer token", () => {
  test("of version 1 and of version 2 is accepted", async () => {
    expect(await status(`Bearer ${await token()}`)).toBe(200);
    const { appid: _, ...second } = claims;
    const version2 = { ...second, iss: `https://login.microsoftonline.com/${tenantId}/v2.0`, azp: eventGrid };
    const signed = await new SignJWT(version2)
      .setProtectedHeader({ alg: "RS256", kid: "first" })
      .sign(keys.get("first") as CryptoKey);
    expect(await status(`Bearer ${signed}`)).toBe(200);
  });

  test.each([
    ["another issuer", { iss: "https://sts.windows.net/00000000-0000-4000-8000-000000000000/" }],
    ["another tenant", { tid: "00000000-0000-4000-8000-000000000000" }],
    ["another audience", { aud: "https://management.azure.com" }],
    ["another application", { appid: "00000000-0000-4000-8000-000000000000" }],
    ["no application", { appid: undefined }],
    ["expired", { exp: claims.iat - 600 }],
    ["not valid yet", { nbf: claims.exp }],
    ["no expiry", { exp: undefined }],
  ])("is refused for good: %s", async (_, changes) => {
    expect(await status(`Bearer ${await token(changes as JWTPayload)}`)).toBe(401);
  });

  test.each([
    ["none", undefined],
    ["another scheme", "Basic dXNlcjpwYXNz"],
    ["not a token", "Bearer abc"],
    [
      "without signature",
      `Bearer ${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from("{}").toString("base64url")}.x`,
    ],
  ])("is refused: %s", async (_, authorization) => {
    expect(await status(authorization)).toBe(401);
  });

  test("with a changed payload, or signed with the shared secret of an algorithm that is not expected, is refused", async () => {
    const [header, , signature] = (await token()).split(".");
    const payload = Buffer.from(JSON.stringify({ ...claims, sub: "somebody" })).toString("base64url");
    expect(await status(`Bearer ${header}.${payload}.${signature}`)).toBe(401);
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256", kid: "first" })
      .sign(Buffer.from("x".repeat(32)));
    expect(await status(`Bearer ${symmetric}`)).toBe(401);
    // The public key is no secret: whoever has it must not be able to sign with it.
    const publicKey = Buffer.from(JSON.stringify(published.get("first")));
    const confused = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "first" }).sign(publicKey);
    expect(await status(`Bearer ${confused}`)).toBe(401);
    const none = Buffer.from(JSON.stringify({ alg: "none", kid: "first" })).toString("base64url");
    for (const unsigned of [`${none}.${payload}.`, `${none}.${payload}.${signature}`]) {
      expect(await status(`Bearer ${unsigned}`)).toBe(401);
    }
  });

  test("names no key of its own: what it says of keys is not followed", async () => {
    const { publicKey, privateKey } = await generateKeyPair("RS256");
    const jwk = await exportJWK(publicKey);
    let asked = 0;
    const strangers = createServer((_, response) => {
      asked += 1;
      response.end(JSON.stringify({ keys: [{ ...jwk, kid: "stranger" }] }));
    });
    await new Promise<void>((resolve) => strangers.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void strangers.close());
    const url = `http://127.0.0.1:${(strangers.address() as AddressInfo).port}/keys`;
    const headers: readonly object[] = [
      { kid: "first" },
      { kid: "stranger", jku: url },
      { kid: "stranger", x5u: url },
      { kid: "first", jwk },
      { kid: url },
      { kid: "../../first" },
      { kid: "" },
      {},
      { kid: "first", crit: ["exp"] },
      { kid: "first", typ: "at+jwt", b64: false },
    ];
    for (const header of headers) {
      const signed = await new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(privateKey);
      const [, payload, signature] = signed.split(".");
      const forged = Buffer.from(JSON.stringify({ alg: "RS256", ...header })).toString("base64url");
      expect(await status(`Bearer ${forged}.${payload}.${signature}`), JSON.stringify(header)).toBe(401);
    }
    expect(asked).toBe(0);
  });

  test("without a key's name is taken for the only key; with two keys it is refused", async () => {
    const withoutName = (): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ alg: "RS256" }).sign(keys.get("first") as CryptoKey);
    expect(await status(`Bearer ${await withoutName()}`)).toBe(200);
    await addKey("another");
    expect(await status(`Bearer ${await withoutName()}`)).toBe(401);
    published.delete("another");
  });

  test.each(["RS384", "RS512", "PS256"])(
    "of another algorithm is refused, though the key is right: %s",
    async (alg) => {
      const pair = await generateKeyPair(alg);
      published.set("other-algorithm", { ...(await exportJWK(pair.publicKey)), kid: "other-algorithm", use: "sig" });
      const signed = await new SignJWT(claims)
        .setProtectedHeader({ alg, kid: "other-algorithm" })
        .sign(pair.privateKey);
      expect(await status(`Bearer ${signed}`)).toBe(401);
      published.delete("other-algorithm");
    },
  );

  test.each([
    ["expired 299 seconds ago", { exp: start.getTime() / 1_000 - 299 }, 200],
    ["expired 301 seconds ago", { exp: start.getTime() / 1_000 - 301 }, 401],
    ["valid in 299 seconds", { nbf: start.getTime() / 1_000 + 299 }, 200],
    ["valid in 301 seconds", { nbf: start.getTime() / 1_000 + 301 }, 401],
    ["of several audiences, ours among them", { aud: ["x", audience] }, 200],
    ["of no audience", { aud: [] }, 401],
    ["of an audience that begins with ours", { aud: `${audience}0` }, 401],
    ["with an expiry that is a text", { exp: "9999999999" }, 401],
    ["with an issuer that is a list", { iss: [claims.iss] }, 401],
    ["with an application that is an object", { appid: { toString: eventGrid } }, 401],
  ])("whose clock or claims are at the edge: %s", async (_, changes, expected) => {
    expect(await status(`Bearer ${await token(changes as unknown as JWTPayload)}`)).toBe(expected);
  });

  test("is compared with GUIDs that are configured in capitals", async () => {
    const capitals = { tenantId: tenantId.toUpperCase(), audience: audience.toUpperCase(), eventGridAppId: eventGrid };
    expect(await status(`Bearer ${await token()}`, receiving(capitals))).toBe(200);
  });

  test("needs a role where one is asked for", async () => {
    const receive = receiving({ roles: ["AzureEventGridSecureWebhookSubscriber"] });
    expect(await status(`Bearer ${await token()}`, receive)).toBe(401);
    expect(await status(`Bearer ${await token({ roles: ["AzureEventGridSecureWebhookSubscriber"] })}`, receive)).toBe(
      200,
    );
  });
});

test("keys are rotated while a receiver runs: the new one is fetched, the old one is forgotten", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const receive = receiving();
  await addKey("today");
  expect(await status(`Bearer ${await token({}, "today")}`, receive)).toBe(200);
  await addKey("tomorrow");
  vi.setSystemTime(Date.now() + 31_000);
  expect(await status(`Bearer ${await token({}, "tomorrow")}`, receive)).toBe(200);
  published.delete("today");
  expect(await status(`Bearer ${await token({}, "today")}`, receive)).toBe(200);
  vi.setSystemTime(Date.now() + 601_000);
  expect(await status(`Bearer ${await token({}, "today")}`, receive)).toBe(401);
  published.delete("tomorrow");
});

test("a key that is new is fetched; one that is unknown is refused", async () => {
  await addKey("second");
  expect(await status(`Bearer ${await token({}, "second")}`)).toBe(200);
  await addKey("third");
  published.delete("third");
  expect(await status(`Bearer ${await token({}, "third")}`)).toBe(401);
});

test("where the keys cannot be read, the sender tries again: 503, and no event is lost", async () => {
  answers = 500;
  try {
    expect(await status(`Bearer ${await token()}`, receiving())).toBe(503);
  } finally {
    answers = 200;
  }
});

test("a validation handshake without a token is answered for a subscription that is expected", async () => {
  const receive = receiving({}, ["support-sms"]);
  const asked = { "aeg-event-type": "SubscriptionValidation" };
  expect((await receive(post([validation], asked))).status).toBe(200);
  expect((await receive(post([validation], { ...asked, "aeg-subscription-name": "other" }))).status).toBe(401);
});

test("wrong settings are said at once", () => {
  expect(() => entraToken({ tenantId: "contoso", audience: "" })).toThrow(
    /Invalid tenantId "contoso".*\n.*audience is empty/,
  );
});
