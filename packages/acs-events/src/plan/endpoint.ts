/**
 * Where events can go: an endpoint is declared once in the stack's configuration, by name, and subscriptions say the
 * name. A closed union; whether the program makes it or finds it there is part of the kind.
 */
export type Endpoint = WebhookEndpoint | AzureFunctionEndpoint | QueueEndpoint | ResourceEndpoint | CreatedEndpoint;

/** Event Grid posts to it, over https. Without a `url` it is pending: its subscriptions wait until there is one. */
export interface WebhookEndpoint {
  readonly kind: "webhook";
  /** https, without a query: what is secret about it is under `acs-events:secrets`. */
  readonly url?: string | undefined;
  /** The path that a local handler serves while there is no `url`. */
  readonly path?: string | undefined;
  /** Event Grid asks Entra ID for a token and sends it along. */
  readonly entra?: { readonly tenantId: string; readonly applicationId: string } | undefined;
  /** The oldest TLS version that Event Grid may call it with; 1.2 unless said. */
  readonly minimumTlsVersion?: TlsVersion | undefined;
  readonly attributes?: DeliveryAttributes | undefined;
}

/** What Azure allows for a webhook (Azure docs, transport-layer-security-enforce-minimum-version). */
const tlsVersions = ["1.0", "1.1", "1.2"] as const;
export type TlsVersion = (typeof tlsVersions)[number];

export function isTlsVersion(version: unknown): version is TlsVersion {
  return tlsVersions.some((one) => one === version);
}

/** What the program deploys where nothing is said, and what Azure takes where nothing is set (same page). */
export const defaultTlsVersion: TlsVersion = "1.2";

/**
 * What goes along with each event beside its body, by name: a header of a webhook or function, a property of a message.
 * `from` takes the value from the event (`data.from`); `value` is the same for all, and no secret.
 */
export type DeliveryAttributes = Readonly<Record<string, DeliveryAttribute>>;
export type DeliveryAttribute = { readonly from: string } | { readonly value: string };

/** `true`: as the system topic's own identity; a text: as the user-assigned identity with this id, which the topic has. */
export type DeliverWithIdentity = boolean | string;

export interface AzureFunctionEndpoint {
  readonly kind: "azure-function";
  /** `…/Microsoft.Web/sites/{app}/functions/{function}`. The function has to be deployed before. */
  readonly id: string;
  readonly attributes?: DeliveryAttributes | undefined;
}

/** A queue of a storage account that exists already. */
export interface QueueEndpoint {
  readonly kind: "storage-queue";
  readonly storageAccountId: string;
  readonly queueName: string;
  /** How long a message stays in the queue: more than 0, or -1 for good. Azure's default is seven days. */
  readonly messageTimeToLiveInSeconds?: number | undefined;
  readonly deliverWithIdentity: DeliverWithIdentity;
}

/** A Service Bus queue or topic, or an Event Hub, that exists already. */
export interface ResourceEndpoint {
  readonly kind: "service-bus-queue" | "service-bus-topic" | "event-hub";
  readonly id: string;
  readonly deliverWithIdentity: DeliverWithIdentity;
  readonly attributes?: DeliveryAttributes | undefined;
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

/** Declared, but nowhere yet: subscriptions to it are omitted from a deployment until it has a url. */
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
  /** Omitted where it is the default, so that plans of before stay as they are. */
  readonly minimumTlsVersionAllowed?: TlsVersion;
  readonly resourceId?: string;
  readonly queueName?: string;
  readonly queueMessageTimeToLiveInSeconds?: number;
  readonly created?: true;
  /** `SystemAssigned`, or the id of a user-assigned identity of the topic. */
  readonly deliveryIdentity?: string;
  /** Those that are no secret, sorted by name. */
  readonly deliveryAttributeMappings?: readonly PlannedAttribute[];
  readonly maxEventsPerBatch?: number;
  readonly preferredBatchSizeInKilobytes?: number;
}

/** A delivery attribute in Azure's words. */
export type PlannedAttribute =
  | { readonly name: string; readonly type: "Dynamic"; readonly sourceField: string }
  | { readonly name: string; readonly type: "Static"; readonly value: string; readonly isSecret: false };

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
  const byIdentity = (identity: DeliverWithIdentity) =>
    identity === false ? {} : { deliveryIdentity: identity === true ? "SystemAssigned" : identity };
  if (isCreated(endpoint)) {
    const entity = endpoint.kind === "storage-queue" ? { queueName: endpoint.entityName ?? name } : {};
    // Event Grid calls functions by no identity of the topic.
    return { ...common, ...entity, created: true, ...byIdentity(endpoint.kind !== "azure-function") };
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
        ...(endpoint.minimumTlsVersion === undefined || endpoint.minimumTlsVersion === defaultTlsVersion
          ? {}
          : { minimumTlsVersionAllowed: endpoint.minimumTlsVersion }),
        ...plannedAttributes(endpoint.attributes),
      };
    case "azure-function":
      return { ...common, resourceId: endpoint.id, ...plannedAttributes(endpoint.attributes) };
    case "storage-queue":
      return {
        ...common,
        resourceId: endpoint.storageAccountId,
        queueName: endpoint.queueName,
        ...(endpoint.messageTimeToLiveInSeconds === undefined
          ? {}
          : { queueMessageTimeToLiveInSeconds: endpoint.messageTimeToLiveInSeconds }),
        ...byIdentity(endpoint.deliverWithIdentity),
      };
    case "service-bus-queue":
    case "service-bus-topic":
    case "event-hub":
      return {
        ...common,
        resourceId: endpoint.id,
        ...byIdentity(endpoint.deliverWithIdentity),
        ...plannedAttributes(endpoint.attributes),
      };
  }
}

function plannedAttributes(attributes: DeliveryAttributes = {}): Pick<PlannedDestination, "deliveryAttributeMappings"> {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return {};
  return {
    deliveryAttributeMappings: names.flatMap((name): PlannedAttribute[] => {
      const attribute = attributes[name];
      if (attribute === undefined) return [];
      return "from" in attribute
        ? [{ name, type: "Dynamic", sourceField: attribute.from }]
        : [{ name, type: "Static", value: attribute.value, isSecret: false }];
    }),
  };
}
