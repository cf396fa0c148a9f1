/**
 * The same stack as most people would write it: azure-native's resources, one after the other, and a loop over what the
 * teams ask for. The benchmark copies this file beside a `teams.json`; nothing else runs it.
 */
import { readFileSync } from "node:fs";
import { RoleAssignment } from "@pulumi/azure-native/authorization/index.js";
import { CommunicationService } from "@pulumi/azure-native/communication/index.js";
import { SystemTopic, SystemTopicEventSubscription } from "@pulumi/azure-native/eventgrid/index.js";
import { DiagnosticSetting } from "@pulumi/azure-native/monitor/index.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/index.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import { BlobContainer, Queue, StorageAccount } from "@pulumi/azure-native/storage/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { MadeTeam } from "../teams.ts";

const { queues, teams } = JSON.parse(readFileSync(new URL("./teams.json", import.meta.url), "utf8")) as {
  readonly queues: readonly string[];
  readonly teams: readonly MadeTeam[];
};
const stack = pulumi.getStack();

const group = new ResourceGroup("acs-events");

const communication = new CommunicationService("communication", {
  communicationServiceName: `acs-${stack}-plain`,
  resourceGroupName: group.name,
  location: "global",
  dataLocation: "Europe",
  disableLocalAuth: true,
  publicNetworkAccess: "Enabled",
});

const topic = new SystemTopic("system-topic", {
  systemTopicName: `acs-events-${stack}`,
  resourceGroupName: group.name,
  location: "global",
  source: communication.id,
  topicType: "Microsoft.Communication.CommunicationServices",
  identity: { type: "SystemAssigned" },
});

const logs = new Workspace("logs", {
  workspaceName: `acs-events-${stack}-logs`,
  resourceGroupName: group.name,
  sku: { name: "PerGB2018" },
  retentionInDays: 30,
});

const sources = { "communication-logs": communication.id, "system-topic-logs": topic.id };
for (const [name, resourceUri] of Object.entries(sources)) {
  new DiagnosticSetting(name, {
    name: "acs-events",
    resourceUri,
    workspaceId: logs.id,
    logs: [{ categoryGroup: "allLogs", enabled: true }],
    metrics: [{ category: "AllMetrics", enabled: true }],
  });
}

const account = (name: string, accountName: string) =>
  new StorageAccount(name, {
    accountName,
    resourceGroupName: group.name,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: false,
    enableHttpsTrafficOnly: true,
    minimumTlsVersion: "TLS1_2",
  });

const role = (name: string, guid: string, roleGuid: string, scope: pulumi.Output<string>) =>
  new RoleAssignment(name, {
    roleAssignmentName: guid,
    principalId: topic.identity.apply((identity) => identity?.principalId ?? ""),
    principalType: "ServicePrincipal",
    roleDefinitionId: scope.apply(
      (id) => `${id.split("/").slice(0, 3).join("/")}/providers/Microsoft.Authorization/roleDefinitions/${roleGuid}`,
    ),
    scope,
  });

const deadLetters = account("dead-letters", `acsdl${stack}plain`);
const undelivered = new BlobContainer("undelivered", {
  containerName: "undelivered",
  accountName: deadLetters.name,
  resourceGroupName: group.name,
  publicAccess: "None",
});
const writer = role(
  "dead-letters-writer",
  "5f5c4f6e-0f5e-4c5c-8a55-000000000001",
  "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  deadLetters.id,
);

const queueAccount = account("queues", `acsq${stack}plain`);
const sender = role(
  "queues-sender",
  "5f5c4f6e-0f5e-4c5c-8a55-000000000002",
  "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
  queueAccount.id,
);
const made = new Map(
  queues.map((name) => [
    name,
    new Queue(name, { queueName: name, accountName: queueAccount.name, resourceGroupName: group.name }),
  ]),
);

export const eventSubscriptionIds: Record<string, pulumi.Output<string>> = {};
for (const team of teams) {
  for (const { name, endpoint, eventTypes, subjectBeginsWith, where } of team.subscriptions) {
    const queue = made.get(endpoint);
    if (queue === undefined) throw new Error(`there is no queue ${endpoint}`);
    const subscription = new SystemTopicEventSubscription(
      `${team.name}-${name}`,
      {
        eventSubscriptionName: `${team.name}-${name}`,
        systemTopicName: topic.name,
        resourceGroupName: group.name,
        deliveryWithResourceIdentity: {
          identity: { type: "SystemAssigned" },
          destination: { endpointType: "StorageQueue", resourceId: queueAccount.id, queueName: queue.name },
        },
        filter: {
          includedEventTypes: [...eventTypes],
          subjectBeginsWith: subjectBeginsWith ?? "",
          subjectEndsWith: "",
          isSubjectCaseSensitive: false,
          enableAdvancedFilteringOnArrays: false,
          advancedFilters:
            where === undefined
              ? []
              : [{ operatorType: "StringIn", key: `data.${where.field}`, values: [...where.values] }],
        },
        deadLetterWithResourceIdentity: {
          identity: { type: "SystemAssigned" },
          deadLetterDestination: {
            endpointType: "StorageBlob",
            resourceId: deadLetters.id,
            blobContainerName: undelivered.name,
          },
        },
        retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
        eventDeliverySchema: "EventGridSchema",
        labels: [`team=${team.name}`, `owner=${team.name}@contoso.example`],
      },
      { dependsOn: [queue, sender, undelivered, writer] },
    );
    eventSubscriptionIds[`${team.name}-${name}`] = subscription.id;
  }
}

export const resourceGroup = group.name;
export const communicationService = {
  id: communication.id,
  name: communication.name,
  hostName: communication.hostName,
};
export const systemTopicId = topic.id;
export const undeliveredEvents = { storageAccount: deadLetters.name, container: undelivered.name };
