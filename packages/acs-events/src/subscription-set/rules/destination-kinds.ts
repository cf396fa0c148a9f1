/** What Azure knows of each kind of destination (REST specification 2025-02-15, destinations). */
export interface DestinationKind {
  /** What has to be there; of several in one element one is enough. */
  readonly required: readonly (readonly string[])[];
  /** The shape of `resourceId`, after `/subscriptions/…/resourceGroups/…/providers/`. */
  readonly resource?: string;
  /** maxEventsPerBatch and preferredBatchSizeInKilobytes. */
  readonly batches: boolean;
  readonly attributes: boolean;
  /** Whether the system topic's identity can deliver to it (Azure docs, add-identity-roles). */
  readonly identity: boolean;
}

const resource = (shape: string, more: Partial<DestinationKind> = {}): DestinationKind => ({
  required: [["resourceId"]],
  resource: shape,
  batches: false,
  attributes: true,
  identity: true,
  ...more,
});

export const destinationKinds = {
  // A list of subscriptions shows the beginning of the address only.
  WebHook: { required: [["endpointUrl", "endpointBaseUrl"]], batches: true, attributes: true, identity: false },
  AzureFunction: resource("Microsoft.Web/sites/{app}/functions/{function}", { batches: true, identity: false }),
  EventHub: resource("Microsoft.EventHub/namespaces/{namespace}/eventhubs/{hub}"),
  HybridConnection: resource("Microsoft.Relay/namespaces/{namespace}/hybridConnections/{connection}", {
    identity: false,
  }),
  ServiceBusQueue: resource("Microsoft.ServiceBus/namespaces/{namespace}/queues/{queue}"),
  ServiceBusTopic: resource("Microsoft.ServiceBus/namespaces/{namespace}/topics/{topic}"),
  StorageQueue: resource("Microsoft.Storage/storageAccounts/{account}", {
    required: [["resourceId"], ["queueName"]],
    attributes: false,
  }),
  NamespaceTopic: resource("Microsoft.EventGrid/namespaces/{namespace}/topics/{topic}", { attributes: false }),
} as const satisfies Record<string, DestinationKind>;

export type EndpointType = keyof typeof destinationKinds;

export const endpointTypes = Object.keys(destinationKinds) as readonly EndpointType[];

export function isEndpointType(name: string): name is EndpointType {
  return Object.hasOwn(destinationKinds, name);
}

/** Whether an id is that of a resource of the given shape; slots of a web app are accepted, as Azure does. */
export function isResourceOf(shape: string, id: string): boolean {
  const pattern = shape.replace("sites/{app}/", "sites/{app}(?:/slots/[^/]+)?/").replaceAll(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/${pattern}$`, "i").test(id);
}
