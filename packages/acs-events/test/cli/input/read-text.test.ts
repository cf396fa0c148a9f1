import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readText } from "../../../src/cli/input/read-text.ts";
import { readSubscriptions } from "../../../src/cli/input/subscriptions.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";

const resource = (name: string, body: string) =>
  `resource "azurerm_eventgrid_system_topic_event_subscription" "${name}" {\n${body}\n}\n`;
const incoming = resource(
  "incoming",
  `  name                 = "phonecall"
  system_topic         = azurerm_eventgrid_system_topic.acs.name
  resource_group_name  = azurerm_resource_group.rg.name
  included_event_types = ["Microsoft.Communication.IncomingCall"]
  labels               = []
  advanced_filter {
    string_begins_with {
      key    = "data.to.phoneNumber.value"
      values = ["+18005551212", var.second]
    }
  }
  retry_policy {
    event_time_to_live    = 1
    max_delivery_attempts = 2
  }
  webhook_endpoint {
    url = "https://calls.contoso.example/$\${not}/an-expression"
  }`,
);

async function setOf(name: string, text: string) {
  return readSubscriptionSet((await readText(name, text)).json);
}

test("lines of events are told as events, with the verb that reads them", async () => {
  const line = JSON.stringify({ id: "1", eventType: "Microsoft.Communication.SMSReceived", subject: "/x", data: {} });
  await expect(readText("recorded.ndjson", `${line}\n${line}\n`)).rejects.toThrow(
    "recorded.ndjson: These are events, not event subscriptions.",
  );
});

describe("Terraform's language", () => {
  test.each([["main.tf"], ["standard input"]])("in %s: literals are read, expressions are unknown", async (name) => {
    const set = await setOf(name, incoming);
    expect(set.form).toBe("terraform-files");
    expect(set.subscriptions).toMatchObject([
      {
        name: "phonecall",
        filter: {
          eventTypes: ["Microsoft.Communication.IncomingCall"],
          advancedFilters: [],
        },
        destination: { endpointType: "WebHook", endpointUrl: `https://calls.contoso.example/\${not}/an-expression` },
        retryPolicy: { maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1 },
        hidden: [{ path: "filter.advancedFilters[0].values[1]", why: "expression", text: "var.second" }],
        attachedTo: { kind: "system-topic", reference: "azurerm_eventgrid_system_topic.acs" },
      },
    ]);
    expect(set.findings.map(({ id, message }) => `${id}: ${message}`)).toEqual([
      expect.stringMatching(/^value-hidden: The value here is computed .*: "var\.second"; /),
    ]);
  });

  test.each(["count = 0", "for_each = {}"])("%s: there is none, and that is said", async (line) => {
    const set = await setOf("main.tf", resource("none", `  ${line}\n  name = "none"`));
    expect(set.subscriptions).toEqual([]);
    expect(set.findings.map(({ id }) => id)).toEqual(["template-condition-false"]);
  });

  test("what is repeated, dynamic or named by an expression", async () => {
    const text = resource(
      "each",
      `  for_each = var.teams
  name = "\${each.key}-calls"
  dynamic "webhook_endpoint" {
    for_each = [1]
    content {
      url = "https://x.example"
    }
  }
  dynamic "advanced_filter" {
    for_each = [1]
    content {
      is_not_null {
        key = "data.x"
      }
    }
  }`,
    );
    const set = await setOf("main.tf", text);
    const address = "azurerm_eventgrid_system_topic_event_subscription.each";
    expect(set.subscriptions).toMatchObject([{ name: address, nameIsPlace: true, destination: null }]);
    expect(set.subscriptions[0]?.hidden.map(({ path }) => path)).toEqual([
      "filter.advancedFilters",
      "destination",
      "condition",
    ]);
    expect(set.findings.map(({ id }) => id)).toEqual([
      "template-copy-loop",
      "subscription-name-unknown",
      "event-types-absent",
      "value-hidden",
      // Whether `for_each` has an element at all.
      "value-hidden",
    ]);
  });

  test("azapi bodies of jsonencode, with topic and data source beside them", async () => {
    const text = `
data "azurerm_eventgrid_system_topic" "acs" {
  name                = "acs-events"
  resource_group_name = "rg"
}
resource "azurerm_eventgrid_system_topic" "own" {
  name                   = "own"
  resource_group_name    = "rg"
  location               = "westeurope"
  topic_type             = "Microsoft.Communication.CommunicationServices"
  source_arm_resource_id = azurerm_communication_service.acs.id
}
resource "azapi_resource" "x" {
  type      = "Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15"
  name      = "calls"
  parent_id = azurerm_eventgrid_system_topic.own.id
  body = jsonencode({
    properties = {
      filter = { includedEventTypes = ["Microsoft.Communication.CallEnded"], subjectBeginsWith = local.prefix }
    }
  })
}`;
    const set = await setOf("main.tf", text);
    expect(set.subscriptions).toMatchObject([
      {
        name: "calls",
        filter: { eventTypes: ["Microsoft.Communication.CallEnded"] },
        hidden: [{ path: "filter.subjectBeginsWith", text: "local.prefix" }],
        attachedTo: {
          kind: "system-topic",
          name: "own",
          location: "westeurope",
          sourceType: "Microsoft.Communication/communicationServices",
        },
      },
    ]);
  });

  test("files of JSON, and modules that are elsewhere", async () => {
    const json = {
      module: { acs: { source: "./acs" } },
      resource: {
        azurerm_eventgrid_event_subscription: {
          x: { name: "abc", scope: `\${azurerm_communication_service.acs.id}`, webhook_endpoint: { url: "https://x" } },
        },
      },
    };
    const set = await setOf("main.tf.json", JSON.stringify(json));
    expect(set.subscriptions).toMatchObject([
      {
        name: "abc",
        destination: { endpointUrl: "https://x" },
        attachedTo: { kind: "scope", sourceType: "Microsoft.Communication/communicationServices" },
      },
    ]);
    expect(set.findings.map(({ id, path }) => `${id} ${path}`)).toContain("subscriptions-incomplete module");
  });

  test.each([
    [
      'resource "a" "b" {\n  name = \n}\n',
      "main.tf, line 2, column 10: Invalid expression. Expected the start of an expression, but found an invalid expression token.",
    ],
    [
      'resource "a" {\n',
      "main.tf, line 1, column 14: Unclosed configuration block. There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
    ],
    [
      'resource "a" "b" {\n  name = "unterminated\n}\n',
      'main.tf, line 2, column 23: Invalid multi-line string. Quoted strings may not be split over multiple lines. To produce a multi-line string, either use the \\n escape to represent a newline character or use the "heredoc" multi-line template syntax.',
    ],
  ])("that is wrong has a line, and one mistake is told once: %j", async (text, message) => {
    await expect(readText("main.tf", text)).rejects.toMatchObject({ message });
  });
});

describe("a folder of files", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "acs-events-terraform-"));
    await writeFile(join(folder, "main.tf"), incoming);
    await writeFile(
      join(folder, "topic.tf"),
      'resource "azurerm_eventgrid_system_topic" "acs" {\n  location = "global"\n  topic_type = "Microsoft.Communication.CommunicationServices"\n}\n',
    );
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("is read as one", async () => {
    const set = await readSubscriptions({ from: folder, stack: "dev" });
    expect(set.subscriptions).toMatchObject([{ name: "phonecall", attachedTo: { location: "global" } }]);
  });
});

describe("text that is no form gets the command that makes one", () => {
  test.each([
    [
      "main.bicep",
      "param acsName string",
      "main.bicep is a Bicep file. Compile it first: az bicep build --file main.bicep --stdout | npx acs-events check -",
    ],
    [
      "standard input",
      "param a string\n\nresource acs 'Microsoft.Communication/communicationServices@2023-06-01-preview' existing = {\n  name: a\n}\n",
      "standard input is a Bicep file. Compile it first: az bicep build --file main.bicep --stdout | npx acs-events check -",
    ],
    [
      "it's.bicep",
      "x",
      "it's.bicep is a Bicep file. Compile it first: az bicep build --file 'it'\\''s.bicep' --stdout | npx acs-events check -",
    ],
    [
      "dev.bicepparam",
      "using './main.bicep'\nparam a = 'b'\n",
      "dev.bicepparam holds the parameters of a Bicep file. Make JSON of them: az bicep build-params --file dev.bicepparam --outfile parameters.json",
    ],
    [
      "tfplan",
      "PK\u0003\u0004binary",
      "tfplan is a saved plan of Terraform. Print it as JSON: terraform show -json tfplan | npx acs-events check -",
    ],
    [
      "standard input",
      "- name: a\n  filter: {}\n",
      "standard input is YAML. az and pulumi print JSON with -o json, --output json or --json.",
    ],
    [
      "standard input",
      "Name    Endpoint\n------  --------\na       b\n",
      "standard input is a table for people. az prints JSON with -o json.",
    ],
    [
      "index.ts",
      "export const a = 1;",
      "index.ts is a program. Read what it declares instead: pulumi preview --json --show-sames | npx acs-events check -",
    ],
    ["x.json", '{\n  "a": b\n}', expect.stringMatching(/^x\.json, line 2, column 8: This is not JSON: a word /)],
    ["standard input", "hello", expect.stringMatching(/^standard input, line 1, column 1: This is not JSON: a word /)],
  ])("%s", async (name, text, message) => {
    await expect(readText(name, text)).rejects.toMatchObject({ message, name: "UserError" });
  });
});
