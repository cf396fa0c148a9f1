import { EventHub } from "@pulumi/azure-native/eventhub/eventHub.js";
import { Namespace as EventHubNamespace } from "@pulumi/azure-native/eventhub/namespace.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/resourceGroup.js";
import { Namespace as ServiceBusNamespace } from "@pulumi/azure-native/servicebus/namespace.js";
import { Queue as ServiceBusQueue } from "@pulumi/azure-native/servicebus/queue.js";
import { Queue } from "@pulumi/azure-native/storage/queue.js";
import type { StorageAccount } from "@pulumi/azure-native/storage/storageAccount.js";
import { type CreatedEndpoint, type Endpoint, isCreated } from "../plan/endpoint.ts";
import { type EventsResources, inner } from "./inner-resources.ts";
import type { CreatedQueue } from "./made-endpoint.ts";
import { globallyUniqueName } from "./names.ts";
import { assignRole } from "./roles.ts";
import { storageAccount } from "./storage-account.ts";
import type { Topic } from "./system-topic.ts";

/**
 * Makes the endpoints that the stack's configuration asks the program to make, by name: one storage account, Service
 * Bus namespace and Event Hubs namespace for all of them, each only where something needs it.
 */
export function madeEndpoints(
  resources: EventsResources,
  group: ResourceGroup,
  topic: Topic,
  endpoints: Readonly<Record<string, Endpoint>>,
  stack: string,
): MadeEndpoints {
  const created = Object.entries(endpoints).flatMap(([name, endpoint]) =>
    isCreated(endpoint) ? [[name, endpoint] as const] : [],
  );
  const of = (kind: CreatedEndpoint["kind"]) => created.filter(([, endpoint]) => endpoint.kind === kind);
  const queues = of("storage-queue");
  const account = queues.length === 0 ? undefined : storageAccount(resources, "queues", `acsq${stack}`, group);
  const busQueues = of("service-bus-queue");
  const serviceBus = busQueues.length === 0 ? undefined : serviceBusNamespace(resources, group, stack);
  const made = new Map([
    ...(account === undefined ? [] : storageQueues(resources, group, topic, queues, account)),
    ...(serviceBus === undefined ? [] : serviceBusQueues(resources, group, topic, busQueues, serviceBus)),
    ...eventHubs(resources, group, topic, of("event-hub"), stack),
  ]);
  return { made, queues: account, serviceBus };
}

/** The endpoints by name, and what their queues are in. */
export interface MadeEndpoints {
  readonly made: ReadonlyMap<string, CreatedQueue>;
  readonly queues: StorageAccount | undefined;
  readonly serviceBus: ServiceBusNamespace | undefined;
}

type Named = readonly (readonly [string, CreatedEndpoint])[];
type Made = [string, CreatedQueue][];

function storageQueues(
  resources: EventsResources,
  group: ResourceGroup,
  topic: Topic,
  named: Named,
  account: StorageAccount,
): Made {
  const role = assignRole(
    resources,
    "queues-sender",
    "Storage Queue Data Message Sender",
    topic.principalId,
    account.id,
  );
  return named.map(([name, { entityName }]) => {
    const queue = inner(resources, "queue", Queue, name, {
      queueName: entityName ?? name,
      accountName: account.name,
      resourceGroupName: group.name,
    });
    return [name, { resourceId: account.id, queueName: queue.name, ready: [queue, role] }];
  });
}

function serviceBusNamespace(resources: EventsResources, group: ResourceGroup, stack: string): ServiceBusNamespace {
  return inner(resources, "serviceBusNamespace", ServiceBusNamespace, "service-bus", {
    namespaceName: globallyUniqueName(`acs-queues-${stack}`, group.id, { separator: "-", longest: 50 }),
    resourceGroupName: group.name,
    sku: { name: "Standard", tier: "Standard" },
    disableLocalAuth: true,
    minimumTlsVersion: "1.2",
  });
}

function serviceBusQueues(
  resources: EventsResources,
  group: ResourceGroup,
  topic: Topic,
  named: Named,
  namespace: ServiceBusNamespace,
): Made {
  return named.map(([name, { entityName }]) => {
    const queue = inner(resources, "serviceBusQueue", ServiceBusQueue, name, {
      queueName: entityName ?? name,
      namespaceName: namespace.name,
      resourceGroupName: group.name,
    });
    const role = assignRole(resources, `${name}-sender`, "Azure Service Bus Data Sender", topic.principalId, queue.id);
    return [name, { resourceId: queue.id, ready: [queue, role] }];
  });
}

function eventHubs(resources: EventsResources, group: ResourceGroup, topic: Topic, named: Named, stack: string): Made {
  if (named.length === 0) return [];
  // Not the name of the Service Bus namespace: both are hosts below servicebus.windows.net.
  const namespace = inner(resources, "eventHubNamespace", EventHubNamespace, "event-hubs", {
    namespaceName: globallyUniqueName(`acs-hubs-${stack}`, group.id, { separator: "-", longest: 50 }),
    resourceGroupName: group.name,
    sku: { name: "Standard", tier: "Standard", capacity: 1 },
    disableLocalAuth: true,
    minimumTlsVersion: "1.2",
  });
  return named.map(([name, { entityName }]) => {
    const hub = inner(resources, "eventHub", EventHub, name, {
      eventHubName: entityName ?? name,
      namespaceName: namespace.name,
      resourceGroupName: group.name,
      partitionCount: 2,
      messageRetentionInDays: 1,
    });
    const role = assignRole(resources, `${name}-sender`, "Azure Event Hubs Data Sender", topic.principalId, hub.id);
    return [name, { resourceId: hub.id, ready: [hub, role] }];
  });
}
