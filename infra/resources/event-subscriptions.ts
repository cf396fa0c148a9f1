import { SystemTopicEventSubscription } from "@pulumi/azure-native/eventgrid/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/schema.ts";
import type { PlannedSubscription } from "../subscriptions/planned-subscription.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { destinationArgs } from "./destination.ts";
import type { MadeEndpoint } from "./endpoints.ts";
import type { Topic } from "./system-topic.ts";

export interface SubscriptionSurroundings {
  readonly topic: Topic;
  readonly deadLetters: DeadLetters;
  readonly made: ReadonlyMap<string, MadeEndpoint>;
  readonly secrets: StackConfig["secrets"];
}

/**
 * One event subscription per planned one. Azure answers two writes to one topic at a time with a conflict, so each
 * waits for the one before. Not by `dependsOn`: a chain would slow every preview down, and one failed handshake would
 * hold up every team behind it. Failures are the engine's to report; the next one goes on.
 */
export async function eventSubscriptions(
  planned: readonly PlannedSubscription[],
  surroundings: SubscriptionSurroundings,
): Promise<Record<string, pulumi.Output<string>>> {
  const ids: Record<string, pulumi.Output<string>> = {};
  const oneAtATime = !pulumi.runtime.isDryRun();
  const limit = Error.stackTraceLimit;
  // Every registration records a stack trace that nobody reads; at hundreds of subscriptions that is most of the time.
  Error.stackTraceLimit = 0;
  try {
    for (const one of planned) {
      const resource = eventSubscription(one, surroundings);
      if (!oneAtATime || (await registered(resource))) ids[one.name] = resource.id;
    }
  } finally {
    Error.stackTraceLimit = limit;
  }
  return ids;
}

function eventSubscription(
  planned: PlannedSubscription,
  { topic, deadLetters, made, secrets }: SubscriptionSurroundings,
): SystemTopicEventSubscription {
  const { destination, filter } = planned;
  const endpoint = made.get(destination.endpoint);
  const needs = [...(endpoint?.ready ?? []), ...(planned.deadLetterDestination === null ? [] : deadLetters.ready)];
  return new SystemTopicEventSubscription(
    planned.name,
    {
      eventSubscriptionName: planned.name,
      systemTopicName: topic.name,
      resourceGroupName: topic.resourceGroupName,
      ...destinationArgs(
        destination,
        endpoint,
        Object.hasOwn(secrets, destination.endpoint) ? secrets[destination.endpoint] : undefined,
      ),
      filter: filterArgs(filter),
      ...(planned.deadLetterDestination === null
        ? {}
        : {
            deadLetterWithResourceIdentity: {
              identity: { type: "SystemAssigned" },
              deadLetterDestination: {
                endpointType: "StorageBlob",
                resourceId: deadLetters.storageAccountId,
                blobContainerName: deadLetters.containerName,
              },
            },
          }),
      retryPolicy: planned.retryPolicy,
      eventDeliverySchema: planned.eventDeliverySchema,
      labels: [...planned.labels],
      ...(planned.expirationTimeUtc === null ? {} : { expirationTimeUtc: planned.expirationTimeUtc }),
    },
    {
      // What Event Grid writes to has to be there first, and goes last when the stack is destroyed.
      dependsOn: needs,
      // Azure takes the schema at creation only; the provider would try to change it in place.
      replaceOnChanges: ["eventDeliverySchema"],
    },
  );
}

/** The wire form is Azure's own; Pulumi wants mutable lists. */
function filterArgs(filter: PlannedSubscription["filter"]) {
  return structuredClone(filter) as NonNullable<
    ConstructorParameters<typeof SystemTopicEventSubscription>[1]["filter"]
  >;
}

/** Whether the engine could register `resource`; settles as soon as it has answered, whatever the answer is. */
function registered(resource: pulumi.Resource): Promise<boolean> {
  // A failed registration rejects every output. The engine has reported it, and the program has no need to fail as well.
  for (const output of Object.values(resource)) {
    if (pulumi.Output.isInstance(output)) pulumi.recover(output, () => undefined);
  }
  return new Promise((resolve) => {
    pulumi
      .recover<boolean>(
        resource.urn.apply(() => true),
        () => false,
      )
      .apply(resolve);
  });
}
