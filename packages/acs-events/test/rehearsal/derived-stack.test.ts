import { expect, test } from "vitest";
import { parse } from "yaml";
import { deriveStack } from "../../src/rehearsal/derived-stack.ts";

const real = `
encryptionsalt: v1:c2FsdA==
secretsprovider: azurekeyvault://contoso.vault.azure.net/keys/pulumi
encryptedkey: YWJj
config:
  azure-native:location: westeurope
  acs-events:communication: { dataLocation: Europe, protect: true }
  acs-events:endpoints:
    queue: { kind: storage-queue, create: true }
    deployed: { kind: webhook, url: https://handlers.contoso.example/api/sms }
    pending: { kind: webhook, path: /api/chat }
    bare: { kind: webhook }
  acs-events:secrets:
    deployed: { query: { secure: v1:cipher }, headers: { x-key: { secure: v1:cipher } } }
  acs-events:values: { supportNumbers: "1555" }
`;

test("secrets and pending webhooks get stand-ins, protection goes, the rest stays", () => {
  const { text, standIns } = deriveStack(real);
  expect(parse(text)).toEqual({
    config: {
      "azure-native:location": "westeurope",
      "acs-events:communication": { dataLocation: "Europe", protect: false },
      "acs-events:endpoints": {
        queue: { kind: "storage-queue", create: true },
        deployed: { kind: "webhook", url: "https://handlers.contoso.example/api/sms" },
        pending: { kind: "webhook", path: "/api/chat", url: "https://pending.handlers.example/api/chat" },
        bare: { kind: "webhook", url: "https://pending.handlers.example/api/bare" },
      },
      "acs-events:secrets": {
        deployed: { query: "code=local-stand-in-of-a-secret", headers: { "x-key": "local-stand-in" } },
      },
      "acs-events:values": { supportNumbers: "1555" },
    },
  });
  expect(standIns).toEqual([
    { path: "acs-events:secrets.deployed.query", why: "secret" },
    { path: "acs-events:secrets.deployed.headers.x-key", why: "secret" },
    { path: "acs-events:endpoints.pending.url", why: "pending webhook" },
    { path: "acs-events:endpoints.bare.url", why: "pending webhook" },
  ]);
});

test("an existing Communication Services resource is not touched", () => {
  const existing = "config:\n  acs-events:communication: { existing: /subscriptions/x }\n";
  expect(parse(deriveStack(existing).text)).toEqual(parse(existing));
});

test("a stack file without configuration gives one without configuration", () => {
  expect(parse(deriveStack("").text)).toEqual({ config: {} });
});
