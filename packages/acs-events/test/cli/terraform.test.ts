import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { terraformResource } from "../subscription-set/formats/sms-subscription.ts";
import { acsEvents, withFile } from "./command-line.ts";

const { type, values, address } = terraformResource;
const narrower = {
  ...values,
  subject_filter: [{ case_sensitive: false, subject_begins_with: "/phonenumber/15551", subject_ends_with: "" }],
};
const change = (before: object | null, after: object | null) => ({
  format_version: "1.2",
  resource_changes: [{ address, type, change: { actions: ["update"], before, after, after_unknown: {} } }],
});
const state = { format_version: "1.0", values: { root_module: { resources: [{ address, type, values }] } } };

describe("a plan of Terraform", () => {
  test("is both sides of a review", async () => {
    await withFile("plan.json", JSON.stringify(change(values, narrower)), async (file) => {
      const { status, stdout } = await acsEvents(["review", file, "--format", "json"]);
      const review = JSON.parse(stdout);
      expect(review.changes).toMatchObject([
        { subscription: "support-inbound-sms", kind: "changed", filter: { relation: "narrowed" } },
      ]);
      expect(status).toBe(2);
      expect((await acsEvents(["check", file])).stdout).toContain("1 subscription checked");
    });
    await withFile("plan.json", JSON.stringify(change(values, values)), async (file) => {
      expect((await acsEvents(["review", file])).stdout).toContain("No subscription changes");
    });
  });

  test.each([
    [["delete", "create"], { address }, /events are lost while the engine deletes and creates 1/],
    [["create", "delete"], { address }, /no events are lost; events arrive twice/],
    [["create"], { address: `${type}.another` }, /in no fixed order/],
  ])("that renames says what Terraform deletes first: %j", async (actions, where, words) => {
    const plan = change(values, { ...values, name: "support-renamed", id: undefined });
    const [one] = plan.resource_changes;
    if (one === undefined) throw new Error("there is a change");
    const { before, after } = one.change;
    const isOne = actions.length === 2;
    const changes = isOne
      ? [{ ...one, change: { ...one.change, actions } }]
      : [
          { ...one, change: { ...one.change, actions: ["delete"], before, after: null } },
          { ...one, ...where, change: { ...one.change, actions, before: null, after } },
        ];
    await withFile("plan.json", JSON.stringify({ ...plan, resource_changes: changes }), async (file) => {
      expect((await acsEvents(["review", file])).stdout).toMatch(words);
    });
  });

  test("that ended in an error is not a whole change", async () => {
    await withFile("plan.json", JSON.stringify({ ...change(values, narrower), errored: true }), async (file) => {
      const { status, stderr } = await acsEvents(["review", file]);
      expect([status, stderr]).toEqual([
        1,
        `${file} is a Terraform plan that ended in an error, so it does not show the whole change.\n`,
      ]);
    });
  });
});

test("a state of Terraform has the ids that pulumi import takes", async () => {
  const legacy = JSON.stringify(state).replaceAll("support-inbound-sms", "legacy-texts");
  await withFile("state.json", legacy, async (file) => {
    const output = join(dirname(file), "crm.ts");
    const args = ["import", file, "--team", "crm", "--owner", "crm@contoso.example", "--output", output, "--dry-run"];
    const { stdout } = await acsEvents([...args, "--format", "json"]);
    const { importFile, text, changes } = JSON.parse(stdout);
    expect(importFile.resources).toEqual([
      {
        type: "azure-native:eventgrid:SystemTopicEventSubscription",
        name: "legacy-texts",
        id: values.id.replace("support-inbound-sms", "legacy-texts"),
      },
    ]);
    expect(text).toContain('azureName: "legacy-texts"');
    expect(changes).toEqual([]);
  });
});

test("parameters decide the name of a subscription in a template", async () => {
  const $schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
  const name = "[concat('t/', parameters('name'))]";
  const properties = { filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"] } };
  const resource = { type: "Microsoft.EventGrid/systemTopics/eventSubscriptions", name, properties };
  const template = { $schema, parameters: { name: { type: "string" } }, resources: [resource] };
  await withFile("template.json", JSON.stringify(template), async (file) => {
    expect((await acsEvents(["check", file])).stdout).toContain("resources[0]\n");
    expect((await acsEvents(["check", file, "--parameters", "name=texts-in"])).stdout).toContain("texts-in\n");
    const { status, stderr } = await acsEvents(["check", file, "--parameters", "nowhere.json"]);
    expect([status, stderr]).toEqual([1, '--parameters: there is no file "nowhere.json"; give one, or NAME=VALUE.\n']);
  });
});
