import { isJsonObject } from "../json/json-object.ts";
import { isSecretAttribute } from "../subscription-set/secret-header.ts";
import { isExpression, type SubscriptionRecord } from "../subscription-set/subscription-record.ts";

/**
 * A plan says a destination by the name of an endpoint and its address; what is deployed has Azure's words for the same.
 * Between the two, only what both say is compared.
 */
export function isPlanBesideDeployed(base: SubscriptionRecord, head: SubscriptionRecord): boolean {
  return isOfPlan(base) !== isOfPlan(head) && base.destination !== null && head.destination !== null;
}

/** What differs between a planned destination and a deployed one: whether it is another place, and the names of the rest. */
export function declaredDifferences(
  base: SubscriptionRecord,
  head: SubscriptionRecord,
): { readonly place: boolean; readonly names: readonly string[] } {
  const [a, b] = [said(base), said(head)];
  const differing = Object.keys(a).filter((name) => {
    const [from, to] = [a[name], b[name]];
    return from !== undefined && to !== undefined && from !== to;
  });
  const names = differing.filter((name) => !places.includes(name));
  return { place: names.length < differing.length, names };
}

const places = ["endpointType", "endpointBaseUrl", "resourceId", "queueName"];

function isOfPlan({ destination }: SubscriptionRecord): boolean {
  return typeof destination?.["endpoint"] === "string";
}

/** Undefined: not said, or not to be seen. What Azure has a default for is always said. */
function said(record: SubscriptionRecord): Readonly<Record<string, string | undefined>> {
  const destination = record.destination ?? {};
  const text = (name: string): string | undefined => visible(destination[name]);
  const url = text("endpointBaseUrl") ?? text("endpointUrl")?.split("?")[0];
  const pushed = ["WebHook", "AzureFunction"].includes(String(destination["endpointType"]));
  // A plan has the identity among the words of the destination, Azure around it.
  const deployed = record.deliveryIdentity ?? { type: "none" };
  const identity =
    visible(destination["deliveryIdentity"]) ?? visible(deployed["userAssignedIdentity"]) ?? deployed["type"];
  const seconds = destination["queueMessageTimeToLiveInSeconds"] ?? "";
  return {
    endpointType: text("endpointType"),
    endpointBaseUrl: url?.replace(/\/$/, ""),
    resourceId: text("resourceId")?.toLowerCase(),
    queueName: text("queueName"),
    azureActiveDirectoryTenantId: text("azureActiveDirectoryTenantId") ?? "",
    azureActiveDirectoryApplicationIdOrUri: text("azureActiveDirectoryApplicationIdOrUri") ?? "",
    ...(pushed
      ? {
          maxEventsPerBatch: String(destination["maxEventsPerBatch"] ?? 1),
          preferredBatchSizeInKilobytes: String(destination["preferredBatchSizeInKilobytes"] ?? 64),
        }
      : {}),
    deliveryIdentity: visible(identity)?.toLowerCase(),
    queueMessageTimeToLiveInSeconds: String(seconds),
    deliveryAttributeMappings: attributes(destination["deliveryAttributeMappings"]),
  };
}

/** Those that are no secret, in any order; a plan has no others. */
function attributes(given: unknown): string {
  const shown = (Array.isArray(given) ? given : []).flatMap((one: unknown) => {
    if (!isJsonObject(one) || isSecretAttribute(one)) return [];
    const { name, value, sourceField } = one;
    return [JSON.stringify([String(name).toLowerCase(), value ?? null, sourceField ?? null])];
  });
  return shown.sort().join();
}

function visible(value: unknown): string | undefined {
  if (typeof value !== "string" || value === "" || isExpression(value)) return undefined;
  return value === "[secret]" || value === "[unknown]" ? undefined : value;
}
