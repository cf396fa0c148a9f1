/** `own-topic` as most Pulumi programs are written: CommonJS, which the SDK's own loader compiles. */
import * as communication from "@pulumi/azure-native/communication";
import * as eventgrid from "@pulumi/azure-native/eventgrid";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import { filter, phoneNumber, subscription } from "acs-events";
import { EventSubscriptions } from "acs-events/pulumi";

if (typeof module === "undefined") throw new Error("this program is no CommonJS module");

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
  topic: { name: topic.name, resourceGroupName: group.name },
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
  transform: {
    subscription: (args) => {
      args["labels"] = ["owner=contoso"];
    },
  },
});

export const ids = texts.eventSubscriptionIds;
export const pending = texts.pending;
