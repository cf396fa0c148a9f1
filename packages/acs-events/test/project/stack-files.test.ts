import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entriesIn, readStackFile, stacksOf } from "../../src/project/stack-files.ts";
import { anyValues } from "../../src/stack/schema.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "acs-events-"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: acs-events\n");
  writeFileSync(join(folder, "Pulumi.prod.yaml"), 'config:\n  acs-events:values: { supportNumbers: "1555" }\n');
  writeFileSync(join(folder, "Pulumi.broken.yaml"), "config:\n  acs-events:values: { supportNumbers: [1555 }\n");
  writeFileSync(
    join(folder, "Pulumi.dev.yaml"),
    `encryptionsalt: v1:salt
config:
  acs-events:communication: { dataLocation: Europe }
  acs-events:endpoints: { crm: { kind: webhook, url: "https://crm.contoso.example/api" } }
  acs-events:secrets: { crm: { query: { secure: v1:cipher } } }
  acs-events:values: { supportNumbers: "1555" }
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test("secrets stay the cipher text that they are", () => {
  const parsed = readStackFile(folder, "dev", anyValues);
  expect(parsed.ok && parsed.config.secrets).toEqual({ crm: { query: { secure: "v1:cipher" } } });
});

test("the stacks of a folder, without the project file", () => {
  expect(stacksOf(folder)).toEqual(["broken", "dev", "prod"]);
});

test("a stack that is not there is answered with those that are", () => {
  expect(() => readStackFile(folder, "staging", anyValues)).toThrow(
    'There is no stack "staging": Pulumi.staging.yaml does not exist; there are broken, dev, prod.',
  );
});

test("settings beside config, where Pulumi passes over them, are said", () => {
  const text = "config:\n  acs-events:values: {}\nacs-events:handlers:\n  kind: function-app\nacs-events:alerts: {}\n";
  expect(() => entriesIn(text, "Pulumi.dev.yaml")).toThrow(
    'Pulumi.dev.yaml: these settings are beside "config", where nobody reads them: acs-events:handlers, acs-events:alerts. Write them below "config:", two spaces further in.',
  );
});

test("YAML that is none says line and column", () => {
  expect(() => readStackFile(folder, "broken", anyValues)).toThrow(
    /^Pulumi\.broken\.yaml is not valid YAML, line 2, column \d+: /,
  );
});
