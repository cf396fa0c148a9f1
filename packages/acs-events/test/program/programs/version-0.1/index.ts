/**
 * A stack as version 0.1 declared it: the same resources, without a component around them. Kept as it was, names and
 * all, so that a test can say what a newer version makes of its state.
 */
import { createHash } from "node:crypto";
import { RoleAssignment } from "@pulumi/azure-native/authorization/index.js";
import { CommunicationService } from "@pulumi/azure-native/communication/index.js";
import { SystemTopic, SystemTopicEventSubscription } from "@pulumi/azure-native/eventgrid/index.js";
import { EventHub, Namespace as EventHubNamespace } from "@pulumi/azure-native/eventhub/index.js";
import { DiagnosticSetting } from "@pulumi/azure-native/monitor/index.js";
import { Workspace } from "@pulumi/azure-native/operationalinsights/index.js";
import { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import { Namespace as ServiceBusNamespace, Queue as ServiceBusQueue } from "@pulumi/azure-native/servicebus/index.js";
import { BlobContainer, Queue, StorageAccount } from "@pulumi/azure-native/storage/index.js";
import * as pulumi from "@pulumi/pulumi";

const group = new ResourceGroup("acs-events");

function uniqueName(begin: string, separator: string): pulumi.Output<string> {
  return group.id.apply((id) => {
    const hash = createHash("sha256").update(id.toLowerCase()).digest("hex");
    return `${begin}${separator}${BigInt(`0x${hash}`).toString(36).slice(0, 10)}`;
  });
}

function stableGuid(...parts: readonly string[]): string {
  const hash = createHash("sha256").update(parts.join("\n").toLowerCase()).digest("hex");
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const communication = new CommunicationService("communication", {
  communicationServiceName: uniqueName("acs-dev", "-"),
  resourceGroupName: group.name,
  location: "global",
  dataLocation: "Europe",
  disableLocalAuth: true,
  publicNetworkAccess: "Enabled",
});

const topic = new SystemTopic(
  "system-topic",
  {
    systemTopicName: "acs-events-dev",
    resourceGroupName: group.name,
    location: "global",
    source: communication.id,
    topicType: "Microsoft.Communication.CommunicationServices",
    identity: { type: "SystemAssigned" },
  },
  { replaceOnChanges: ["source", "topicType"] },
);
const principalId = topic.identity.apply((identity) => identity?.principalId ?? "");

const logs = new Workspace("logs", {
  workspaceName: "acs-events-dev-logs",
  resourceGroupName: group.name,
  sku: { name: "PerGB2018" },
  retentionInDays: 30,
});
for (const [name, resourceUri] of [
  ["communication-logs", communication.id],
  ["system-topic-logs", topic.id],
] as const) {
  new DiagnosticSetting(name, {
    name: "acs-events",
    resourceUri,
    workspaceId: logs.id,
    logs: [{ categoryGroup: "allLogs", enabled: true }],
    metrics: [{ category: "AllMetrics", enabled: true }],
  });
}

const storageAccount = (name: string, begin: string): StorageAccount =>
  new StorageAccount(name, {
    accountName: uniqueName(begin, ""),
    resourceGroupName: group.name,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: false,
    enableHttpsTrafficOnly: true,
    minimumTlsVersion: "TLS1_2",
  });

const assignRole = (name: string, role: string, guid: string, scope: pulumi.Output<string>): RoleAssignment =>
  new RoleAssignment(name, {
    principalId,
    principalType: "ServicePrincipal",
    roleDefinitionId: scope.apply(
      (id) =>
        `${/^\/subscriptions\/[^/]+/i.exec(id)?.[0] ?? ""}/providers/Microsoft.Authorization/roleDefinitions/${guid}`,
    ),
    scope,
    roleAssignmentName: pulumi.all([scope, principalId]).apply(([id, principal]) => stableGuid(id, principal, role)),
  });

const deadLetters = storageAccount("dead-letters", "acsdldev");
const undelivered = new BlobContainer("undelivered", {
  containerName: "undelivered",
  accountName: deadLetters.name,
  resourceGroupName: group.name,
  publicAccess: "None",
});
const deadLetterWriter = assignRole(
  "dead-letters-writer",
  "Storage Blob Data Contributor",
  "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  deadLetters.id,
);

const queues = storageAccount("queues", "acsqdev");
const queuesSender = assignRole(
  "queues-sender",
  "Storage Queue Data Message Sender",
  "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
  queues.id,
);
const texts = new Queue("texts", { queueName: "texts", accountName: queues.name, resourceGroupName: group.name });

const serviceBus = new ServiceBusNamespace("service-bus", {
  namespaceName: uniqueName("acs-queues-dev", "-"),
  resourceGroupName: group.name,
  sku: { name: "Standard", tier: "Standard" },
  disableLocalAuth: true,
  minimumTlsVersion: "1.2",
});
const calls = new ServiceBusQueue("calls", {
  queueName: "calls",
  namespaceName: serviceBus.name,
  resourceGroupName: group.name,
});
const callsSender = assignRole(
  "calls-sender",
  "Azure Service Bus Data Sender",
  "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
  calls.id,
);

const eventHubs = new EventHubNamespace("event-hubs", {
  namespaceName: uniqueName("acs-hubs-dev", "-"),
  resourceGroupName: group.name,
  sku: { name: "Standard", tier: "Standard", capacity: 1 },
  disableLocalAuth: true,
  minimumTlsVersion: "1.2",
});
const archive = new EventHub("archive", {
  eventHubName: "chat",
  namespaceName: eventHubs.name,
  resourceGroupName: group.name,
  partitionCount: 2,
  messageRetentionInDays: 1,
});
const archiveSender = assignRole(
  "archive-sender",
  "Azure Event Hubs Data Sender",
  "2b629674-e913-4c01-ae53-ef4638d8f975",
  archive.id,
);

const withIdentity = <D>(destination: D) => ({
  deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination },
});

function subscribe(
  name: string,
  destination: object,
  eventTypes: string[],
  subjectBeginsWith: string,
  needs: readonly pulumi.Resource[],
): pulumi.Output<string> {
  const subscription = new SystemTopicEventSubscription(
    name,
    {
      eventSubscriptionName: name,
      systemTopicName: topic.name,
      resourceGroupName: group.name,
      ...destination,
      filter: {
        includedEventTypes: eventTypes,
        subjectBeginsWith,
        subjectEndsWith: "",
        isSubjectCaseSensitive: false,
        enableAdvancedFilteringOnArrays: false,
        advancedFilters: [],
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
      labels: ["team=support", "owner=support@contoso.example"],
    },
    { dependsOn: [...needs, undelivered, deadLetterWriter], replaceOnChanges: ["eventDeliverySchema"] },
  );
  return subscription.id;
}

export const eventSubscriptionIds = {
  texts: subscribe(
    "support-texts",
    withIdentity({ endpointType: "StorageQueue", resourceId: queues.id, queueName: texts.name }),
    ["Microsoft.Communication.SMSReceived"],
    "/phonenumber/1555",
    [texts, queuesSender],
  ),
  calls: subscribe(
    "support-calls",
    withIdentity({ endpointType: "ServiceBusQueue", resourceId: calls.id }),
    ["Microsoft.Communication.IncomingCall"],
    "",
    [calls, callsSender],
  ),
  chat: subscribe(
    "support-chat",
    withIdentity({ endpointType: "EventHub", resourceId: archive.id }),
    ["Microsoft.Communication.ChatMessageReceivedInThread"],
    "",
    [archive, archiveSender],
  ),
  hook: subscribe(
    "support-hook",
    {
      destination: {
        endpointType: "WebHook",
        endpointUrl: pulumi.secret("https://handlers.contoso.example/api/texts?code=s3cret"),
        minimumTlsVersionAllowed: "1.2",
        deliveryAttributeMappings: [
          { type: "Static", name: "x-key", value: pulumi.secret("t0psecret"), isSecret: true },
        ],
      },
    },
    ["Microsoft.Communication.SMSDeliveryReportReceived"],
    "",
    [],
  ),
};
