import { expect, test } from "vitest";
import { parse } from "yaml";
import { withImportedConfig } from "../../../src/cli/import/stack-file.ts";
import { type FoundEndpoint, unseen } from "../../../src/team-files/adopt/found-endpoint.ts";

const endpoints = new Map<string, FoundEndpoint>([
  [
    "handlers-sms",
    { endpoint: { kind: "webhook", url: "https://handlers.contoso.example/api/sms" }, suggestedName: undefined },
  ],
  ["unknown-webhook", { endpoint: { kind: "webhook" }, hidden: "url", suggestedName: undefined }],
  [
    "calls",
    { endpoint: { kind: "service-bus-queue", id: "/q", deliverWithIdentity: false }, suggestedName: undefined },
  ],
  [
    "hub",
    { endpoint: { kind: "event-hub", id: unseen, deliverWithIdentity: true }, hidden: "id", suggestedName: undefined },
  ],
]);
const communication = { existing: "/acs", systemTopic: "/topic" };

test("a TLS version is written in quotes: in YAML, 1.0 is the number 1", () => {
  const old: FoundEndpoint = {
    endpoint: { kind: "webhook", url: "https://old.contoso.example/sms", minimumTlsVersion: "1.0" },
    suggestedName: undefined,
  };
  const text = withImportedConfig("config: {}\n", { endpoints: new Map([["old", old]]) });
  expect(parse(text).config["acs-events:endpoints"].old.minimumTlsVersion).toBe("1.0");
});

test("what was found is added, what is there stays, comments and all", () => {
  const before = `# The stack.
config:
  azure-native:location: westeurope
  acs-events:communication:
    dataLocation: Europe # where it keeps data
  # Where events can go.
  acs-events:endpoints:
    support-queue:
      kind: storage-queue
      create: true
  acs-events:values:
    supportNumbers: "1555"
`;
  expect(withImportedConfig(before, { endpoints, communication })).toBe(`# The stack.
config:
  azure-native:location: westeurope
  acs-events:communication:
    existing: /acs
    systemTopic: /topic
    # dataLocation: Europe # where it keeps data
  # Where events can go.
  acs-events:endpoints:
    support-queue:
      kind: storage-queue
      create: true
    handlers-sms:
      kind: webhook
      url: https://handlers.contoso.example/api/sms
    unknown-webhook:
      kind: webhook
    calls:
      kind: service-bus-queue
      id: /q
  acs-events:values:
    supportNumbers: "1555"
`);
});

test.each([[""], ["config: {}\n"], ["config:\n  acs-events:endpoints: {}\n"], ["config:\n"]])(
  "a file with %j gets all of it",
  (before) => {
    const after = withImportedConfig(before, { endpoints });
    expect(Object.keys(parse(after).config["acs-events:endpoints"])).toEqual([
      "handlers-sms",
      "unknown-webhook",
      "calls",
    ]);
  },
);
