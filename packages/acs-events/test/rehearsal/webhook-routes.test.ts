import { expect, test } from "vitest";
import { createRedirects } from "../../src/emulator/delivery/redirects.ts";
import { checkHandlerNames, routeWebhooks } from "../../src/rehearsal/webhook-routes.ts";
import type { StackConfig } from "../../src/stack/schema.ts";
import { UserError } from "../../src/text/user-error.ts";

const functionId = "/subscriptions/1/resourceGroups/g/providers/Microsoft.Web/sites/crm/functions/inbound";
// Only the endpoints matter here.
const config = {
  endpoints: {
    sms: { kind: "webhook", url: "https://handlers.contoso.example/api/sms?code=1" },
    other: { kind: "webhook", url: "https://handlers.contoso.example/v2/other" },
    waiting: { kind: "webhook" },
    root: { kind: "webhook", url: "https://root.contoso.example" },
    crm: { kind: "azure-function", id: functionId },
    made: { kind: "azure-function", create: true },
    called: { kind: "azure-function", create: true, entityName: "inbound" },
    queue: { kind: "storage-queue", create: true },
  },
} as unknown as StackConfig;
const project = { url: "http://127.0.0.1:81", paths: ["/api/sms"] };
const standIn = "http://127.0.0.1:82";

test("a webhook goes to the handler of its path, else to a stand-in, which is said", () => {
  const { redirects, standIns } = routeWebhooks(config, { named: {}, project, standIn });
  const table = createRedirects(redirects);
  expect(table.webhook("https://handlers.contoso.example/api/sms?code=1")).toMatchObject({
    url: { href: "http://127.0.0.1:81/api/sms?code=1" },
  });
  for (const url of [
    "https://handlers.contoso.example/v2/other",
    "https://root.contoso.example",
    "https://else.example/x",
  ]) {
    expect(table.webhook(url)).toMatchObject({ url: { origin: standIn } });
  }
  expect(table.azureFunction(functionId)).toMatchObject({ url: { origin: standIn } });
  expect(standIns).toEqual([
    { endpoint: "other", path: "/v2/other", nameable: true },
    { endpoint: "root", path: "/", nameable: true },
    { endpoint: "crm", path: "/runtime/webhooks/EventGrid?functionName=inbound", nameable: true },
    { endpoint: "made", path: "/runtime/webhooks/EventGrid?functionName=made", nameable: false },
    { endpoint: "called", path: "/runtime/webhooks/EventGrid?functionName=inbound", nameable: false },
  ]);
});

test("a function that the package has needs no stand-in; one that is there already is another's", () => {
  const withPackage = { ...project, eventGrid: ["inbound"] };
  const { standIns } = routeWebhooks(config, { named: {}, project: withPackage, standIn });
  expect(standIns.map(({ endpoint }) => endpoint)).toEqual(["other", "root", "crm", "made"]);
});

test("a named handler comes first, and keeps its path", () => {
  const named = {
    sms: "http://127.0.0.1:7071/runtime/webhooks/x?functionName=sms",
    root: "http://127.0.0.1:7072/",
    crm: "http://127.0.0.1:7073/here",
  };
  const { redirects, standIns } = routeWebhooks(config, { named, project, standIn });
  const table = createRedirects(redirects);
  const led = (endpoint: string) => table.webhook(endpoint);
  expect(led("https://handlers.contoso.example/api/sms?code=1")).toMatchObject({
    url: { href: "http://127.0.0.1:7071/runtime/webhooks/x?functionName=sms&code=1" },
  });
  expect(led("https://root.contoso.example/")).toMatchObject({ url: { href: "http://127.0.0.1:7072/" } });
  expect(table.azureFunction(functionId)).toMatchObject({ url: { href: "http://127.0.0.1:7073/here" } });
  expect(standIns.map(({ endpoint }) => endpoint)).toEqual(["other", "made", "called"]);
});

test("a handler for an endpoint that there is not, or that is no webhook", () => {
  expect(() => checkHandlerNames(config, { sms: "http://127.0.0.1:1", waiting: "http://127.0.0.1:1" })).not.toThrow();
  expect(() => checkHandlerNames(undefined, { anything: "http://127.0.0.1:1" })).not.toThrow();
  expect(() => checkHandlerNames(config, { smss: "http://127.0.0.1:1", queue: "http://127.0.0.1:1" })).toThrow(
    new UserError(
      [
        '--handler smss: no webhook or existing function has this name; the stack has sms, other, waiting, root, crm. Did you mean "sms"?',
        "--handler queue: no webhook or existing function has this name; the stack has sms, other, waiting, root, crm.",
      ].join("\n"),
    ),
  );
});
