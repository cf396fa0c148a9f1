import type * as pulumi from "@pulumi/pulumi";
import type { PlannedDeadLetters } from "../plan/dead-letters.ts";
import type { DeliverWithIdentity } from "../plan/endpoint.ts";
import type { PlannedSubscription } from "../plan/planned-subscription.ts";
import { destinationArgs } from "./destination.ts";
import type { WebhookSecrets } from "./endpoint-args.ts";
import type { EventSubscriptionArgs } from "./event-subscription.ts";
import type { Dependency } from "./inner-resources.ts";
import type { MadeEndpoint } from "./made-endpoint.ts";
import type { TopicReference } from "./topic.ts";

/** Where undelivered events are kept, and what has to be there before a subscription may send them. */
export interface DeadLetterPlace {
  readonly storageAccountId: pulumi.Input<string>;
  readonly containerName: pulumi.Input<string>;
  /** Whether Event Grid writes as the topic's system-assigned identity, or the id of a user-assigned one. */
  readonly withIdentity: DeliverWithIdentity;
  readonly ready: readonly Dependency[];
}

/** What a planned subscription has around it. */
export interface SubscriptionDependencies {
  readonly topic: TopicReference;
  /** Where those keep their undelivered events that do not name a container of their own. */
  readonly deadLetters: DeadLetterPlace | undefined;
  readonly endpoint: MadeEndpoint | undefined;
  readonly secrets: WebhookSecrets | undefined;
}

/** The one place that writes a planned subscription in Azure's words; every setting of a plan is in it. */
export function subscriptionArgs(
  planned: PlannedSubscription,
  { topic, deadLetters, endpoint, secrets }: SubscriptionDependencies,
): EventSubscriptionArgs {
  const place = deadLetterPlaceOf(planned.deadLetterDestination, deadLetters);
  return {
    eventSubscriptionName: planned.name,
    systemTopicName: topic.name,
    resourceGroupName: topic.resourceGroupName,
    ...destinationArgs(planned.destination, endpoint, secrets),
    filter: filterArgs(planned.filter),
    ...(place === undefined ? {} : deadLetterArgs(place)),
    retryPolicy: planned.retryPolicy,
    eventDeliverySchema: planned.eventDeliverySchema,
    labels: [...planned.labels],
    ...(planned.expirationTimeUtc === null ? {} : { expirationTimeUtc: planned.expirationTimeUtc }),
  };
}

function deadLetterArgs({ storageAccountId, containerName, withIdentity }: DeadLetterPlace) {
  const deadLetterDestination = {
    endpointType: "StorageBlob" as const,
    resourceId: storageAccountId,
    blobContainerName: containerName,
  };
  if (withIdentity === false) return { deadLetterDestination };
  const identity =
    withIdentity === true ? { type: "SystemAssigned" } : { type: "UserAssigned", userAssignedIdentity: withIdentity };
  return { deadLetterWithResourceIdentity: { identity, deadLetterDestination } };
}

/** Where a planned subscription keeps its undelivered events: in a container of its own, or in that of the stack. */
export function deadLetterPlaceOf(
  planned: PlannedDeadLetters | null,
  ofStack: DeadLetterPlace | undefined,
): DeadLetterPlace | undefined {
  if (planned === null) return undefined;
  const { resourceId, blobContainerName, deliveryIdentity } = planned;
  if (resourceId === undefined) return ofStack;
  return {
    storageAccountId: resourceId,
    containerName: blobContainerName,
    withIdentity: deliveryIdentity === "SystemAssigned" ? true : (deliveryIdentity ?? false),
    ready: [],
  };
}

/** The wire form is Azure's own; Pulumi wants mutable lists. */
function filterArgs(filter: PlannedSubscription["filter"]) {
  return structuredClone(filter) as EventSubscriptionArgs["filter"];
}
