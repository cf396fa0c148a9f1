import type { SystemTopicEventSubscriptionArgs } from "@pulumi/azure-native/eventgrid/systemTopicEventSubscription.js";
import * as pulumi from "@pulumi/pulumi";
import { defaultTlsVersion, type PlannedDestination } from "../plan/endpoint.ts";
import type { WebhookSecrets } from "./endpoint-args.ts";
import type { MadeEndpoint } from "./made-endpoint.ts";

/** The arguments that say where a subscription delivers; Azure takes one of the two and refuses both. */
export type DestinationArgs = Pick<SystemTopicEventSubscriptionArgs, "destination" | "deliveryWithResourceIdentity">;

/**
 * The one place that writes a destination in Azure's words. A secret covers the value that is secret and never the
 * destination around it, so that a preview still shows where events go.
 */
export function destinationArgs(
  planned: PlannedDestination,
  made: MadeEndpoint | undefined,
  secrets: WebhookSecrets | undefined,
): DestinationArgs {
  const destination = destinationOf(planned, made, secrets);
  return planned.deliveryIdentity === undefined
    ? { destination }
    : { deliveryWithResourceIdentity: { identity: identityOf(planned.deliveryIdentity, made), destination } };
}

function identityOf(planned: string, made: MadeEndpoint | undefined) {
  const userAssignedIdentity = made?.userAssignedIdentity ?? (planned === "SystemAssigned" ? undefined : planned);
  return userAssignedIdentity === undefined
    ? { type: "SystemAssigned" }
    : { type: "UserAssigned", userAssignedIdentity };
}

function destinationOf(
  planned: PlannedDestination,
  made: MadeEndpoint | undefined,
  secrets: WebhookSecrets | undefined,
): NonNullable<SystemTopicEventSubscriptionArgs["destination"]> {
  const resourceId = made?.resourceId ?? planned.resourceId;
  const batching = {
    ...(planned.maxEventsPerBatch === undefined ? {} : { maxEventsPerBatch: planned.maxEventsPerBatch }),
    ...(planned.preferredBatchSizeInKilobytes === undefined
      ? {}
      : { preferredBatchSizeInKilobytes: planned.preferredBatchSizeInKilobytes }),
  };
  const mappings = [...(planned.deliveryAttributeMappings ?? []), ...secretHeaders(secrets?.headers ?? {})];
  const attributes = mappings.length === 0 ? {} : { deliveryAttributeMappings: mappings };
  switch (planned.endpointType) {
    case "WebHook":
      return {
        endpointType: "WebHook",
        endpointUrl: webhookUrl(planned, made, secrets?.query),
        minimumTlsVersionAllowed: planned.minimumTlsVersionAllowed ?? defaultTlsVersion,
        ...(planned.azureActiveDirectoryTenantId === undefined
          ? {}
          : {
              azureActiveDirectoryTenantId: planned.azureActiveDirectoryTenantId,
              azureActiveDirectoryApplicationIdOrUri: planned.azureActiveDirectoryApplicationIdOrUri,
            }),
        ...attributes,
        ...batching,
      };
    case "StorageQueue":
      return {
        endpointType: "StorageQueue",
        resourceId,
        queueName: made?.queueName ?? planned.queueName,
        ...(planned.queueMessageTimeToLiveInSeconds === undefined
          ? {}
          : { queueMessageTimeToLiveInSeconds: planned.queueMessageTimeToLiveInSeconds }),
      };
    case "AzureFunction":
      return { endpointType: "AzureFunction", resourceId, ...attributes, ...batching };
    case "ServiceBusQueue":
      return { endpointType: "ServiceBusQueue", resourceId, ...attributes };
    case "ServiceBusTopic":
      return { endpointType: "ServiceBusTopic", resourceId, ...attributes };
    case "EventHub":
      return { endpointType: "EventHub", resourceId, ...attributes };
  }
}

function webhookUrl(
  { endpointBaseUrl, endpoint }: PlannedDestination,
  made: MadeEndpoint | undefined,
  query: WebhookSecrets["query"],
): pulumi.Input<string> {
  const url = made?.url ?? endpointBaseUrl;
  if (url === undefined) throw new pulumi.RunError(`the endpoint "${endpoint}" has no url`);
  if (query === undefined) return url;
  return pulumi.secret(pulumi.all([url, query]).apply(([address, text]) => `${address}?${text.replace(/^\?/, "")}`));
}

function secretHeaders(headers: NonNullable<WebhookSecrets["headers"]>) {
  return Object.entries(headers).map(([name, value]) => ({
    type: "Static" as const,
    name,
    value: pulumi.secret(value),
    isSecret: true,
  }));
}
