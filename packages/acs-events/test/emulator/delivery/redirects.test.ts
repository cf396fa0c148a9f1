import { describe, expect, test } from "vitest";
import { createLocalHttp } from "../../../src/emulator/delivery/local-http.ts";
import { createRedirects, local, shownEndpoint } from "../../../src/emulator/delivery/redirects.ts";

const functionId = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Web/sites/crm/functions/inbound";

describe("a webhook is redirected by its origin or host, and keeps path and query", () => {
  test.each([
    [
      "https://handlers.contoso.example",
      "https://handlers.contoso.example/api/sms?code=1",
      "http://127.0.0.1:81/api/sms?code=1",
    ],
    ["handlers.contoso.example", "https://handlers.contoso.example/api/sms", "http://127.0.0.1:81/api/sms"],
    ["https://Handlers.Contoso.example", "https://HANDLERS.contoso.example", "http://127.0.0.1:81/"],
    ["https://handlers.contoso.example:8443", "https://handlers.contoso.example:8443/", "http://127.0.0.1:81/"],
  ])("%s", (key, endpoint, expected) => {
    const redirected = createRedirects({ [key]: "http://127.0.0.1:81" }).webhook(endpoint);
    expect(redirected.kind === "local" && redirected.url.href).toBe(expected);
  });

  test("one webhook goes before its origin, and its handler may have a path of its own", () => {
    const redirects = createRedirects({
      "https://handlers.contoso.example": "http://127.0.0.1:81",
      "https://handlers.contoso.example/api/sms?code=2": "http://127.0.0.1:82/runtime?functionName=sms",
      "https://handlers.contoso.example/": "http://127.0.0.1:83/root",
      "https://handlers.contoso.example/api/chat": "http://127.0.0.1:84",
      "*": "http://127.0.0.1:85",
    });
    const expected: Readonly<Record<string, string>> = {
      "https://handlers.contoso.example/api/other?a=b": "http://127.0.0.1:81/api/other?a=b",
      "https://handlers.contoso.example/api/sms?code=1": "http://127.0.0.1:82/runtime?functionName=sms&code=1",
      "https://handlers.contoso.example/api/sms": "http://127.0.0.1:82/runtime?functionName=sms",
      "https://handlers.contoso.example": "http://127.0.0.1:83/root",
      "https://handlers.contoso.example/api/chat?code=1": "http://127.0.0.1:84/api/chat?code=1",
      "https://elsewhere.example//x?y": "http://127.0.0.1:85//x?y",
    };
    for (const [endpoint, href] of Object.entries(expected)) {
      expect(redirects.webhook(endpoint)).toMatchObject({ url: { href } });
    }
    expect(redirects.azureFunction(functionId)).toMatchObject({
      url: { href: "http://127.0.0.1:85/runtime/webhooks/EventGrid?functionName=inbound" },
    });
  });

  test("the origin goes before the host", () => {
    const redirects = createRedirects({
      "handlers.contoso.example": "http://127.0.0.1:81",
      "https://handlers.contoso.example": "http://127.0.0.1:82",
    });
    expect(redirects.webhook("https://handlers.contoso.example/a")).toMatchObject({
      url: { href: "http://127.0.0.1:82/a" },
    });
  });

  test.each([
    ["https://other.contoso.example/api?code=s3cret", "other.contoso.example"],
    ["https://handlers.contoso.example:8443/", "handlers.contoso.example:8443"],
    ["https://sub.handlers.contoso.example/", "sub.handlers.contoso.example"],
    ["https://127.0.0.1/", "127.0.0.1"],
    ["https://handlers.contoso.example@evil.example/", "evil.example"],
  ])("%s is not in the table, and says so without its query", (endpoint, host) => {
    const redirects = createRedirects({ "https://handlers.contoso.example": "http://127.0.0.1:81" });
    expect(redirects.webhook(endpoint)).toEqual({
      kind: "nowhere",
      reason: `there is no local handler for ${host}; add "https://${host}" to the table of redirects`,
    });
  });

  test("an endpoint that is not a URL", () => {
    expect(createRedirects({}).webhook("nothing")).toEqual({ kind: "nowhere", reason: "the endpoint is not a URL" });
  });
});

describe("a function is redirected by its id or by the host of its app", () => {
  test.each([
    [{ [functionId]: "http://127.0.0.1:81" }, "http://127.0.0.1:81/runtime/webhooks/EventGrid?functionName=inbound"],
    [{ [functionId.toUpperCase()]: "http://127.0.0.1:81/here?a=b" }, "http://127.0.0.1:81/here?a=b"],
    [
      { "https://crm.azurewebsites.net": "http://127.0.0.1:81" },
      "http://127.0.0.1:81/runtime/webhooks/EventGrid?functionName=inbound",
    ],
  ])("%j", (table, expected) => {
    const redirected = createRedirects(table).azureFunction(functionId);
    expect(redirected.kind === "local" && redirected.url.href).toBe(expected);
  });

  test("without one, nothing is contacted", () => {
    expect(createRedirects({}).azureFunction(functionId)).toEqual({
      kind: "nowhere",
      reason: `there is no local handler for the function ${functionId}; add its id or "https://crm.azurewebsites.net" to the table of redirects`,
    });
  });
});

test("a table says all that is wrong with it", () => {
  const table = {
    "a.example/path": "http://127.0.0.1:81",
    "https://b.example": "https://b.example",
    "https://c.example": "http://localhost:81",
    "https://d.example": "http://127.0.0.1:81/path",
    "https://e.example": "http://user@127.0.0.1:81",
    "/subscriptions/0/somewhere": "http://127.0.0.1:81",
    "https://fine.example": "http://127.0.0.1:81",
  };
  expect(() => createRedirects(table)).toThrow(
    new Error(
      [
        "the table of redirects cannot be used:",
        '  "a.example/path": "http://127.0.0.1:81": not an origin like https://handlers.contoso.example, a host, nor the URL of one webhook',
        '  "https://b.example": "https://b.example": a local handler is http://127.0.0.1:PORT, and nothing else is ever contacted',
        '  "https://c.example": "http://localhost:81": a local handler is http://127.0.0.1:PORT, and nothing else is ever contacted',
        '  "https://d.example": "http://127.0.0.1:81/path": a local handler has no path of its own: path and query are those of the webhook',
        '  "https://e.example": "http://user@127.0.0.1:81": a local handler is http://127.0.0.1:PORT, and nothing else is ever contacted',
        '  "/subscriptions/0/somewhere": "http://127.0.0.1:81": not the id of a function, /subscriptions/…/providers/Microsoft.Web/sites/{app}/functions/{function}',
      ].join("\n"),
    ),
  );
});

test.each([
  "https://127.0.0.1/",
  "http://127.0.0.2/",
  "http://localhost/",
  "http://[::1]/",
  "http://127.0.0.1.evil.example/",
  "http://user@127.0.0.1/",
  "http://handlers.contoso.example/",
])("nothing is sent to %s", async (url) => {
  const message = `the local Azure contacts nothing but http://127.0.0.1, and was about to contact ${new URL(url).origin}`;
  expect(() => local(new URL(url))).toThrow(new Error(message));
  const sent = createLocalHttp().send({ method: "POST", url: new URL(url), headers: {} }, { answer: 10 });
  await expect(sent).rejects.toThrow(new Error(message));
});

test("what is shown of an endpoint is never its query", () => {
  expect(shownEndpoint("https://user:word@handlers.contoso.example/api/sms?code=s3cret#x")).toBe(
    "https://handlers.contoso.example/api/sms",
  );
  expect(shownEndpoint("?code=s3cret")).toBe("an endpoint that is not a URL");
});
