/**
 * Where events can go: an endpoint is declared once in the stack's configuration, by name, and subscriptions say the
 * name. A closed union; whether the program makes it or finds it there is part of the kind.
 */
export type Endpoint = WebhookEndpoint | AzureFunctionEndpoint | QueueEndpoint | ResourceEndpoint | CreatedEndpoint;

/** Event Grid posts to it, over https. Without a `url` it is pending: its subscriptions wait until there is one. */
export interface WebhookEndpoint {
  readonly kind: "webhook";
  /** https, without a query: what is secret about it stands under `acs-events:secrets`. */
  readonly url?: string | undefined;
  /** The path that a local handler serves while there is no `url`. */
  readonly path?: string | undefined;
  /** Event Grid asks Entra ID for a token and sends it along. */
  readonly entra?: { readonly tenantId: string; readonly applicationId: string } | undefined;
}

export interface AzureFunctionEndpoint {
  readonly kind: "azure-function";
  /** `…/Microsoft.Web/sites/{app}/functions/{function}`. The function has to be deployed before. */
  readonly id: string;
}

/** A queue of a storage account that exists already. */
export interface QueueEndpoint {
  readonly kind: "storage-queue";
  readonly storageAccountId: string;
  readonly queueName: string;
  readonly deliverWithIdentity: boolean;
}

/** A Service Bus queue or topic, or an Event Hub, that exists already. */
export interface ResourceEndpoint {
  readonly kind: "service-bus-queue" | "service-bus-topic" | "event-hub";
  readonly id: string;
  readonly deliverWithIdentity: boolean;
}

/**
 * Made by the program, together with the role assignment that lets the system topic write to it. A function is brought
 * into the app of `acs-events:handlers` by `acs-events publish`; until then its subscriptions wait.
 */
export interface CreatedEndpoint {
  readonly kind: "storage-queue" | "service-bus-queue" | "event-hub" | "azure-function";
  readonly create: true;
  /** The name of the queue, hub or function in Azure; the endpoint's own name unless said. */
  readonly entityName?: string | undefined;
}

export function isCreated(endpoint: Endpoint): endpoint is CreatedEndpoint {
  return "create" in endpoint;
}

/** Declared, but nowhere yet: subscriptions to it are left out of a deployment until it has a url. */
export function isPending(endpoint: Endpoint): boolean {
  return endpoint.kind === "webhook" && endpoint.url === undefined;
}

/** What a plan says of a destination: enough to review it, and never a secret. The words are Azure's. */
export interface PlannedDestination {
  readonly endpointType:
    | "WebHook"
    | "AzureFunction"
    | "StorageQueue"
    | "ServiceBusQueue"
    | "ServiceBusTopic"
    | "EventHub";
  readonly endpoint: string;
  readonly kind: Endpoint["kind"];
  readonly host?: string;
  readonly endpointBaseUrl?: string;
  readonly azureActiveDirectoryTenantId?: string;
  readonly azureActiveDirectoryApplicationIdOrUri?: string;
  readonly resourceId?: string;
  readonly queueName?: string;
  readonly created?: true;
  readonly deliveryIdentity?: "SystemAssigned";
  readonly maxEventsPerBatch?: number;
  readonly preferredBatchSizeInKilobytes?: number;
}

const endpointTypes = {
  webhook: "WebHook",
  "azure-function": "AzureFunction",
  "storage-queue": "StorageQueue",
  "service-bus-queue": "ServiceBusQueue",
  "service-bus-topic": "ServiceBusTopic",
  "event-hub": "EventHub",
} as const satisfies Record<Endpoint["kind"], PlannedDestination["endpointType"]>;

/** The destination of a subscription to `endpoint`, declared under `name`; a pending webhook has no address in it. */
export function plannedDestination(name: string, endpoint: Endpoint): PlannedDestination {
  const common = { endpointType: endpointTypes[endpoint.kind], endpoint: name, kind: endpoint.kind };
  const identity = { deliveryIdentity: "SystemAssigned" } as const;
  if (isCreated(endpoint)) {
    const entity = endpoint.kind === "storage-queue" ? { queueName: endpoint.entityName ?? name } : {};
    // Event Grid calls functions by no identity of the topic.
    return { ...common, ...entity, created: true, ...(endpoint.kind === "azure-function" ? {} : identity) };
  }
  switch (endpoint.kind) {
    case "webhook":
      return {
        ...common,
        ...(endpoint.url === undefined ? {} : { host: new URL(endpoint.url).host, endpointBaseUrl: endpoint.url }),
        ...(endpoint.entra === undefined
          ? {}
          : {
              azureActiveDirectoryTenantId: endpoint.entra.tenantId,
              azureActiveDirectoryApplicationIdOrUri: endpoint.entra.applicationId,
            }),
      };
    case "azure-function":
      return { ...common, resourceId: endpoint.id };
    case "storage-queue":
      return {
        ...common,
        resourceId: endpoint.storageAccountId,
        queueName: endpoint.queueName,
        ...(endpoint.deliverWithIdentity ? identity : {}),
      };
    case "service-bus-queue":
    case "service-bus-topic":
    case "event-hub":
      return { ...common, resourceId: endpoint.id, ...(endpoint.deliverWithIdentity ? identity : {}) };
  }
}
