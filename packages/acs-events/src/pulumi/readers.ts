import * as pulumi from "@pulumi/pulumi";
import type { Endpoint } from "../plan/endpoint.ts";
import type { StackConfig } from "../stack/schema.ts";
import type { DeadLetterContainer } from "./dead-letters.ts";
import type { EventsResources } from "./inner-resources.ts";
import type { CreatedQueue } from "./made-endpoint.ts";
import { assignRole, type Role } from "./roles.ts";

/** The role of a reader, by the kind of endpoint: a reader may also take messages out. */
const rolesOfReaders: Readonly<Partial<Record<Endpoint["kind"], Role>>> = {
  "storage-queue": "Storage Queue Data Message Processor",
  "service-bus-queue": "Azure Service Bus Data Receiver",
  "event-hub": "Azure Event Hubs Data Receiver",
};

/** Gives the readers of the configuration their roles on the container and the queues that are made here, and on no more. */
export function assignReaders(
  resources: EventsResources,
  { readers, endpoints }: Pick<StackConfig, "readers" | "endpoints">,
  undelivered: DeadLetterContainer,
  made: ReadonlyMap<string, CreatedQueue>,
): void {
  const container = pulumi.interpolate`${undelivered.storageAccountId}/blobServices/default/containers/${undelivered.containerName}`;
  const targets = new Map<string, { readonly role: Role; readonly scope: pulumi.Output<string> }>([
    ["undelivered", { role: "Storage Blob Data Reader", scope: container }],
  ]);
  for (const [name, { resourceId, queueName }] of made) {
    const kind = endpoints[name]?.kind;
    const role = kind === undefined ? undefined : rolesOfReaders[kind];
    if (role === undefined) continue;
    // The endpoint of a storage queue is its account.
    const scope =
      queueName === undefined
        ? resourceId
        : pulumi.interpolate`${resourceId}/queueServices/default/queues/${queueName}`;
    targets.set(name, { role, scope });
  }
  for (const { principalId, principalType, of = [...targets.keys()] } of readers) {
    for (const name of new Set(of)) {
      const target = targets.get(name);
      if (target === undefined) continue;
      assignRole(resources, `${name}-reader-${principalId}`, target.role, principalId, target.scope, principalType);
    }
  }
}
