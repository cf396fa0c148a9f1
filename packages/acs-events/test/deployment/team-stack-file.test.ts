import { expect, test } from "vitest";
import { parse } from "yaml";
import { teamStackFile } from "../../src/deployment/team-stack-file.ts";

const shared = `encryptionsalt: v1:shared
config:
  azure-native:location: westeurope
  acs-events:communication: { dataLocation: Europe }
  acs-events:secrets: { hooks: { query: { secure: v1:abc } } }
`;

test("without a file of its own, all of it is that of the stack with the topic", () => {
  const { text, ...more } = teamStackFile("prod", shared, undefined);
  expect(more).toEqual({ sharedStack: "prod" });
  expect(parse(text)).toEqual({
    encryptionsalt: "v1:shared",
    config: {
      "azure-native:location": "westeurope",
      "acs-events:communication": { dataLocation: "Europe" },
      "acs-events:secrets": { hooks: { query: "from-the-shared-stack" } },
      "acs-events:sharedStack": "prod",
    },
  });
});

test("what the team's own file says comes first: a reference elsewhere, another provider setting", () => {
  const own = `encryptionsalt: v1:own
config:
  acs-events:sharedStack: contoso/events/prod
  azure-native:location: northeurope
`;
  const { text, sharedStack } = teamStackFile("prod", shared, own);
  expect(sharedStack).toBe("contoso/events/prod");
  expect(parse(text)).toMatchObject({
    // Nothing in it is encrypted, so the values of the shared file stay readable.
    encryptionsalt: "v1:shared",
    config: { "azure-native:location": "northeurope", "acs-events:sharedStack": "contoso/events/prod" },
  });
});

test("with secrets of its own, the file is encrypted as it says", () => {
  const own = `secretsprovider: azurekeyvault://contoso.vault.azure.net/keys/pulumi
encryptedkey: AAAA
config:
  azure-native:clientSecret: { secure: v1:def }
`;
  const { text, secretsProvider } = teamStackFile("prod", shared, own);
  const parsed = parse(text);
  expect(secretsProvider).toBe("azurekeyvault://contoso.vault.azure.net/keys/pulumi");
  expect(parsed).toMatchObject({
    secretsprovider: "azurekeyvault://contoso.vault.azure.net/keys/pulumi",
    encryptedkey: "AAAA",
    config: { "azure-native:clientSecret": { secure: "v1:def" } },
  });
  expect(parsed).not.toHaveProperty("encryptionsalt");
});

test("an empty file says nothing", () => {
  expect(teamStackFile("prod", shared, "")).toEqual(teamStackFile("prod", shared, undefined));
});
