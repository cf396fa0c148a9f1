import { EventHub, Namespace as EventHubNamespace } from "@pulumi/azure-native/eventhub/index.js";
import type { ResourceGroup } from "@pulumi/azure-native/resources/index.js";
import { Namespace as ServiceBusNamespace, Queue as ServiceBusQueue } from "@pulumi/azure-native/servicebus/index.js";
import { Queue } from "@pulumi/azure-native/storage/index.js";
import type * as pulumi from "@pulumi/pulumi";
import { type CreatedEndpoint, type Endpoint, isCreated } from "../plan/endpoint.ts";
import { globallyUniqueName } from "./names.ts";
import { assignRole } from "./roles.ts";
import { storageAccount } from "./storage-account.ts";
import type { Topic } from "./system-topic.ts";

/** An endpoint that the program made: where to deliver, and what has to be there before. */
export interface MadeEndpoint {
  readonly resourceId: pulumi.Output<string>;
  readonly queueName?: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Makes the endpoints that the stack's configuration asks the program to make, by name: one storage account, Service
 * Bus namespace and Event Hubs namespace for all of them, each only where something needs it.
 */
export function madeEndpoints(
  group: ResourceGroup,
  topic: Topic,
  endpoints: Readonly<Record<string, Endpoint>>,
  stack: string,
): ReadonlyMap<string, MadeEndpoint> {
  const created = Object.entries(endpoints).flatMap(([name, endpoint]) =>
    isCreated(endpoint) ? [[name, endpoint] as const] : [],
  );
  const of = (kind: CreatedEndpoint["kind"]) => created.filter(([, endpoint]) => endpoint.kind === kind);
  return new Map([
    ...storageQueues(group, topic, of("storage-queue"), stack),
    ...serviceBusQueues(group, topic, of("service-bus-queue"), stack),
    ...eventHubs(group, topic, of("event-hub"), stack),
  ]);
}

type Named = readonly (readonly [string, CreatedEndpoint])[];
type Made = [string, MadeEndpoint][];

function storageQueues(group: ResourceGroup, topic: Topic, named: Named, stack: string): Made {
  if (named.length === 0) return [];
  const account = storageAccount("queues", `acsq${stack}`, group);
  const role = assignRole("queues-sender", "Storage Queue Data Message Sender", topic.principalId, account.id, {});
  return named.map(([name, { entityName }]) => {
    const queue = new Queue(name, {
      queueName: entityName ?? name,
      accountName: account.name,
      resourceGroupName: group.name,
    });
    return [name, { resourceId: account.id, queueName: queue.name, ready: [queue, role] }];
  });
}

function serviceBusQueues(group: ResourceGroup, topic: Topic, named: Named, stack: string): Made {
  if (named.length === 0) return [];
  const namespace = new ServiceBusNamespace("service-bus", {
    namespaceName: globallyUniqueName(`acs-queues-${stack}`, group.id, { separator: "-", longest: 50 }),
    resourceGroupName: group.name,
    sku: { name: "Standard", tier: "Standard" },
    disableLocalAuth: true,
    minimumTlsVersion: "1.2",
  });
  return named.map(([name, { entityName }]) => {
    const queue = new ServiceBusQueue(name, {
      queueName: entityName ?? name,
      namespaceName: namespace.name,
      resourceGroupName: group.name,
    });
    const role = assignRole(`${name}-sender`, "Azure Service Bus Data Sender", topic.principalId, queue.id, {});
    return [name, { resourceId: queue.id, ready: [queue, role] }];
  });
}

function eventHubs(group: ResourceGroup, topic: Topic, named: Named, stack: string): Made {
  if (named.length === 0) return [];
  // Not the name of the Service Bus namespace: both are hosts below servicebus.windows.net.
  const namespace = new EventHubNamespace("event-hubs", {
    namespaceName: globallyUniqueName(`acs-hubs-${stack}`, group.id, { separator: "-", longest: 50 }),
    resourceGroupName: group.name,
    sku: { name: "Standard", tier: "Standard", capacity: 1 },
    disableLocalAuth: true,
    minimumTlsVersion: "1.2",
  });
  return named.map(([name, { entityName }]) => {
    const hub = new EventHub(name, {
      eventHubName: entityName ?? name,
      namespaceName: namespace.name,
      resourceGroupName: group.name,
      partitionCount: 2,
      messageRetentionInDays: 1,
    });
    const role = assignRole(`${name}-sender`, "Azure Event Hubs Data Sender", topic.principalId, hub.id, {});
    return [name, { resourceId: hub.id, ready: [hub, role] }];
  });
}
