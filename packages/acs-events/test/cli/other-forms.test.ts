import { expect, test } from "vitest";
import { readText } from "../../src/cli/input/read-text.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";
import { textOfBytes } from "../../src/text/utf8.ts";

/*
 * What people have beside the forms that are read: each gets a sentence that says what it is and what to give instead.
 */

const sms = { name: "texts", filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] } };
const id =
  "/subscriptions/1/resourceGroups/contoso/providers/Microsoft.EventGrid/systemTopics/t/eventSubscriptions/texts";

test.each<[string, string, RegExp]>([
  ["az -o tsv", `None\tNone\tNone\tEventGridSchema\t${id}\ttexts\n`, /-o tsv.*-o json/],
  ["az -o table", "Name    Topic\n------  -------\ntexts   t\n", /table for people/],
  ["az -o yaml", "- name: texts\n  labels: null\n", /is YAML/],
  ["az's warning before the answer", `WARNING: in preview\n${JSON.stringify([sms])}`, /WARNING.*2>&1/],
  ["an error of az", "ERROR: (ResourceNotFound) The Resource was not found.\n", /error of az/],
  ["a login page", "<!DOCTYPE html><html></html>", /HTML/],
  [
    "a plan of Terraform for people",
    "Terraform will perform the following actions:\n\n  # a.b will be created\n",
    /terraform show -json tfplan/,
  ],
  [
    "the log of terraform plan -json",
    '{"@level":"info","type":"version"}\n{"@level":"info"}\n',
    /log that terraform plan -json/,
  ],
  ["a preview of Pulumi for people", "Previewing update (dev):\n + pulumi:pulumi:Stack\n", /pulumi preview --json/],
])("text that is no JSON: %s", async (_, text, sentence) => {
  await expect(readText("f.txt", text)).rejects.toThrow(sentence);
});

const type = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
const attributes = { name: "texts", scope: "/x" };
test.each<[string, unknown, RegExp]>([
  [
    "a state of Terraform on the disk",
    { version: 4, terraform_version: "1.9.5", lineage: "x", resources: [] },
    /Terraform 1\.9\.5 .* version 4 of its format\. Print it: terraform show -json terraform\.tfstate/,
  ],
  [
    "one of Terraform 0.11",
    { version: 3, terraform_version: "0.11.14", modules: [{ resources: { a: { primary: { attributes } } } }] },
    /Terraform 0\.11\.14 .* version 3 of its format\. Terraform 0\.12 or later prints it.*terraform show -json .*replace-provider/,
  ],
  [
    "an encrypted state of OpenTofu",
    { serial: 1, lineage: "x", meta: {}, encrypted_data: "x", encryption_version: "v0" },
    /OpenTofu.*tofu show -json/,
  ],
  [
    "what-if",
    { changes: [{ changeType: "Create", resourceId: id, before: null, after: {} }], status: "Succeeded" },
    /what-if.*review deployed\.json main\.json/,
  ],
  [
    "a parameters file",
    { $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", parameters: {} },
    /--parameters parameters\.json/,
  ],
  [
    "an error of Azure",
    { error: { code: "ResourceGroupNotFound", message: "Resource group 'x' could not be found." } },
    /an error that Azure answered: "ResourceGroupNotFound", "Resource group 'x' could/,
  ],
  [
    "the topics themselves",
    [{ id: id.replace("/eventSubscriptions/texts", ""), name: "t", type: "Microsoft.EventGrid/systemTopics" }],
    /a system topic, and not what hangs on it.*event-subscription list/,
  ],
  [
    "az resource list",
    [{ id, name: "texts", type, location: "global", tags: null }],
    /without their filters.*list -g GROUP/,
  ],
  ["a row of az graph query with few columns", { data: [{ id, type }], total_records: 1 }, /without their filters/],
  ["other resources", [{ id: "/x", name: "a", type: "Microsoft.Storage/storageAccounts" }], /type "Microsoft.Storage/],
  ["objects of PowerShell", [{ Name: "texts", Id: id, Destination: {} }], /PowerShell/],
])("JSON that is another one: %s", (_, json, sentence) => {
  const { form, findings } = readSubscriptionSet(json);
  expect(form).toBeUndefined();
  expect(findings.map(({ message }) => message)).toEqual([expect.stringMatching(sentence)]);
});

test("UTF-16 of PowerShell is read", async () => {
  const bytes = Buffer.from(`\uFEFF${JSON.stringify([sms])}`, "utf16le");
  const { json } = await readText("f.json", textOfBytes(bytes, "f.json"));
  expect(readSubscriptionSet(json).subscriptions.map(({ name }) => name)).toEqual(["texts"]);
});

test("what az resource show prints is read, with its nulls of other types", () => {
  const resource = {
    id,
    name: "texts",
    type,
    kind: null,
    sku: null,
    managedBy: null,
    properties: { ...sms, filter: sms.filter },
  };
  const { subscriptions, findings } = readSubscriptionSet(resource);
  expect(subscriptions.map(({ name }) => name)).toEqual(["texts"]);
  expect(findings).toEqual([]);
});

test("JSON in colours, as az -o jsonc prints it, is read", async () => {
  const { json } = await readText("f.json", `[{\u001b[94m"name"\u001b[39;49;00m: \u001b[33m"texts"\u001b[0m}]`);
  expect(json).toEqual([{ name: "texts" }]);
});

test("what az graph query prints is read, and says that rows are missing", () => {
  const row = { id, name: "texts", type: "microsoft.eventgrid/systemtopics/eventsubscriptions", properties: sms };
  const other = { id: "/x", name: "x", type: "microsoft.storage/storageaccounts" };
  const { subscriptions, findings } = readSubscriptionSet({ count: 2, data: [row, other], total_records: 3 });
  expect(subscriptions.map(({ name }) => name)).toEqual(["texts"]);
  expect(findings.map(({ id }) => id)).toEqual(["subscriptions-incomplete"]);
});

test("a plan without the version of its format is read, and said to be odd", () => {
  const type = "azurerm_eventgrid_system_topic_event_subscription";
  const after = { name: "texts", included_event_types: ["Microsoft.Communication.SMSReceived"] };
  const change = { actions: ["create"], before: null, after, after_unknown: {} };
  const plan = { terraform_version: "0.12.1", resource_changes: [{ address: `${type}.t`, type, change }] };
  const { subscriptions, findings } = readSubscriptionSet(plan);
  expect(subscriptions.map(({ name }) => name)).toEqual(["texts"]);
  expect(findings.map(({ id }) => id)).toContain("subscriptions-incomplete");
});

test("a condition of a newer provider is unknown, and not omitted", () => {
  const type = "azurerm_eventgrid_system_topic_event_subscription";
  const after = {
    name: "texts",
    included_event_types: ["Microsoft.Communication.SMSReceived"],
    advanced_filter: [{ string_contains: [], string_sounds_like: [{ key: "data.from", values: ["z"] }] }],
  };
  const change = { actions: ["create"], before: null, after, after_unknown: {} };
  const plan = { format_version: "1.2", resource_changes: [{ address: `${type}.t`, type, change }] };
  const [one] = readSubscriptionSet(plan).subscriptions;
  expect(one?.hidden.map(({ path }) => path)).toEqual(["filter.advancedFilters[0]"]);
});

test("Terraform files without resources have no subscriptions", async () => {
  for (const text of [
    'import {\n to = a.b\n id = "x"\n}\n',
    "locals {\n a = 1\n}\n",
    'variable "a" {}\n',
    "",
    "# nothing\n",
  ]) {
    const { json } = await readText("main.tf", text);
    expect(readSubscriptionSet(json)).toMatchObject({ form: "terraform-files", subscriptions: [] });
  }
});

test("a template is read where it stands in a deployment or a template spec", () => {
  const type = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
  const template = { resources: [{ type, name: "t/texts", properties: { filter: sms.filter } }] };
  for (const json of [{ template }, { properties: { template } }, { properties: { mainTemplate: template } }]) {
    expect(readSubscriptionSet(json).subscriptions.map(({ name }) => name)).toEqual(["texts"]);
  }
});

test("a resource that is secret as a whole is hidden, and nothing is missing in it", () => {
  const type = "azurerm_eventgrid_system_topic_event_subscription";
  const after = { name: "texts", included_event_types: ["Microsoft.Communication.SMSReceived"], labels: null };
  const change = { actions: ["create"], before: null, after, after_unknown: {}, after_sensitive: true };
  const plan = { format_version: "1.2", resource_changes: [{ address: `${type}.t`, type, change }] };
  const { subscriptions, findings } = readSubscriptionSet(plan);
  expect(subscriptions[0]?.hidden.map(({ path }) => path)).toContain("filter.includedEventTypes");
  expect(findings.map(({ id, message }) => [id, message.slice(0, 36)])).toEqual([
    ["subscription-name-unknown", "The name is marked as a secret; it i"],
    ["value-hidden", "The value here is a secret that is n"],
  ]);
});
