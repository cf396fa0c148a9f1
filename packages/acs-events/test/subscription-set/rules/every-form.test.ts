import { describe, expect, test } from "vitest";
import { parseTerraform } from "../../../src/cli/input/terraform-text.ts";
import { checkSubscriptions } from "../../../src/subscription-set/rules/index.ts";
import { readSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";

/*
 * What a subscription hangs on, said in every form that says it, and what the rules make of it.
 */

interface Topic {
  readonly name: string;
  readonly source?: string;
  readonly location?: string;
  readonly topicType?: string;
  readonly identity?: string;
}
interface Estate {
  readonly topics?: readonly Topic[];
  /** Each hangs on the topic of that name, or on the scope with that id. */
  readonly subscriptions: readonly { readonly on: string; readonly byIdentity?: true }[];
}

const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";
const service = `${group}/providers/Microsoft.Communication/communicationServices/acs`;
const topicId = (name: string): string => `${group}/providers/Microsoft.EventGrid/systemTopics/${name}`;
const types = ["Microsoft.Communication.SMSReceived"];
const bus = `${group}/providers/Microsoft.ServiceBus/namespaces/n/queues/q`;
const nameAt = (index: number): string => `subscription-${index}`;
const withDefaults = (topic: Topic): Required<Topic> => ({
  ...{ source: service, location: "global", identity: "None" },
  topicType: "Microsoft.Communication.CommunicationServices",
  ...topic,
});

const properties = (byIdentity: boolean) => {
  const destination = { endpointType: "ServiceBusQueue", properties: { resourceId: bus } };
  return {
    filter: { includedEventTypes: types },
    ...(byIdentity
      ? { deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination } }
      : { destination }),
  };
};

const template = ({ topics = [], subscriptions }: Estate) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  resources: [
    ...topics.map(withDefaults).map(({ name, source, topicType, location, identity }) => ({
      ...{ type: "Microsoft.EventGrid/systemTopics", name, location, identity: { type: identity } },
      properties: { source, topicType },
    })),
    ...subscriptions.map(({ on, byIdentity = false }, index) =>
      on.startsWith("/")
        ? {
            type: "Microsoft.EventGrid/eventSubscriptions",
            scope: on,
            name: nameAt(index),
            properties: properties(byIdentity),
          }
        : {
            type: "Microsoft.EventGrid/systemTopics/eventSubscriptions",
            name: `${on}/${nameAt(index)}`,
            properties: properties(byIdentity),
          },
    ),
  ],
});

const topicTypeName = "azurerm_eventgrid_system_topic";
const terraformTopic = ({ name, source, topicType, location, identity }: Required<Topic>) => ({
  ...{ name, location, topic_type: topicType, source_arm_resource_id: source, resource_group_name: "rg" },
  identity: identity === "None" ? [] : [{ type: identity, identity_ids: [] }],
});
const terraformSubscription = (on: string, byIdentity: boolean, index: number) => ({
  name: nameAt(index),
  included_event_types: types,
  service_bus_queue_endpoint_id: bus,
  delivery_identity: byIdentity ? [{ type: "SystemAssigned" }] : [],
  ...(on.startsWith("/") ? { scope: on } : { system_topic: on, resource_group_name: "rg" }),
});
const terraformResources = ({ topics = [], subscriptions }: Estate) => [
  ...topics.map(withDefaults).map((topic) => [topicTypeName, topic.name, terraformTopic(topic)] as const),
  ...subscriptions.map(({ on, byIdentity = false }, index) => {
    const type = on.startsWith("/")
      ? "azurerm_eventgrid_event_subscription"
      : "azurerm_eventgrid_system_topic_event_subscription";
    return [type, nameAt(index), terraformSubscription(on, byIdentity, index)] as const;
  }),
];
const terraformPlan = (estate: Estate) => ({
  format_version: "1.2",
  resource_changes: terraformResources(estate).map(([type, name, after]) => ({
    ...{ address: `${type}.${name}`, type },
    change: { actions: ["create"], before: null, after, after_unknown: {} },
  })),
});
const terraformState = (estate: Estate) => ({
  format_version: "1.0",
  values: {
    root_module: {
      resources: terraformResources(estate).map(([type, name, values]) => ({
        address: `${type}.${name}`,
        type,
        values,
      })),
    },
  },
});

/** A block of Terraform's language with literals. */
function hcl(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) =>
      Array.isArray(value) && typeof value[0] === "object"
        ? `${name} {\n${hcl(value[0] as Record<string, unknown>)}}\n`
        : Array.isArray(value) && value.length === 0
          ? ""
          : `${name} = ${JSON.stringify(value)}\n`,
    )
    .join("");
}
const terraformFile = (estate: Estate) =>
  parseTerraform(
    "main.tf",
    terraformResources(estate)
      .map(([type, name, values]) => `resource "${type}" "${name}" {\n${hcl(values)}}\n`)
      .join(""),
  );

const azList = ({ subscriptions }: Estate) =>
  subscriptions.map(({ on, byIdentity = false }, index) => ({
    id: on.startsWith("/")
      ? `${on}/providers/Microsoft.EventGrid/eventSubscriptions/${nameAt(index)}`
      : `${topicId(on)}/eventSubscriptions/${nameAt(index)}`,
    name: nameAt(index),
    ...properties(byIdentity),
  }));

const pulumiState = ({ topics = [], subscriptions }: Estate) => ({
  steps: [
    ...topics.map(withDefaults).map(({ name, identity, ...own }) => ({
      type: "azure-native:eventgrid:SystemTopic",
      name,
      inputs: { ...own, systemTopicName: name, resourceGroupName: "rg", identity: { type: identity } },
    })),
    ...subscriptions.map(({ on, byIdentity = false }, index) => ({
      type: on.startsWith("/")
        ? "azure-native:eventgrid:EventSubscription"
        : "azure-native:eventgrid:SystemTopicEventSubscription",
      name: nameAt(index),
      inputs: {
        ...{ eventSubscriptionName: nameAt(index), ...properties(byIdentity) },
        ...(on.startsWith("/") ? { scope: on } : { systemTopicName: on, resourceGroupName: "rg" }),
      },
    })),
  ].map(({ type, name, inputs }) => {
    const urn = `urn:pulumi:dev::p::${type}::${name}`;
    return { op: "create", urn, newState: { urn, type, inputs } };
  }),
});

const forms: Readonly<Record<string, (estate: Estate) => unknown>> = {
  "ARM template": template,
  "Terraform plan": terraformPlan,
  "Terraform state": terraformState,
  "Terraform file": terraformFile,
  "Pulumi preview": pulumiState,
};
const rules = [
  ...["attached-to-other-source", "attached-to-custom-topic", "extension-on-system-topic", "extension-beside-topic"],
  ...["topic-not-global", "topic-type-differs", "topic-second-on-source", "identity-not-on-topic"],
];
async function said(json: unknown): Promise<readonly string[]> {
  const { form, subscriptions } = readSubscriptionSet(await json);
  expect(form).toBeDefined();
  return checkSubscriptions(subscriptions, { today: "2026-11-29" })
    .map(({ id }) => id)
    .filter((id) => rules.includes(id));
}

/** What hangs on a scope is all that `az` says; the topic of a list is not in it. */
const ofScopes: readonly (readonly [string, Estate, readonly string[]])[] = [
  ["a topic", { topics: [{ name: "t" }], subscriptions: [{ on: "t" }] }, []],
  ["the resource itself", { subscriptions: [{ on: service }] }, []],
  ["a resource group", { subscriptions: [{ on: group }] }, ["attached-to-other-source"]],
  [
    "a storage account",
    { subscriptions: [{ on: `${group}/providers/Microsoft.Storage/storageAccounts/a` }] },
    ["attached-to-other-source"],
  ],
  [
    "a custom topic",
    { subscriptions: [{ on: `${group}/providers/Microsoft.EventGrid/topics/t` }] },
    ["attached-to-custom-topic"],
  ],
  ["a system topic as a scope", { subscriptions: [{ on: topicId("t") }] }, ["extension-on-system-topic"]],
];

const ofTopics: readonly (readonly [string, Estate, readonly string[]])[] = [
  [
    "the resource itself, beside its topic",
    { topics: [{ name: "t" }], subscriptions: [{ on: "t" }, { on: service }] },
    ["extension-beside-topic"],
  ],
  [
    "a topic that is not global",
    { topics: [{ name: "t", location: "westeurope" }], subscriptions: [{ on: "t" }] },
    ["topic-not-global"],
  ],
  [
    "a topic of another type",
    { topics: [{ name: "t", topicType: "Microsoft.Storage.StorageAccounts" }], subscriptions: [{ on: "t" }] },
    ["topic-type-differs"],
  ],
  [
    "the second topic of a source",
    { topics: [{ name: "t" }, { name: "u" }], subscriptions: [{ on: "t" }, { on: "u" }] },
    ["topic-second-on-source"],
  ],
  [
    "a topic without the identity that delivers",
    { topics: [{ name: "t" }], subscriptions: [{ on: "t", byIdentity: true }] },
    ["identity-not-on-topic"],
  ],
  [
    "a topic with it",
    { topics: [{ name: "t", identity: "SystemAssigned" }], subscriptions: [{ on: "t", byIdentity: true }] },
    [],
  ],
];

describe.each(Object.entries(forms))("%s", (_, form) => {
  test.each([...ofScopes, ...ofTopics])("attached to %s", async (_, estate, expected) => {
    expect(await said(form(estate))).toEqual(expected);
  });
});

describe("az", () => {
  test.each(ofScopes)("attached to %s", async (_, estate, expected) => {
    expect(await said(azList(estate))).toEqual(expected);
  });

  test("what a list does not say of a topic is unknown", async () => {
    for (const [, estate] of ofTopics.slice(1)) expect(await said(azList(estate))).toEqual([]);
  });
});
