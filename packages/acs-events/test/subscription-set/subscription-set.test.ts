import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderFilter } from "../../src/filters/azure-json/index.ts";
import {
  readPreviewPair,
  readSubscriptionSet,
  renderSubscriptionSet,
  subscriptionForms,
} from "../../src/subscription-set/subscription-set.ts";
import { arbitraryFilter } from "../filters/azure-json/arbitrary-filter.ts";
import { rendered, sms, smsProperties, terraformResource } from "./formats/sms-subscription.ts";

const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
const id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.EventGrid/systemTopics/t/eventSubscriptions/x";
const type = "Microsoft.EventGrid/systemTopics/eventSubscriptions";
const pulumiType = "azure-native:eventgrid:SystemTopicEventSubscription";
const inputs = { ...sms, eventSubscriptionName: sms.name, resourceGroupName: "g", systemTopicName: "t" };
const resource = { urn: `urn:pulumi:dev::acs-events::${pulumiType}::${sms.name}`, type: pulumiType, inputs };

describe("one subscription is read alike in every form", () => {
  const forms: [string, unknown][] = [
    [
      "az-list",
      [{ ...sms, id, provisioningState: "Succeeded", resourceGroup: "g", topic: "t", type, systemData: null }],
    ],
    ["az-list", [{ name: sms.name, properties: smsProperties }]],
    ["rest-list", { value: [{ id, name: sms.name, type, properties: smsProperties }] }],
    ["one-subscription", sms],
    ["one-subscription", { name: sms.name, properties: smsProperties }],
    [
      "arm-template",
      { $schema: schema, resources: [{ type, name: `t/${sms.name}`, apiVersion: "x", properties: smsProperties }] },
    ],
    ["pulumi-preview", { steps: [{ op: "create", urn: resource.urn, newState: resource }] }],
    ["pulumi-stack", { version: 3, deployment: { resources: [{ type: "pulumi:pulumi:Stack" }, resource] } }],
    ["terraform-show", { format_version: "1.0", values: { root_module: { resources: [terraformResource] } } }],
    [
      "terraform-files",
      { resource: { azurerm_eventgrid_system_topic_event_subscription: { sms: [terraformResource.values] } } },
    ],
    ["plan", [{ ...sms, team: "support", owner: "support@contoso.example", declaredAt: { file: "a.ts", line: 3 } }]],
    ["plan", { stack: "dev", subscriptions: [{ ...sms, team: "support", owner: "x" }] }],
  ];

  test.each(forms)("%s", (form, json) => {
    const set = readSubscriptionSet(json);
    expect(set.findings).toEqual([]);
    expect(set.form).toBe(form);
    expect(rendered(set)).toEqual([sms]);
  });

  test("every form is among them", () => {
    const named = new Set(forms.map(([form]) => form));
    expect(subscriptionForms.map(({ name }) => name).filter((name) => !named.has(name))).toEqual(["filter"]);
  });
});

test.each([
  ["a filter", sms.filter],
  ["a member", { filter: sms.filter }],
  ["a body", { properties: { filter: sms.filter } }],
])("%s alone stands for a subscription of which nothing else is known", (_, json) => {
  const set = readSubscriptionSet(json);
  expect(set.form).toBe("filter");
  expect(set.findings).toEqual([]);
  expect(set.subscriptions[0]).toMatchObject({ name: "(unnamed)", filterOnly: true, destination: null });
  expect(renderSubscriptionSet(set.subscriptions)[0]?.["filter"]).toEqual(sms.filter);
});

test("an empty list is a set without subscriptions", () => {
  expect(readSubscriptionSet([])).toEqual({ form: "az-list", subscriptions: [], findings: [] });
});

test.each([[null], ["x"], [{}], [{ hello: 1, there: 2 }], [[1, 2]]])("%j is no form, and says what is", (json) => {
  const { form, subscriptions, findings } = readSubscriptionSet(json);
  expect([form, subscriptions]).toEqual([undefined, []]);
  expect(findings.map(({ id, level }) => [id, level])).toEqual([["subscriptions-not-recognised", "error"]]);
});

const event = { id: "1", eventType: "Microsoft.Communication.SMSReceived", subject: "/phonenumber/1", data: {} };
const cloudEvent = { id: "1", type: event.eventType, source: "/s", specversion: "1.0", subject: "/phonenumber/1" };

test.each([[event], [cloudEvent], [[event, event]]])("%j are events: the message names match", (json) => {
  const { form, findings } = readSubscriptionSet(json);
  expect(form).toBeUndefined();
  expect(findings.map(({ id, message }) => [id, message])).toEqual([
    ["subscriptions-not-recognised", expect.stringContaining("acs-events match --subscriptions")],
  ]);
});

test("a list with a subscription in it is a list of subscriptions, whatever else is in it", () => {
  expect(readSubscriptionSet([event, { name: "a", filter: {} }]).form).toBe("az-list");
});

test("the message lists all that is accepted", () => {
  expect(readSubscriptionSet({ hello: 1, there: 2 }).findings[0]?.message).toMatchInlineSnapshot(`
    "There are no event subscriptions in this: it is an object with "hello", "there". Accepted are
    - a plan of this repository: infra/plans/<stack>/<team>.json, or what \`npx acs-events plan\` prints
    - the JSON array that \`az eventgrid system-topic event-subscription list -o json\` prints
    - the list of the REST interface, {"value": [{"name": …, "properties": {…}}]}, or what \`az graph query\` prints
    - an ARM template, the portal's export, or a Bicep file compiled to one, with resources of type Microsoft.EventGrid/…/eventSubscriptions
    - what \`pulumi preview --json --show-sames\` prints
    - what \`pulumi stack export\` prints
    - what \`terraform show -json\` prints of a plan or of the state
    - Terraform files, .tf and .tf.json, or a folder of them; what is an expression in them is unknown
    - one subscription: an object with name and filter or destination, flat or under properties
    - a filter alone: {"includedEventTypes": …, "subjectBeginsWith": …} or "filter": {…}"
  `);
});

describe("a preview has two sides", () => {
  const changed = {
    ...resource,
    inputs: { ...inputs, filter: { ...sms.filter, subjectBeginsWith: "/phonenumber/1206" } },
  };
  const gone = { ...resource, urn: `${resource.urn}-gone`, inputs: { ...inputs, eventSubscriptionName: "gone" } };
  const added = { ...resource, urn: `${resource.urn}-new`, inputs: { ...inputs, eventSubscriptionName: "new" } };
  const same = { ...resource, urn: `${resource.urn}-same`, inputs: { ...inputs, eventSubscriptionName: "same" } };
  const steps = [
    { op: "same", urn: same.urn, oldState: same, newState: same },
    {
      op: "update",
      urn: resource.urn,
      oldState: resource,
      newState: changed,
      detailedDiff: { "filter.subjectBeginsWith": { kind: "update" } },
    },
    { op: "create", urn: added.urn, newState: added },
    { op: "delete", urn: gone.urn, oldState: gone },
  ];
  const names = (set: { subscriptions: readonly { name: string }[] } | undefined) =>
    set?.subscriptions.map(({ name }) => name);

  test("what is deployed and what would be", () => {
    const pair = readPreviewPair({ steps, changeSummary: { same: 1, update: 1 } });
    expect(names(pair?.base)).toEqual(["same", sms.name, "gone"]);
    expect(names(pair?.head)).toEqual(["same", sms.name, "new"]);
    expect(pair?.base.subscriptions[1]?.filter.subjectBeginsWith).toBe("/phonenumber/1555");
    expect(pair?.head.subscriptions[1]?.filter.subjectBeginsWith).toBe("/phonenumber/1206");
    expect(pair?.changedPaths.get(sms.name)).toEqual(["filter.subjectBeginsWith"]);
    expect(pair?.complete).toBe(true);
  });

  test("a replacement is one subscription on each side", () => {
    const replacement = [
      { op: "create-replacement", urn: resource.urn, oldState: resource, newState: changed },
      { op: "replace", urn: resource.urn, oldState: resource, newState: changed },
      { op: "delete-replaced", urn: resource.urn, oldState: resource },
    ];
    const pair = readPreviewPair({ steps: replacement });
    expect([names(pair?.base), names(pair?.head)]).toEqual([[sms.name], [sms.name]]);
  });

  test("it says when what does not change is omitted", () => {
    const preview = { steps: steps.slice(1), changeSummary: { same: 1, update: 1 } };
    expect(readPreviewPair(preview)?.complete).toBe(false);
    expect(readSubscriptionSet(preview).findings).toMatchInlineSnapshot(`
      [
        {
          "id": "subscriptions-incomplete",
          "level": "warning",
          "message": "The preview omits what does not change, so that other subscriptions may exist that are not here. Run \`pulumi preview --json --show-sames\`.",
          "path": "steps",
          "subscription": "",
        },
      ]
    `);
  });

  test("other JSON is none", () => {
    expect(readPreviewPair([sms])).toBeUndefined();
  });
});

describe("laws", () => {
  test("what is rendered is read back, filter by filter", () => {
    fc.assert(
      fc.property(fc.array(arbitraryFilter, { minLength: 1, maxLength: 3 }), (filters) => {
        const json = filters.map((filter, index) => ({ ...sms, name: `s-${index}`, filter: renderFilter(filter) }));
        const set = readSubscriptionSet(JSON.parse(JSON.stringify(json)));
        expect(set.findings).toEqual([]);
        expect(JSON.stringify(rendered(set))).toBe(JSON.stringify(json));
      }),
      { numRuns: 100 },
    );
  });

  test("no JSON makes it throw, and reading what was rendered changes nothing more", () => {
    const subscription = fc.record(
      {
        name: fc.oneof(fc.string(), fc.jsonValue({ maxDepth: 0 })),
        properties: fc.jsonValue({ maxDepth: 3 }),
        filter: fc.oneof(
          arbitraryFilter.map((filter) => renderFilter(filter)),
          fc.jsonValue({ maxDepth: 2 }),
        ),
        destination: fc.jsonValue({ maxDepth: 3 }),
        deliveryWithResourceIdentity: fc.oneof(
          fc.record({ identity: fc.jsonValue({ maxDepth: 1 }), destination: fc.jsonValue({ maxDepth: 2 }) }),
          fc.jsonValue({ maxDepth: 1 }),
        ),
        deadLetterDestination: fc.jsonValue({ maxDepth: 2 }),
        retryPolicy: fc.oneof(
          fc.record({ maxDeliveryAttempts: fc.jsonValue({ maxDepth: 1 }) }),
          fc.jsonValue({ maxDepth: 1 }),
        ),
        labels: fc.jsonValue({ maxDepth: 2 }),
        team: fc.jsonValue({ maxDepth: 1 }),
        extra: fc.jsonValue({ maxDepth: 2 }),
      },
      { requiredKeys: [] },
    );
    const list = fc.array(subscription, { minLength: 1, maxLength: 2 });
    const resources = fc.array(
      fc.record({
        type: fc.constantFrom(type, pulumiType, "eventSubscriptions"),
        properties: subscription,
        inputs: subscription,
        name: fc.string(),
      }),
    );
    const any = fc.oneof(
      fc.jsonValue(),
      list,
      fc.record({ value: list }),
      fc.record({ $schema: fc.constant(schema), resources }),
      fc.record({ deployment: fc.record({ resources }) }),
      fc.record({
        steps: fc.array(
          fc.record({ op: fc.string(), urn: fc.string(), oldState: fc.jsonValue(), newState: fc.jsonValue() }),
        ),
      }),
      fc.record({ subscriptions: fc.jsonValue() }),
    );
    fc.assert(
      fc.property(any, (json) => {
        const once = JSON.stringify(renderSubscriptionSet(readSubscriptionSet(json).subscriptions));
        const again = readSubscriptionSet(JSON.parse(once));
        expect(JSON.stringify(renderSubscriptionSet(again.subscriptions))).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  [["$", "{var.on ? 1 : 0}"].join(""), ["condition"]],
  [2, []],
])("a Terraform subscription of which there are %s may be none only where that is not known", (count, hidden) => {
  const values = { ...terraformResource.values, count };
  const { subscriptions } = readSubscriptionSet({
    resource: { azurerm_eventgrid_system_topic_event_subscription: { sms: [values] } },
  });
  expect(subscriptions[0]?.hidden.map(({ path }) => path).filter((path) => path === "condition")).toEqual(hidden);
});
