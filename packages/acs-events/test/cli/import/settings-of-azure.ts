import type { EventSubscriptionArgs, SystemTopicEventSubscriptionArgs } from "@pulumi/azure-native/eventgrid/index.js";
import type { eventgrid } from "@pulumi/azure-native/types/input.js";

type Json = Readonly<Record<string, unknown>>;

/** What becomes of a setting of a deployed subscription when it is imported. */
export type Fate =
  /** It is in the resource that the program declares, `as` this or as it was. */
  | { readonly carried: Json; readonly as?: Json }
  /** The first deployment changes it, and the import says so before, by this finding. */
  | { readonly changed: Json; readonly says: string }
  /** The subscription is omitted, with the sentence of this finding. */
  | { readonly refused: Json; readonly says: string };

const inGroup = (rest: string): string =>
  `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/contoso/providers/${rest}`;
const identity = {
  type: "UserAssigned",
  userAssignedIdentity: inGroup("Microsoft.ManagedIdentity/userAssignedIdentities/contoso-writer"),
};
const account = inGroup("Microsoft.Storage/storageAccounts/contosoqueues");
const webhook = {
  endpointType: "WebHook",
  endpointUrl: "https://handlers.contoso.example/sms",
  minimumTlsVersionAllowed: "1.2",
};
const queue = { endpointType: "StorageQueue", resourceId: account, queueName: "texts" };
const lost = { endpointType: "StorageBlob", resourceId: account, blobContainerName: "lost" };
const azureFunction = {
  endpointType: "AzureFunction",
  resourceId: inGroup("Microsoft.Web/sites/contoso/functions/texts"),
};
const hub = { endpointType: "EventHub", resourceId: inGroup("Microsoft.EventHub/namespaces/contoso/eventhubs/calls") };
const busQueue = {
  endpointType: "ServiceBusQueue",
  resourceId: inGroup("Microsoft.ServiceBus/namespaces/contoso/queues/q"),
};
const busTopic = {
  endpointType: "ServiceBusTopic",
  resourceId: inGroup("Microsoft.ServiceBus/namespaces/contoso/topics/t"),
};

const to = (destination: Json, more: Json = {}): Json => ({ destination: { ...destination, ...more } });
const carriedTo = (destination: Json, more: Json = {}): Fate => ({ carried: to(destination, more) });
const withIdentity = (own: Json, destination: Json): Json => ({
  destination: null,
  deliveryWithResourceIdentity: { identity: own, destination },
});
const filtered = (filter: Json): Fate => ({
  carried: { filter: { includedEventTypes: ["Microsoft.Communication.SMSReceived"], ...filter } },
});

const fromField = { name: "x-from", type: "Dynamic", sourceField: "data.from" };
const plain = { name: "x-app", type: "Static", value: "crm", isSecret: false };
const mapped = { deliveryAttributeMappings: [plain, fromField] };
const both = (destination: Json): readonly Fate[] => [carriedTo(destination, mapped)];
const batches = { maxEventsPerBatch: 7, preferredBatchSizeInKilobytes: 128 };

/**
 * Every setting of an event subscription in azure-native, whether on a topic or on a resource, with examples of what
 * becomes of it. The types are azure-native's: a setting that is new there does not compile until it has a fate here.
 */
type Of<Args, Not extends string = never> = Record<Exclude<keyof Args & string, Not>, readonly Fate[]>;
type Body = SystemTopicEventSubscriptionArgs & EventSubscriptionArgs;

const subscription: Of<Body, "resourceGroupName" | "systemTopicName" | "scope"> = {
  eventSubscriptionName: [{ carried: { name: "contoso-Texts" }, as: { eventSubscriptionName: "contoso-Texts" } }],
  filter: [filtered({ subjectBeginsWith: "/phonenumber/1206" })],
  retryPolicy: [{ carried: { retryPolicy: { maxDeliveryAttempts: 5, eventTimeToLiveInMinutes: 60 } } }],
  expirationTimeUtc: [
    { carried: { expirationTimeUtc: "2099-01-31T00:00:00Z" } },
    { refused: { expirationTimeUtc: "soon" }, says: "adopt-expiry-invalid" },
  ],
  labels: [
    {
      carried: { labels: ["Finance", "label_1"] },
      as: { labels: ["team=support", "owner=support@contoso.example", "Finance", "label_1"] },
    },
  ],
  eventDeliverySchema: [
    { carried: { eventDeliverySchema: "EventGridSchema" } },
    { carried: { eventDeliverySchema: "CloudEventSchemaV1_0" } },
    { refused: { eventDeliverySchema: "CustomInputSchema" }, says: "adopt-schema-changes" },
    { refused: { eventDeliverySchema: "CloudEventV01Schema" }, says: "adopt-schema-changes" },
  ],
  destination: [carriedTo(webhook)],
  deliveryWithResourceIdentity: [
    {
      carried: withIdentity({ type: "SystemAssigned" }, queue),
      as: { deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: queue } },
    },
  ],
  deadLetterDestination: [
    { carried: { deadLetterDestination: lost } },
    {
      changed: { deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "lost" } },
      says: "adopt-dead-letters-move",
    },
    {
      refused: { deadLetterDestination: { ...lost, endpointType: "StorageQueue" } },
      says: "adopt-property-lost",
    },
    { refused: { deadLetterDestination: { ...lost, encryption: "customer" } }, says: "adopt-property-lost" },
  ],
  deadLetterWithResourceIdentity: [
    { carried: { deadLetterWithResourceIdentity: { identity, deadLetterDestination: lost } } },
    {
      carried: {
        deadLetterWithResourceIdentity: { identity: { type: "SystemAssigned" }, deadLetterDestination: lost },
      },
    },
    {
      refused: { deadLetterWithResourceIdentity: { identity: { type: "Other" }, deadLetterDestination: lost } },
      says: "adopt-property-lost",
    },
  ],
};

const filter: Of<eventgrid.EventSubscriptionFilterArgs> = {
  includedEventTypes: [
    {
      carried: {
        filter: { includedEventTypes: ["Microsoft.Communication.CallEnded", "Microsoft.Communication.CallStarted"] },
      },
    },
  ],
  subjectBeginsWith: [filtered({ subjectBeginsWith: "/phonenumber/1206" })],
  subjectEndsWith: [filtered({ subjectEndsWith: "0199" })],
  isSubjectCaseSensitive: [filtered({ subjectEndsWith: "0199", isSubjectCaseSensitive: true })],
  enableAdvancedFilteringOnArrays: [
    filtered({
      enableAdvancedFilteringOnArrays: true,
      advancedFilters: [{ operatorType: "StringIn", key: "data.from", values: ["1"] }],
    }),
    filtered({ enableAdvancedFilteringOnArrays: true }),
  ],
  advancedFilters: [
    filtered({ advancedFilters: [{ operatorType: "StringContains", key: "data.message", values: ["help"] }] }),
    filtered({ advancedFilters: [{ operatorType: "NumberInRange", key: "data.nothing", values: [[1, 2]] }] }),
  ],
};

const identityOf: Of<eventgrid.EventSubscriptionIdentityArgs> = {
  type: [
    {
      carried: withIdentity({ type: "SystemAssigned" }, hub),
      as: { deliveryWithResourceIdentity: { identity: { type: "SystemAssigned" }, destination: hub } },
    },
    { refused: withIdentity({ type: "SystemAssigned" }, webhook), says: "adopt-identity-changes" },
    { refused: withIdentity({ type: "SystemAssigned" }, azureFunction), says: "adopt-identity-changes" },
  ],
  userAssignedIdentity: [
    ...[queue, busQueue, busTopic, hub].map((destination): Fate => {
      const carried = withIdentity(identity, destination);
      return { carried, as: { deliveryWithResourceIdentity: { identity, destination } } };
    }),
    {
      refused: withIdentity({ type: "UserAssigned", userAssignedIdentity: "/me" }, queue),
      says: "adopt-identity-changes",
    },
  ],
};

const webhooks: Of<eventgrid.WebHookEventSubscriptionDestinationArgs, "endpointType"> = {
  endpointUrl: [
    carriedTo(webhook),
    {
      changed: to(webhook, { endpointUrl: "https://handlers.contoso.example/sms?code=1" }),
      says: "adopt-query-unseen",
    },
  ],
  minimumTlsVersionAllowed: [
    carriedTo(webhook),
    carriedTo(webhook, { minimumTlsVersionAllowed: "1.0" }),
    carriedTo(webhook, { minimumTlsVersionAllowed: "1.1" }),
    { changed: to(webhook, { minimumTlsVersionAllowed: null }), says: "adopt-tls-raised" },
    { refused: to(webhook, { minimumTlsVersionAllowed: "1.3" }), says: "adopt-property-lost" },
    { refused: to(webhook, { minimumTlsVersionAllowed: "[parameters('tls')]" }), says: "adopt-property-lost" },
    { refused: to(queue, { minimumTlsVersionAllowed: "1.0" }), says: "adopt-property-lost" },
  ],
  azureActiveDirectoryTenantId: [
    carriedTo(webhook, { azureActiveDirectoryTenantId: "t", azureActiveDirectoryApplicationIdOrUri: "a" }),
    { refused: to(webhook, { azureActiveDirectoryTenantId: "t" }), says: "adopt-property-lost" },
  ],
  azureActiveDirectoryApplicationIdOrUri: [
    { refused: to(webhook, { azureActiveDirectoryApplicationIdOrUri: "a" }), says: "adopt-property-lost" },
  ],
  maxEventsPerBatch: [carriedTo(webhook, batches)],
  preferredBatchSizeInKilobytes: [carriedTo(webhook, batches)],
  deliveryAttributeMappings: [
    ...both(webhook),
    {
      changed: to(webhook, {
        deliveryAttributeMappings: [{ name: "x", type: "Static", value: "Hidden", isSecret: true }],
      }),
      says: "adopt-secret-hidden",
    },
  ],
};
const functions: Of<eventgrid.AzureFunctionEventSubscriptionDestinationArgs, "endpointType"> = {
  resourceId: [carriedTo(azureFunction)],
  maxEventsPerBatch: [carriedTo(azureFunction, batches)],
  preferredBatchSizeInKilobytes: [carriedTo(azureFunction, batches)],
  deliveryAttributeMappings: both(azureFunction),
};
const queues: Of<eventgrid.StorageQueueEventSubscriptionDestinationArgs, "endpointType"> = {
  resourceId: [carriedTo(queue)],
  queueName: [carriedTo(queue)],
  queueMessageTimeToLiveInSeconds: [
    carriedTo(queue, { queueMessageTimeToLiveInSeconds: 3600 }),
    carriedTo(queue, { queueMessageTimeToLiveInSeconds: -1 }),
    { refused: to(queue, { queueMessageTimeToLiveInSeconds: 0 }), says: "adopt-property-lost" },
  ],
};
const hubs: Of<eventgrid.EventHubEventSubscriptionDestinationArgs, "endpointType"> = {
  resourceId: [carriedTo(hub)],
  deliveryAttributeMappings: both(hub),
};
const busQueues: Of<eventgrid.ServiceBusQueueEventSubscriptionDestinationArgs, "endpointType"> = {
  resourceId: [carriedTo(busQueue)],
  deliveryAttributeMappings: both(busQueue),
};
const busTopics: Of<eventgrid.ServiceBusTopicEventSubscriptionDestinationArgs, "endpointType"> = {
  resourceId: [carriedTo(busTopic)],
  deliveryAttributeMappings: both(busTopic),
};

/** A kind of destination that cannot be declared at all, so that nothing of it has to be. */
const refusedKind = (endpointType: string, setting: Json): readonly Fate[] => [
  { refused: to({ endpointType, ...setting }), says: "adopt-destination-unsupported" },
];
const hybridConnections: Of<eventgrid.HybridConnectionEventSubscriptionDestinationArgs, "endpointType"> = {
  resourceId: refusedKind("HybridConnection", { resourceId: "/x" }),
  deliveryAttributeMappings: refusedKind("HybridConnection", mapped),
};
const namespaceTopics: Of<eventgrid.NamespaceTopicEventSubscriptionDestinationArgs, "endpointType"> = {
  resourceId: refusedKind("NamespaceTopic", { resourceId: "/x" }),
};
const alerts: Of<eventgrid.MonitorAlertEventSubscriptionDestinationArgs, "endpointType"> = {
  actionGroups: refusedKind("MonitorAlert", { actionGroups: ["/x"] }),
  description: refusedKind("MonitorAlert", { description: "x" }),
  severity: refusedKind("MonitorAlert", { severity: "Sev1" }),
};

const dynamicAttributes: Of<eventgrid.DynamicDeliveryAttributeMappingArgs, "type"> = {
  name: [
    carriedTo(hub, { deliveryAttributeMappings: [fromField] }),
    {
      refused: to(hub, { deliveryAttributeMappings: [fromField, { ...fromField, name: "X-From" }] }),
      says: "adopt-mapping-lost",
    },
  ],
  sourceField: [
    carriedTo(busQueue, { deliveryAttributeMappings: [fromField] }),
    {
      refused: to(busQueue, { deliveryAttributeMappings: [{ name: "x", type: "Dynamic" }] }),
      says: "adopt-mapping-lost",
    },
    { refused: to(queue, { deliveryAttributeMappings: [fromField] }), says: "adopt-mapping-lost" },
  ],
};
const staticAttributes: Of<eventgrid.StaticDeliveryAttributeMappingArgs, "type"> = {
  name: [
    carriedTo(hub, { deliveryAttributeMappings: [plain] }),
    {
      changed: to(hub, { deliveryAttributeMappings: [{ ...plain, name: "Authorization" }] }),
      says: "adopt-header-becomes-secret",
    },
  ],
  value: [carriedTo(busTopic, { deliveryAttributeMappings: [plain] })],
  isSecret: [
    {
      changed: to(busTopic, { deliveryAttributeMappings: [{ ...plain, isSecret: true, value: "Hidden" }] }),
      says: "adopt-secret-hidden",
    },
  ],
};

/** By what has them. */
export const settingsOfAzure = {
  subscription,
  filter,
  identity: identityOf,
  WebHook: webhooks,
  AzureFunction: functions,
  StorageQueue: queues,
  EventHub: hubs,
  ServiceBusQueue: busQueues,
  ServiceBusTopic: busTopics,
  HybridConnection: hybridConnections,
  NamespaceTopic: namespaceTopics,
  MonitorAlert: alerts,
  Dynamic: dynamicAttributes,
  Static: staticAttributes,
} as const;
