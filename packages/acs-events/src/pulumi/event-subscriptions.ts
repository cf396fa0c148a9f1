import * as pulumi from "@pulumi/pulumi";
import pLimit from "p-limit";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import type { StackConfig } from "../stack/schema.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { destinationArgs } from "./destination.ts";
import type { MadeEndpoint } from "./endpoints.ts";
import { EventSubscription, type EventSubscriptionArgs } from "./event-subscription.ts";
import { quietly } from "./fast-registration.ts";
import type { Topic } from "./system-topic.ts";

export interface SubscriptionSurroundings {
  readonly topic: Pick<Topic, "name" | "resourceGroupName">;
  readonly deadLetters: Pick<DeadLetters, "storageAccountId" | "containerName" | "ready">;
  readonly made: ReadonlyMap<string, MadeEndpoint>;
  readonly secrets: StackConfig["secrets"];
}

/** How many a preview asks the engine about at a time; enough to keep it busy, few enough to keep memory flat. */
const previewedAtATime = 8;

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
  const preview = pulumi.runtime.isDryRun();
  const atATime = pLimit(preview ? previewedAtATime : 1);
  await quietly(() =>
    atATime.map(planned, async (one) => {
      const resource = eventSubscription(one, surroundings);
      if (preview) ids[one.name] = resource.id;
      else keepRejectionsQuiet(resource);
      if (await registered(resource)) ids[one.name] = resource.id;
    }),
  );
  return ids;
}

function eventSubscription(
  planned: PlannedSubscription,
  { topic, deadLetters, made, secrets }: SubscriptionSurroundings,
): EventSubscription {
  const { destination, filter } = planned;
  const endpoint = made.get(destination.endpoint);
  const needs = [...(endpoint?.ready ?? []), ...(planned.deadLetterDestination === null ? [] : deadLetters.ready)];
  return new EventSubscription(
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

/** The wire form is Azure's own; Pulumi wants mutable lists. An empty list of event types stands for an absent one. */
function filterArgs({ includedEventTypes, ...filter }: PlannedSubscription["filter"]) {
  const listed = includedEventTypes.length === 0 ? filter : { includedEventTypes, ...filter };
  return structuredClone(listed) as EventSubscriptionArgs["filter"];
}

/** A failed registration rejects every output. The engine has reported it, and the program has no need to fail as well. */
function keepRejectionsQuiet(resource: pulumi.Resource): void {
  for (const output of Object.values(resource)) {
    if (pulumi.Output.isInstance(output)) pulumi.recover(output, () => undefined);
  }
}

/** Whether the engine could register `resource`; settles as soon as it has answered, whatever the answer is. */
function registered(resource: pulumi.Resource): Promise<boolean> {
  return new Promise((resolve) => {
    pulumi
      .recover<boolean>(
        resource.urn.apply(() => true),
        () => false,
      )
      .apply(resolve);
  });
}
