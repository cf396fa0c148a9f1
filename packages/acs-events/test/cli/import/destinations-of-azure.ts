import type { eventgrid } from "@pulumi/azure-native/types/input.js";
import type { Unwrap } from "@pulumi/pulumi";
import {
  azureFunction,
  type Body,
  batches,
  both,
  busQueue,
  busTopic,
  carriedTo,
  type Fate,
  fromField,
  hub,
  type Json,
  mapped,
  type Of,
  plain,
  queue,
  to,
  webhook,
} from "./fates.ts";

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
  value: [
    carriedTo(busTopic, { deliveryAttributeMappings: [plain] }),
    {
      refused: to(busTopic, { deliveryAttributeMappings: [{ ...plain, encoding: "base64" }] }),
      says: "adopt-mapping-lost",
    },
  ],
  isSecret: [
    {
      changed: to(busTopic, { deliveryAttributeMappings: [{ ...plain, isSecret: true, value: "Hidden" }] }),
      says: "adopt-secret-hidden",
    },
  ],
};

/** A kind of destination that is new in azure-native does not compile until it is here. */
type DestinationType = NonNullable<Unwrap<Body["destination"]>>["endpointType"];
type Tables = Readonly<Record<string, Readonly<Record<string, readonly Fate[]>>>>;

/** Each kind of destination, and the attributes that go along with an event. */
export const destinationsOfAzure = {
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
} as const satisfies Tables & Readonly<Record<DestinationType, unknown>>;
