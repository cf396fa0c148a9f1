import * as pulumi from "@pulumi/pulumi";
import type { CreatedEndpoint, DeliveryAttributes, TlsVersion } from "../plan/endpoint.ts";
import type { Dependency } from "./inner-resources.ts";
import type { MadeEndpoint } from "./made-endpoint.ts";

/** Where events can go, in somebody's own program: ids and addresses may be outputs of other resources. */
export type EndpointArgs = (WebhookArgs | AzureFunctionArgs | StorageQueueArgs | ExistingResourceArgs) & {
  /** What has to be there before Event Grid delivers to the endpoint, such as a role assignment. */
  readonly dependsOn?: readonly Dependency[];
};

/** Event Grid posts to it, over https. Without a `url` its subscriptions are pending: they are not deployed. */
export interface WebhookArgs {
  readonly kind: "webhook";
  /** https, without a query: what is secret about it is one of the `secrets`. */
  readonly url?: pulumi.Input<string>;
  readonly secrets?: WebhookSecrets;
  /** Event Grid asks Entra ID for a token and sends it along. */
  readonly entra?: { readonly tenantId: string; readonly applicationId: string };
  /** The oldest TLS version that Event Grid may call it with. Default: "1.2". */
  readonly minimumTlsVersion?: TlsVersion;
  /** What goes along with each event beside its body, and is not a secret. */
  readonly attributes?: DeliveryAttributes;
}

/** What Event Grid sends to a webhook and nobody else may read; the component makes secrets of them. */
export interface WebhookSecrets {
  /** Put after the address and a `?`. */
  readonly query?: pulumi.Input<string> | undefined;
  readonly headers?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
}

export interface AzureFunctionArgs {
  readonly kind: "azure-function";
  /** `…/Microsoft.Web/sites/{app}/functions/{function}`; the function has to be deployed before. */
  readonly id: pulumi.Input<string>;
  /** What goes along with each event beside its body, and is not a secret. */
  readonly attributes?: DeliveryAttributes;
}

/** A queue of a storage account. */
export interface StorageQueueArgs {
  readonly kind: "storage-queue";
  readonly storageAccountId: pulumi.Input<string>;
  readonly queueName: pulumi.Input<string>;
  /** How long a message stays in the queue: more than 0, or -1 for good. Azure's default is seven days. */
  readonly messageTimeToLiveInSeconds?: number;
  readonly deliverWithIdentity?: DeliverWithIdentityArgs;
}

/**
 * Event Grid writes as the topic's own identity (`true`), or as a user-assigned one that the topic has, by its id. The
 * identity needs a role for it. Default: false.
 */
export type DeliverWithIdentityArgs = boolean | pulumi.Input<string>;

/** A Service Bus queue or topic, or an Event Hub. */
export interface ExistingResourceArgs {
  readonly kind: "service-bus-queue" | "service-bus-topic" | "event-hub";
  readonly id: pulumi.Input<string>;
  readonly deliverWithIdentity?: DeliverWithIdentityArgs;
  /** What goes along with each event beside its body, and is not a secret. */
  readonly attributes?: DeliveryAttributes;
}

/** The endpoints of a component, taken apart for those who read them. */
export interface ReadEndpoints {
  /** For the plan: plain data, with a stand-in for each value that is not plain. */
  readonly written: Readonly<Record<string, object>>;
  /** For the resources: the values as they were given, and what has to be there before. */
  readonly made: ReadonlyMap<string, MadeEndpoint>;
  readonly secrets: Readonly<Record<string, WebhookSecrets>>;
}

/** Takes the arguments apart; checks nothing. An endpoint that the component is to make has no values yet. */
export function readEndpoints(endpoints: Readonly<Record<string, EndpointArgs | CreatedEndpoint>>): ReadEndpoints {
  const written: Record<string, object> = {};
  const made = new Map<string, MadeEndpoint>();
  const secrets: Record<string, WebhookSecrets> = {};
  for (const [name, endpoint] of Object.entries(endpoints)) {
    written[name] = "create" in endpoint ? endpoint : writtenEndpoint(endpoint);
    if ("create" in endpoint) continue;
    made.set(name, { ...valuesOf(endpoint), ready: endpoint.dependsOn ?? [] });
    if (endpoint.kind === "webhook" && endpoint.secrets !== undefined) secrets[name] = endpoint.secrets;
  }
  return { written, made, secrets };
}

function valuesOf(endpoint: EndpointArgs): Omit<MadeEndpoint, "ready"> {
  switch (endpoint.kind) {
    case "webhook":
      return endpoint.url === undefined ? {} : { url: endpoint.url };
    case "storage-queue":
      return {
        resourceId: endpoint.storageAccountId,
        queueName: endpoint.queueName,
        ...identityOf(endpoint.deliverWithIdentity),
      };
    case "azure-function":
      return { resourceId: endpoint.id };
    default:
      return { resourceId: endpoint.id, ...identityOf(endpoint.deliverWithIdentity) };
  }
}

function identityOf(given: DeliverWithIdentityArgs = false): Pick<MadeEndpoint, "userAssignedIdentity"> {
  return typeof given === "boolean" ? {} : { userAssignedIdentity: given };
}

/** Of the right form, in the place of what the engine will know only when it runs. */
const standIns = {
  webhook: "https://not-known-yet.invalid/",
  "azure-function": idStandIn("Microsoft.Web/sites/-/functions/-"),
  "storage-queue": idStandIn("Microsoft.Storage/storageAccounts/-"),
  "service-bus-queue": idStandIn("Microsoft.ServiceBus/namespaces/-/queues/-"),
  "service-bus-topic": idStandIn("Microsoft.ServiceBus/namespaces/-/topics/-"),
  "event-hub": idStandIn("Microsoft.EventHub/namespaces/-/eventhubs/-"),
} as const satisfies Record<EndpointArgs["kind"], string>;

function writtenEndpoint({ dependsOn: _, ...endpoint }: EndpointArgs): object {
  const standIn = standIns[endpoint.kind];
  switch (endpoint.kind) {
    case "webhook": {
      const { secrets: __, url, ...rest } = endpoint;
      return { ...rest, ...(url === undefined ? {} : { url: plainOr(url, standIn) }) };
    }
    case "storage-queue": {
      const queueName = plainOr(endpoint.queueName, "not-known-yet");
      return {
        ...endpoint,
        storageAccountId: plainOr(endpoint.storageAccountId, standIn),
        queueName,
        ...writtenIdentity(endpoint.deliverWithIdentity),
      };
    }
    case "azure-function":
      return { ...endpoint, id: plainOr(endpoint.id, standIn) };
    default:
      return { ...endpoint, id: plainOr(endpoint.id, standIn), ...writtenIdentity(endpoint.deliverWithIdentity) };
  }
}

function writtenIdentity(given: DeliverWithIdentityArgs | undefined): object {
  const standIn = idStandIn("Microsoft.ManagedIdentity/userAssignedIdentities/-");
  return given === undefined ? {} : { deliverWithIdentity: plainOr(given, standIn) };
}

function plainOr(value: pulumi.Input<string> | boolean, standIn: string): unknown {
  return pulumi.Output.isInstance(value) || value instanceof Promise ? standIn : value;
}

function idStandIn(resource: string): string {
  return `/subscriptions/-/resourceGroups/-/providers/${resource}`;
}
