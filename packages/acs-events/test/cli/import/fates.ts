import type { EventSubscriptionArgs, SystemTopicEventSubscriptionArgs } from "@pulumi/azure-native/eventgrid/index.js";

export type Json = Readonly<Record<string, unknown>>;

/** What becomes of a setting of a deployed subscription when it is imported. */
export type Fate =
  /** It is in the resource that the program declares, `as` this or as it was. */
  | { readonly carried: Json; readonly as?: Json }
  /** The first deployment changes it, and the import says so before, by this finding. */
  | { readonly changed: Json; readonly says: string }
  /** The subscription is omitted, with the sentence of this finding. */
  | { readonly refused: Json; readonly says: string };

export const inGroup = (rest: string): string =>
  `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/contoso/providers/${rest}`;
export const identity = {
  type: "UserAssigned",
  userAssignedIdentity: inGroup("Microsoft.ManagedIdentity/userAssignedIdentities/contoso-writer"),
};
export const account = inGroup("Microsoft.Storage/storageAccounts/contosoqueues");
export const webhook = {
  endpointType: "WebHook",
  endpointUrl: "https://handlers.contoso.example/sms",
  minimumTlsVersionAllowed: "1.2",
};
export const queue = { endpointType: "StorageQueue", resourceId: account, queueName: "texts" };
export const lost = { endpointType: "StorageBlob", resourceId: account, blobContainerName: "lost" };
export const azureFunction = {
  endpointType: "AzureFunction",
  resourceId: inGroup("Microsoft.Web/sites/contoso/functions/texts"),
};
export const hub = {
  endpointType: "EventHub",
  resourceId: inGroup("Microsoft.EventHub/namespaces/contoso/eventhubs/calls"),
};
export const busQueue = {
  endpointType: "ServiceBusQueue",
  resourceId: inGroup("Microsoft.ServiceBus/namespaces/contoso/queues/q"),
};
export const busTopic = {
  endpointType: "ServiceBusTopic",
  resourceId: inGroup("Microsoft.ServiceBus/namespaces/contoso/topics/t"),
};

export const to = (destination: Json, more: Json = {}): Json => ({ destination: { ...destination, ...more } });
export const carriedTo = (destination: Json, more: Json = {}): Fate => ({ carried: to(destination, more) });
export const withIdentity = (own: Json, destination: Json): Json => ({
  destination: null,
  deliveryWithResourceIdentity: { identity: own, destination },
});
export const filtered = (filter: Json): Fate => ({
  carried: { filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], ...filter } },
});

export const fromField = { name: "x-from", type: "Dynamic", sourceField: "data.from" };
export const plain = { name: "x-app", type: "Static", value: "crm", isSecret: false };
export const mapped = { deliveryAttributeMappings: [plain, fromField] };
export const both = (destination: Json): readonly Fate[] => [carriedTo(destination, mapped)];
export const batches = { maxEventsPerBatch: 7, preferredBatchSizeInKilobytes: 128 };

/**
 * Every setting of an event subscription in azure-native, whether on a topic or on a resource, with examples of what
 * becomes of it. The types are azure-native's: a setting that is new there does not compile until it has a fate here.
 */
export type Of<Args, Not extends string = never> = Record<Exclude<keyof Args & string, Not>, readonly Fate[]>;
export type Body = SystemTopicEventSubscriptionArgs & EventSubscriptionArgs;
