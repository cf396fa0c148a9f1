import { describe, expect, test } from "vitest";
import { parseStackConfig } from "../../src/stack/parse.ts";
import { sampleValues } from "../sample-project.ts";

const good = {
  "acs-events:communication": { dataLocation: "Europe" },
  "acs-events:endpoints": { "support-queue": { kind: "storage-queue", create: true } },
  "acs-events:values": { supportNumbers: "1555" },
  "azure-native:location": "westeurope",
};

/** What is reported when `change` is laid over a good configuration: `path: message` lines. */
function problemsWith(change: Record<string, unknown>): string[] {
  const parsed = parseStackConfig({ ...good, ...change }, "dev", sampleValues);
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`);
}

const endpointWith = (endpoint: unknown): string[] => problemsWith({ "acs-events:endpoints": { crm: endpoint } });
const id = (rest: string): string => `/subscriptions/0000/resourceGroups/crm/providers/${rest}`;

test("a complete configuration is read, with the defaults of what it omits", () => {
  expect(parseStackConfig(good, "dev", sampleValues)).toEqual({
    ok: true,
    config: {
      communication: { dataLocation: "Europe", localAuthentication: false },
      diagnostics: { retentionInDays: 30 },
      deadLetters: { container: "undelivered" },
      defaults: {},
      endpoints: { "support-queue": { kind: "storage-queue", create: true } },
      readers: [],
      secrets: {},
      teamStacks: [],
      values: { supportNumbers: "1555" },
    },
  });
});

describe("endpoints", () => {
  test.each([
    { kind: "webhook", url: "https://crm.contoso.example/api/sms" },
    { kind: "webhook", path: "/api/sms" },
    { kind: "webhook", url: "https://crm.contoso.example/api/sms", minimumTlsVersion: "1.0" },
    { kind: "azure-function", id: id("Microsoft.Web/sites/crm/functions/inbound") },
    { kind: "storage-queue", storageAccountId: id("Microsoft.Storage/storageAccounts/crm"), queueName: "texts" },
    { kind: "service-bus-queue", id: id("Microsoft.ServiceBus/namespaces/crm/queues/texts") },
    {
      kind: "service-bus-topic",
      id: id("Microsoft.ServiceBus/namespaces/crm/topics/texts"),
      deliverWithIdentity: true,
    },
    { kind: "event-hub", id: id("Microsoft.EventHub/namespaces/crm/eventhubs/texts") },
    { kind: "storage-queue", create: true },
    { kind: "service-bus-queue", create: true, entityName: "texts" },
    { kind: "event-hub", create: true },
  ])("$kind, $#: taken", (endpoint) => {
    expect(endpointWith(endpoint)).toEqual([]);
  });

  test.each([
    [
      "an unknown kind",
      { kind: "webhok" },
      'acs-events:endpoints.crm.kind: "webhok" will not do: there are the kinds webhook, azure-function, storage-queue, service-bus-queue, service-bus-topic, event-hub',
    ],
    [
      "http",
      { kind: "webhook", url: "http://crm.contoso.example/api" },
      'acs-events:endpoints.crm.url: "http://crm.contoso.example/api" will not do: Event Grid delivers over https only; the URL has to begin with https://',
    ],
    [
      "a key in the URL, which is not shown again",
      { kind: "webhook", url: "https://crm.contoso.example/api?code=s3cret" },
      'acs-events:endpoints.crm.url: "https://crm.contoso.example/api?…" will not do: a URL with a query or a password in it shows its secret to everybody who reads the file; ' +
        "end it before the ? and set the rest with `pulumi config set --secret --path 'acs-events:secrets.<endpoint>.query'`",
    ],
    [
      "a TLS version that Azure does not have",
      { kind: "webhook", minimumTlsVersion: "1.3" },
      'acs-events:endpoints.crm.minimumTlsVersion: "1.3" will not do: a TLS version in quotes: "1.0", "1.1" or "1.2", which is the default',
    ],
    [
      "a TLS version without quotes, which is a number",
      { kind: "webhook", minimumTlsVersion: 1.2 },
      'acs-events:endpoints.crm.minimumTlsVersion: 1.2 will not do: a TLS version in quotes: "1.0", "1.1" or "1.2", which is the default',
    ],
    [
      "an id of something else",
      { kind: "event-hub", id: id("Microsoft.ServiceBus/namespaces/crm/queues/texts") },
      `acs-events:endpoints.crm.id: "${id("Microsoft.ServiceBus/namespaces/crm/queues/texts")}" will not do: the resource id of an event hub: /subscriptions/…/resourceGroups/…/providers/Microsoft.EventHub/namespaces/{namespace}/eventhubs/{hub}`,
    ],
    [
      "a key that a created queue does not have",
      { kind: "storage-queue", create: true, entityNam: "texts" },
      'acs-events:endpoints.crm.entityNam: nothing here is called "entityNam"; did you mean "entityName"? known here: kind, create, entityName',
    ],
    [
      "no object at all",
      "queue",
      'acs-events:endpoints.crm: "queue" will not do: it takes a mapping of names to values',
    ],
  ])("%s is refused", (_, endpoint, message) => {
    expect(endpointWith(endpoint)).toEqual([message]);
  });
});

describe("problems", () => {
  test("all are reported at once, each with path, value and what is allowed", () => {
    const found = problemsWith({
      "acs-events:endpoint": {},
      "acs-events:defaults": { maxDeliveryAttempts: 31, undeliveredEvents: "lost" },
      "acs-events:values": { supportNumbers: 1555 },
      "acs-events:diagnostics": true,
    });
    expect(found).toEqual([
      "acs-events:diagnostics: true will not do: it takes { retentionInDays: 30 to 730 }, { workspaceId: … }, or false",
      "acs-events:defaults.maxDeliveryAttempts: 31 will not do: the most is 30",
      'acs-events:defaults.undeliveredEvents: "lost" will not do: it is one of kept, dropped',
      "acs-events:values.supportNumbers: 1555 will not do: it takes text, in quotes",
      'acs-events:endpoint: nothing here is called "endpoint"; did you mean "endpoints"? known here: resourceGroup, communication, diagnostics, deadLetters, handlers, alerts, readers, defaults, teamStacks, expires, endpoints, secrets, values',
    ]);
  });

  test("an empty configuration says what has to be set", () => {
    const parsed = parseStackConfig({}, "prod", sampleValues);
    expect(parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      "acs-events:communication: Pulumi.prod.yaml does not set it; it takes { dataLocation: … } for a new resource, or { existing: … } for one that is there already",
      "acs-events:values: Pulumi.prod.yaml does not set it; it takes a mapping of names to values",
    ]);
  });

  test("a secret of an endpoint that is not there, or that takes none", () => {
    const secrets = { sms: { query: "code=1" }, "support-queue": { query: "code=1" } };
    expect(problemsWith({ "acs-events:secrets": secrets })).toEqual([
      'acs-events:secrets.sms: a secret is set for the endpoint "sms", which is not declared under acs-events:endpoints in Pulumi.dev.yaml; declared: support-queue',
      'acs-events:secrets.support-queue: a secret is set for the endpoint "support-queue", which is of the kind storage-queue; only webhooks take a query',
    ]);
  });

  test("readers who are nobody, or who read what is not made here", () => {
    const reader = { principalId: "11111111-2222-3333-4444-555555555555", principalType: "Group" };
    expect(problemsWith({ "acs-events:readers": [{ ...reader, of: ["undelivered", "support-queue"] }] })).toEqual([]);
    expect(problemsWith({ "acs-events:readers": [{ ...reader, of: ["support-queue", "other"] }] })).toEqual([
      'acs-events:readers[0].of[1]: "other" is not made by this stack, so nobody gets a role on it here; allowed: undelivered, support-queue',
    ]);
    expect(problemsWith({ "acs-events:readers": [{ ...reader, principalId: "support" }] })).toHaveLength(1);
    expect(problemsWith({ "acs-events:readers": [{ ...reader, principalType: "Team" }] })).toHaveLength(1);
  });

  test("a secret is never shown, whatever is wrong with it", () => {
    const found = problemsWith({ "acs-events:secrets": { "support-queue": { query: ["s3cret"] } } });
    expect(found).not.toEqual([]);
    expect(found.join("\n")).not.toContain("s3cret");
  });
});
