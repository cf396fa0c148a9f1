import { expect, test } from "vitest";
import { brokenBody, readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";

test.each<[string, unknown, string]>([
  ["an export without its list", { version: 3, deployment: {} }, "deployment.resources is nothing and not a list"],
  [
    "an export with another list",
    { version: 3, deployment: { manifest: {}, resources: "x" } },
    'deployment.resources is "x" and not a list',
  ],
  [
    "an export with what is not a resource",
    { deployment: { resources: [5] } },
    "deployment.resources[0] is not a resource with a type",
  ],
  [
    "a preview with what is no step",
    { steps: [{ op: "same", urn: "u" }, null] },
    "steps[1] is not a step with op and urn",
  ],
  ["a template with no list", { $schema: schema, resources: 1 }, "resources is 1 and neither a list nor an object"],
  ["a template with what is not a resource", { $schema: schema, resources: ["x"] }, "resources[0] is not an object"],
])("%s is an error, not a set of none", (_, json, wrong) => {
  const { form, findings } = readSubscriptionSet(json);
  expect(form).toBeUndefined();
  expect(findings).toMatchObject([{ id: "subscriptions-body-broken", level: "error" }]);
  expect(findings[0]?.message).toContain(`, but ${wrong}.`);
});

test.each<[string, unknown]>([
  ["a stack without resources", { version: 3, deployment: { manifest: {} } }],
  ["a preview of nothing", { steps: [] }],
  ["a template without resources", { $schema: schema, resources: [] }],
  ["what is none of the forms", { x: 1 }],
])("%s is whole", (_, json) => expect(brokenBody(json)).toBeUndefined());
