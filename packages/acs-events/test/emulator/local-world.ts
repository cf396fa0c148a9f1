import { createWorld, localSettings, type World } from "../../src/emulator/resources/azure.ts";
import type { Refusal } from "../../src/emulator/resources/refusal.ts";
import { resourceTypeOf } from "../../src/emulator/resources/resource-types.ts";
import {
  createStore,
  type ResourceProperties,
  type StoredResource,
  type SubscriptionValidator,
} from "../../src/emulator/store.ts";

export const now = "2026-11-23T12:00:00Z";

/** An empty local Azure at a fixed time. */
export function emptyWorld(validator?: SubscriptionValidator): World {
  return createWorld({ store: createStore(), validator, now: () => new Date(now) }).world;
}

/** Puts a resource into the world as a creation does, without asking whether Azure would take it. */
export function put(world: World, token: string, inputs: ResourceProperties): StoredResource {
  const type = resourceTypeOf(token);
  const id = type.id(inputs, world, "");
  const target = { id, name: id.slice(id.lastIndexOf("/") + 1), existing: undefined };
  const resource = { id, token, inputs, outputs: type.outputs(inputs, world, target) };
  world.store.put(resource);
  return resource;
}

/** What Azure would say to the creation of a resource, or to its change where it is there. */
export function refusalsOf(world: World, token: string, inputs: ResourceProperties): readonly Refusal[] {
  const type = resourceTypeOf(token);
  const id = type.id(inputs, world, "");
  return type.refusals(inputs, world, {
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    existing: world.store.get(id),
  });
}

export const group = `/subscriptions/${localSettings.subscriptionId}/resourceGroups/contoso`;
export const source = `${group}/providers/Microsoft.Communication/communicationServices/contoso-dev`;
export const account = `${group}/providers/Microsoft.Storage/storageAccounts/contosodead`;
export const topicId = `${group}/providers/Microsoft.EventGrid/systemTopics/contoso-events`;

export const communicationService: ResourceProperties = {
  resourceGroupName: "contoso",
  communicationServiceName: "contoso-dev",
  location: "global",
  dataLocation: "Europe",
};

export const systemTopic: ResourceProperties = {
  resourceGroupName: "contoso",
  systemTopicName: "contoso-events",
  location: "global",
  source,
  topicType: "Microsoft.Communication.CommunicationServices",
  identity: { type: "SystemAssigned" },
};

export const storageAccount: ResourceProperties = {
  resourceGroupName: "contoso",
  accountName: "contosodead",
  location: "westeurope",
  kind: "StorageV2",
  sku: { name: "Standard_LRS" },
};

/** A subscription that Azure takes. */
export const eventSubscription: ResourceProperties = {
  resourceGroupName: "contoso",
  systemTopicName: "contoso-events",
  eventSubscriptionName: "support-texts",
  destination: { endpointType: "WebHook", endpointUrl: "https://handlers.contoso.example/api/sms?code=s3cret" },
  deadLetterWithResourceIdentity: {
    identity: { type: "SystemAssigned" },
    deadLetterDestination: { endpointType: "StorageBlob", resourceId: account, blobContainerName: "undelivered" },
  },
  filter: {
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "/phonenumber/1555",
    isSubjectCaseSensitive: false,
  },
  retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
  eventDeliverySchema: "EventGridSchema",
  labels: ["team=support", "owner=support@contoso.example"],
};

/** A local Azure with a Communication Services resource, its topic, and a storage account with a queue and a container. */
export function contosoWorld(validator?: SubscriptionValidator): World {
  const world = emptyWorld(validator);
  put(world, "azure-native:resources:ResourceGroup", { resourceGroupName: "contoso", location: "westeurope" });
  put(world, "azure-native:communication:CommunicationService", communicationService);
  put(world, "azure-native:eventgrid:SystemTopic", systemTopic);
  put(world, "azure-native:storage:StorageAccount", storageAccount);
  const inAccount = { resourceGroupName: "contoso", accountName: "contosodead" };
  put(world, "azure-native:storage:BlobContainer", { ...inAccount, containerName: "undelivered" });
  put(world, "azure-native:storage:Queue", { ...inAccount, queueName: "support" });
  return world;
}
