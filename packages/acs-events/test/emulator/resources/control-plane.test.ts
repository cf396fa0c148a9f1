import { describe, expect, test } from "vitest";
import type { ResourceProperties } from "../../../src/emulator/store.ts";
import {
  account,
  communicationService,
  contosoWorld,
  eventSubscription,
  group,
  put,
  refusalsOf,
  source,
  storageAccount,
  systemTopic,
  topicId,
} from "../local-world.ts";

/*
 * What Azure refuses of the resources around a topic, from its documentation: values outside an enumeration or a range,
 * changes of what is taken at creation only.
 */

const types = {
  communication: "azure-native:communication:CommunicationService",
  storage: "azure-native:storage:StorageAccount",
  serviceBus: "azure-native:servicebus:Namespace",
  queue: "azure-native:servicebus:Queue",
  eventHubs: "azure-native:eventhub:Namespace",
  hub: "azure-native:eventhub:EventHub",
  workspace: "azure-native:operationalinsights:Workspace",
  diagnostics: "azure-native:monitor:DiagnosticSetting",
  role: "azure-native:authorization:RoleAssignment",
  topic: "azure-native:eventgrid:SystemTopic",
  subscription: "azure-native:eventgrid:SystemTopicEventSubscription",
} as const;

const common = { resourceGroupName: "contoso", location: "westeurope" };
const namespace = { ...common, namespaceName: "contoso-bus", sku: { name: "Standard", tier: "Standard" } };
const hubs = { ...common, namespaceName: "contoso-hubs", sku: { name: "Standard" } };
const queue = { resourceGroupName: "contoso", namespaceName: "contoso-bus", queueName: "texts", lockDuration: "PT1M" };
const hub = {
  resourceGroupName: "contoso",
  namespaceName: "contoso-hubs",
  eventHubName: "texts",
  partitionCount: 2,
  messageRetentionInDays: 1,
};
const workspace = { ...common, workspaceName: "contoso-logs", sku: { name: "PerGB2018" }, retentionInDays: 30 };
const diagnostics = {
  name: "logs",
  resourceUri: topicId,
  storageAccountId: account,
  logs: [
    { category: "DeliveryFailures", enabled: true },
    { categoryGroup: "allLogs", enabled: true },
  ],
  metrics: [{ category: "AllMetrics", enabled: true }],
};
const webhook = { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/api/sms" };
const entra = {
  azureActiveDirectoryTenantId: "11111111-2222-3333-4444-555555555555",
  azureActiveDirectoryApplicationIdOrUri: "api://contoso",
};

/** Everything that there is, as Azure takes it. */
function world() {
  const made = contosoWorld();
  put(made, types.serviceBus, namespace);
  put(made, types.eventHubs, hubs);
  return made;
}

const taken: readonly (readonly [keyof typeof types, ResourceProperties])[] = [
  ["communication", { ...communicationService, publicNetworkAccess: "SecuredByPerimeter" }],
  ["storage", { ...storageAccount, minimumTlsVersion: "TLS1_2" }],
  ["serviceBus", { ...namespace, minimumTlsVersion: "1.2" }],
  ["queue", queue],
  ["hub", { ...hub, partitionCount: 32, messageRetentionInDays: 7 }],
  ["workspace", workspace],
  ["workspace", { ...workspace, sku: { name: "Free" }, retentionInDays: 7 }],
  ["diagnostics", diagnostics],
  ["diagnostics", { ...diagnostics, resourceUri: source, logs: [{ category: "SMSOperational" }] }],
  [
    "diagnostics",
    {
      ...diagnostics,
      resourceUri: account,
      logs: [{ category: "StorageRead" }],
      metrics: [{ category: "Transaction" }],
    },
  ],
  ["subscription", { ...eventSubscription, destination: { ...webhook, ...entra } }],
];

test.each(taken)("takes %s as Azure does: %j", (type, inputs) => {
  expect(refusalsOf(world(), types[type], inputs)).toEqual([]);
});

const refused: readonly (readonly [keyof typeof types, ResourceProperties, string])[] = [
  ["communication", { ...communicationService, publicNetworkAccess: "Sometimes" }, "unknown-value publicNetworkAccess"],
  ["storage", { ...storageAccount, sku: { name: "Standard" } }, "unknown-value sku.name"],
  ["storage", { ...storageAccount, accountName: "contosonew", kind: "StorageV3" }, "unknown-value kind"],
  ["storage", { ...storageAccount, minimumTlsVersion: "1.2" }, "unknown-value minimumTlsVersion"],
  ["serviceBus", { ...namespace, minimumTlsVersion: "TLS1_2" }, "unknown-value minimumTlsVersion"],
  ["serviceBus", { ...namespace, sku: { name: "Gold" } }, "unknown-value sku.name"],
  ["queue", { ...queue, lockDuration: "PT6M" }, "out-of-range lockDuration"],
  ["queue", { ...queue, lockDuration: "5 minutes" }, "out-of-range lockDuration"],
  ["hub", { ...hub, partitionCount: 33 }, "out-of-range partitionCount"],
  ["hub", { ...hub, messageRetentionInDays: 8 }, "out-of-range messageRetentionInDays"],
  ["workspace", { ...workspace, retentionInDays: 7 }, "out-of-range retentionInDays"],
  ["workspace", { ...workspace, retentionInDays: 731 }, "out-of-range retentionInDays"],
  ["diagnostics", { ...diagnostics, logs: [{ category: "AllLogs" }] }, "unknown-value logs[0].category"],
  ["diagnostics", { ...diagnostics, logs: [{ categoryGroup: "everything" }] }, "unknown-value logs[0].categoryGroup"],
  ["diagnostics", { ...diagnostics, metrics: [{ category: "Everything" }] }, "unknown-value metrics[0].category"],
  [
    "subscription",
    { ...eventSubscription, destination: { ...webhook, ...entra, azureActiveDirectoryTenantId: "contoso" } },
    "invalid-name destination.azureActiveDirectoryTenantId",
  ],
  [
    "subscription",
    {
      ...eventSubscription,
      destination: { ...webhook, azureActiveDirectoryTenantId: entra.azureActiveDirectoryTenantId },
    },
    "incomplete-entra destination",
  ],
  [
    "subscription",
    {
      ...eventSubscription,
      destination: undefined,
      deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: webhook },
    },
    "identity-not-used deliveryWithResourceIdentity.identity",
  ],
  [
    "role",
    {
      scope: group,
      roleAssignmentName: "11111111-2222-3333-4444-555555555555",
      principalId: "nobody",
      principalType: "ServicePrincipal",
      roleDefinitionId:
        "/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    },
    "unknown-principal -",
  ],
];

test.each(refused)("refuses %s: %j", (type, inputs, expected) => {
  const refusals = refusalsOf(world(), types[type], inputs);
  expect(refusals.map(({ id, path }) => `${id} ${path ?? "-"}`)).toEqual([expected]);
});

describe("a change in place", () => {
  test.each<[keyof typeof types, ResourceProperties, ResourceProperties, string[]]>([
    ["storage", { ...storageAccount, kind: "BlobStorage" }, { kind: "StorageV2" }, []],
    ["storage", storageAccount, { kind: "BlobStorage" }, ["cannot-change kind"]],
    ["serviceBus", namespace, { sku: { name: "Basic" } }, []],
    ["serviceBus", namespace, { sku: { name: "Premium" } }, ["cannot-change sku.name"]],
    ["queue", { ...queue, requiresSession: false }, { requiresSession: true }, ["cannot-change requiresSession"]],
    [
      "queue",
      { ...queue, enablePartitioning: false },
      { enablePartitioning: true },
      ["cannot-change enablePartitioning"],
    ],
    ["hub", hub, { partitionCount: 4 }, ["cannot-change partitionCount"]],
    ["hub", hub, { messageRetentionInDays: 2 }, []],
  ])("of %s %j by %j", (type, before, change, expected) => {
    const made = world();
    put(made, types[type], before);
    const refusals = refusalsOf(made, types[type], { ...before, ...change });
    expect(refusals.map(({ id, path }) => `${id} ${path ?? "-"}`)).toEqual(expected);
  });

  test("that takes away the identity which subscriptions deliver with", () => {
    const made = world();
    put(made, types.subscription, eventSubscription);
    const { identity: _, ...without } = systemTopic;
    expect(refusalsOf(made, types.topic, without).map(({ message }) => message)).toEqual([
      'event subscriptions deliver with the system-assigned identity: "support-texts"',
    ]);
    expect(refusalsOf(made, types.topic, systemTopic)).toEqual([]);
  });
});
