import { Component } from "@pulumi/azure-native/applicationinsights/component.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import type { Namespace as ServiceBusNamespace } from "@pulumi/azure-native/servicebus/namespace.js";
import { BlobContainer } from "@pulumi/azure-native/storage/blobContainer.js";
import type { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import { Table } from "@pulumi/azure-native/storage/table.js";
import { AppServicePlan } from "@pulumi/azure-native/web/appServicePlan.js";
import { WebApp } from "@pulumi/azure-native/web/webApp.js";
import { WebAppApplicationSettings } from "@pulumi/azure-native/web/webAppApplicationSettings.js";
import * as pulumi from "@pulumi/pulumi";
import type { HandlersConfig } from "../stack/handlers.ts";
import type { StackConfig } from "../stack/schema.ts";
import type { WebhookSecrets } from "./endpoint-args.ts";
import { type EventsResources, inner } from "./inner-resources.ts";
import { globallyUniqueName } from "./names.ts";
import { assignRole } from "./roles.ts";
import { storageAccount } from "./storage-account.ts";

/** What the app of the handlers has around it. */
export interface FunctionAppSurroundings {
  readonly group: ResourceGroup;
  /** The account with the queues that the program makes; undefined where it makes none. */
  readonly queues: StorageAccount | undefined;
  /** The Service Bus namespace that the program makes; undefined where it makes none. */
  readonly serviceBus: ServiceBusNamespace | undefined;
  readonly undelivered: {
    readonly storageAccountId: pulumi.Output<string>;
    readonly storageAccountName: pulumi.Output<string>;
    readonly containerName: pulumi.Output<string>;
  };
  /** Where logs and traces are kept; undefined where the stack has none. */
  readonly workspaceId: pulumi.Input<string> | undefined;
  /** What Event Grid shows to webhooks: the app accepts the same. */
  readonly secrets: Readonly<Record<string, WebhookSecrets>>;
  readonly stack: string;
}

export interface FunctionAppResources {
  readonly id: pulumi.Output<string>;
  readonly name: pulumi.Output<string>;
  readonly host: pulumi.Output<string>;
  /** Where packages are put; never made of the app's name. */
  readonly scmHost: pulumi.Output<string>;
  readonly insights: Component | undefined;
  /** What the app needs before a package may run in it. */
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Makes the function app of the handlers: Flex Consumption with an identity of its own, a storage account for its host,
 * its packages and the inbox, its settings, and the roles that it needs. There is nothing in it until
 * `acs-events publish`.
 */
export function functionApp(
  resources: EventsResources,
  config: HandlersConfig,
  surroundings: FunctionAppSurroundings,
): FunctionAppResources {
  const { group, stack } = surroundings;
  const account = storageAccount(resources, "handlers", `acsh${stack}`, group);
  const inAccount = { accountName: account.name, resourceGroupName: group.name };
  const packages = inner(resources, "blobContainer", BlobContainer, "handlers-packages", {
    containerName: "packages",
    publicAccess: "None",
    ...inAccount,
  });
  const inbox = inner(resources, "table", Table, "handlers-inbox", { tableName: inboxTable, ...inAccount });
  const insights =
    surroundings.workspaceId === undefined
      ? undefined
      : inner(resources, "applicationInsights", Component, "handlers-insights", {
          resourceName: `acs-events-${stack}-handlers`,
          resourceGroupName: group.name,
          kind: "web",
          applicationType: "web",
          workspaceResourceId: surroundings.workspaceId,
          disableLocalAuth: true,
        });
  const app = site(resources, config, surroundings, account, packages);
  const principalId = app.identity.apply((identity) => identity?.principalId ?? "");
  const roles = [
    // The host keeps its keys, locks and the package there.
    assignRole(resources, "handlers-host", "Storage Blob Data Owner", principalId, account.id),
    assignRole(resources, "handlers-tables", "Storage Table Data Contributor", principalId, account.id),
    assignRole(
      resources,
      "handlers-undelivered",
      "Storage Blob Data Contributor",
      principalId,
      surroundings.undelivered.storageAccountId,
    ),
    // Reading and deleting messages alone would do, but for the poison queue, which the host makes when it needs it.
    ...(surroundings.queues === undefined
      ? []
      : [
          assignRole(
            resources,
            "handlers-queues",
            "Storage Queue Data Contributor",
            principalId,
            surroundings.queues.id,
          ),
        ]),
    ...(surroundings.serviceBus === undefined
      ? []
      : [
          assignRole(
            resources,
            "handlers-service-bus",
            "Azure Service Bus Data Receiver",
            principalId,
            surroundings.serviceBus.id,
          ),
        ]),
    ...(insights === undefined
      ? []
      : [assignRole(resources, "handlers-telemetry", "Monitoring Metrics Publisher", principalId, insights.id)]),
  ];
  // In a resource of their own: with `siteConfig`, azure-native adds properties that Flex Consumption refuses.
  const settings = inner(
    resources,
    "functionSettings",
    WebAppApplicationSettings,
    "handlers-settings",
    {
      name: app.name,
      resourceGroupName: group.name,
      properties: settingsOf(config, surroundings, account, insights),
    },
    // What Azure answers has the secrets of webhooks in it.
    { additionalSecretOutputs: ["properties"] },
  );
  return {
    id: app.id,
    name: app.name,
    host: app.defaultHostName,
    scmHost: app.hostNameSslStates.apply(
      (states) => states?.find(({ hostType }) => hostType === "Repository")?.name ?? "",
    ),
    insights,
    ready: [inbox, settings, ...roles],
  };
}

/** The table that the inbox of the handlers is in. */
const inboxTable = "inbox";

function site(
  resources: EventsResources,
  config: HandlersConfig,
  { group, stack }: FunctionAppSurroundings,
  account: StorageAccount,
  packages: BlobContainer,
): WebApp {
  const plan = inner(resources, "functionPlan", AppServicePlan, "handlers-plan", {
    name: `acs-events-${stack}-handlers`,
    resourceGroupName: group.name,
    kind: "functionapp",
    reserved: true,
    sku: { name: "FC1", tier: "FlexConsumption" },
  });
  return inner(resources, "functionApp", WebApp, "handlers-app", {
    name: config.name ?? globallyUniqueName(`acs-handlers-${stack}`, group.id, { separator: "-", longest: 60 }),
    resourceGroupName: group.name,
    kind: "functionapp,linux",
    serverFarmId: plan.id,
    httpsOnly: true,
    identity: { type: "SystemAssigned" },
    functionAppConfig: {
      deployment: {
        storage: {
          type: "blobContainer",
          // The endpoint ends in a slash already.
          value: pulumi.interpolate`${account.primaryEndpoints.blob}${packages.name}`,
          authentication: { type: "SystemAssignedIdentity" },
        },
      },
      runtime: { name: "node", version: config.nodeVersion },
      scaleAndConcurrency: {
        instanceMemoryMB: config.instanceMemoryMB,
        maximumInstanceCount: config.maximumInstances,
        // Azure answers the names in lower case; the configuration takes no other.
        alwaysReady: Object.entries(config.alwaysReady).map(([name, instanceCount]) => ({
          name: `function:${name}`,
          instanceCount,
        })),
      },
    },
  });
}

/** Everything the app reads from its environment. The platform replaces the whole map at each write. */
function settingsOf(
  config: HandlersConfig,
  { queues, serviceBus, undelivered, secrets }: FunctionAppSurroundings,
  account: StorageAccount,
  insights: Component | undefined,
): Record<string, pulumi.Input<string>> {
  const { storageAccountName, containerName } = undelivered;
  return {
    ...config.settings,
    // By the identity: a setting `AzureWebJobsStorage` itself would win over this one.
    AzureWebJobsStorage__accountName: account.name,
    ACS_EVENTS_TABLE_URL: account.primaryEndpoints.table,
    ACS_EVENTS_INBOX_TABLE: inboxTable,
    ACS_EVENTS_UNDELIVERED_URL: pulumi.interpolate`https://${storageAccountName}.blob.core.windows.net/${containerName}`,
    ...(queues === undefined
      ? {}
      : {
          ACS_EVENTS_QUEUES__queueServiceUri: queues.primaryEndpoints.queue,
          ACS_EVENTS_QUEUES__credential: "managedidentity",
        }),
    ...(serviceBus === undefined
      ? {}
      : {
          ACS_EVENTS_SERVICE_BUS__fullyQualifiedNamespace: pulumi.interpolate`${serviceBus.name}.servicebus.windows.net`,
          ACS_EVENTS_SERVICE_BUS__credential: "managedidentity",
        }),
    ...(insights === undefined
      ? {}
      : {
          APPLICATIONINSIGHTS_CONNECTION_STRING: insights.connectionString,
          APPLICATIONINSIGHTS_AUTHENTICATION_STRING: "Authorization=AAD",
        }),
    ...(Object.keys(secrets).length === 0
      ? {}
      : { ACS_EVENTS_SECRETS: pulumi.secret(pulumi.output(secrets).apply((plain) => JSON.stringify(plain))) }),
  };
}

/** The endpoints that are functions of the app, by name, with the ids that they have once they are published. */
export function functionEndpoints(
  endpoints: StackConfig["endpoints"],
): readonly { readonly endpoint: string; readonly functionName: string }[] {
  return Object.entries(endpoints).flatMap(([endpoint, one]) =>
    one.kind === "azure-function" && "create" in one ? [{ endpoint, functionName: one.entityName ?? endpoint }] : [],
  );
}
