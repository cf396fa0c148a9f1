/** A program of somebody's own, which has a topic already and declares subscriptions of it. */

import * as communication from "@pulumi/azure-native/communication/index.js";
import * as eventgrid from "@pulumi/azure-native/eventgrid/index.js";
import * as resources from "@pulumi/azure-native/resources/index.js";
import * as storage from "@pulumi/azure-native/storage/index.js";
import { filter, phoneNumber, subscription } from "acs-events";
import { EventSubscriptions } from "acs-events/pulumi";

const group = new resources.ResourceGroup("contoso");
const service = new communication.CommunicationService("contoso", {
  resourceGroupName: group.name,
  location: "global",
  dataLocation: "Europe",
});
const topic = new eventgrid.SystemTopic("contoso", {
  resourceGroupName: group.name,
  location: "global",
  source: service.id,
  topicType: "Microsoft.Communication.CommunicationServices",
  identity: { type: "SystemAssigned" },
});
const account = new storage.StorageAccount("contoso", {
  resourceGroupName: group.name,
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
});
const queue = new storage.Queue("texts", { resourceGroupName: group.name, accountName: account.name });
const undelivered = new storage.BlobContainer("undelivered", {
  resourceGroupName: group.name,
  accountName: account.name,
});

const texts = new EventSubscriptions("texts", {
  topic: topic.id,
  subscriptions: [
    subscription("seattle", {
      filter: filter({
        eventTypes: ["Microsoft.Communication.SMSReceived"],
        subjectBeginsWith: phoneNumber("1206"),
      }),
      endpoint: "queue",
    }),
    subscription("reports", {
      filter: filter({
        eventTypes: ["Microsoft.Communication.SMSDeliveryReportReceived"],
        where: (event) => [event.data.deliveryStatus.isIn("Failed")],
      }),
      endpoint: "hook",
      undeliveredEvents: "dropped",
    }),
    subscription("calls", {
      filter: filter({ eventTypes: ["Microsoft.Communication.IncomingCall"] }),
      endpoint: "not-built-yet",
    }),
  ],
  endpoints: {
    queue: { kind: "storage-queue", storageAccountId: account.id, queueName: queue.name },
    hook: {
      kind: "webhook",
      url: "https://handlers.contoso.example/api/reports",
      secrets: { query: account.name.apply((name) => `code=${name}`) },
    },
    "not-built-yet": { kind: "webhook" },
  },
  deadLetters: { storageAccountId: account.id, container: undelivered.name },
  transform: { subscription: { labels: ["owner=contoso"] } },
});

export const ids = texts.eventSubscriptionIds;
export const pending = texts.pending;
