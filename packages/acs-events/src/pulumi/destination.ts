import type { SystemTopicEventSubscriptionArgs } from "@pulumi/azure-native/eventgrid/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { PlannedDestination } from "../plan/endpoint.ts";
import type { Secret, StackConfig } from "../stack/schema.ts";
import type { MadeEndpoint } from "./endpoints.ts";

/** The arguments that say where a subscription delivers; Azure takes one of the two and refuses both. */
export type DestinationArgs = Pick<SystemTopicEventSubscriptionArgs, "destination" | "deliveryWithResourceIdentity">;

/**
 * The one place that writes a destination in Azure's words. A secret covers the value that is secret and never the
 * destination around it, so that a preview still shows where events go.
 */
export function destinationArgs(
  planned: PlannedDestination,
  made: MadeEndpoint | undefined,
  secrets: StackConfig["secrets"][string] | undefined,
): DestinationArgs {
  const destination = destinationOf(planned, made, secrets);
  return planned.deliveryIdentity === undefined
    ? { destination }
    : { deliveryWithResourceIdentity: { identity: { type: planned.deliveryIdentity }, destination } };
}

function destinationOf(
  planned: PlannedDestination,
  made: MadeEndpoint | undefined,
  secrets: StackConfig["secrets"][string] | undefined,
): NonNullable<SystemTopicEventSubscriptionArgs["destination"]> {
  const resourceId = made?.resourceId ?? planned.resourceId;
  const batching = {
    ...(planned.maxEventsPerBatch === undefined ? {} : { maxEventsPerBatch: planned.maxEventsPerBatch }),
    ...(planned.preferredBatchSizeInKilobytes === undefined
      ? {}
      : { preferredBatchSizeInKilobytes: planned.preferredBatchSizeInKilobytes }),
  };
  switch (planned.endpointType) {
    case "WebHook":
      return {
        endpointType: "WebHook",
        endpointUrl: webhookUrl(planned, secrets?.query),
        minimumTlsVersionAllowed: "1.2",
        ...(planned.azureActiveDirectoryTenantId === undefined
          ? {}
          : {
              azureActiveDirectoryTenantId: planned.azureActiveDirectoryTenantId,
              azureActiveDirectoryApplicationIdOrUri: planned.azureActiveDirectoryApplicationIdOrUri,
            }),
        ...(secrets?.headers === undefined ? {} : { deliveryAttributeMappings: secretHeaders(secrets.headers) }),
        ...batching,
      };
    case "StorageQueue":
      return { endpointType: "StorageQueue", resourceId, queueName: made?.queueName ?? planned.queueName };
    case "AzureFunction":
      return { endpointType: "AzureFunction", resourceId, ...batching };
    case "ServiceBusQueue":
      return { endpointType: "ServiceBusQueue", resourceId };
    case "ServiceBusTopic":
      return { endpointType: "ServiceBusTopic", resourceId };
    case "EventHub":
      return { endpointType: "EventHub", resourceId };
  }
}

function webhookUrl(
  { endpointBaseUrl, endpoint }: PlannedDestination,
  query: Secret | undefined,
): pulumi.Input<string> {
  if (endpointBaseUrl === undefined) throw new pulumi.RunError(`the endpoint "${endpoint}" has no url`);
  if (query === undefined) return endpointBaseUrl;
  return pulumi.secret(`${endpointBaseUrl}?${plain(query).replace(/^\?/, "")}`);
}

function secretHeaders(headers: Readonly<Record<string, Secret>>) {
  return Object.entries(headers).map(([name, value]) => ({
    type: "Static" as const,
    name,
    value: pulumi.secret(plain(value)),
    isSecret: true,
  }));
}

/** The engine has decrypted what the command line sees as cipher text. */
function plain(value: Secret): string {
  if (typeof value === "string") return value;
  throw new pulumi.RunError("a secret of the configuration arrived encrypted; run the program by `pulumi`");
}
