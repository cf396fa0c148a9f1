import { isJsonObject, shown } from "../../filters/azure-json/json-value.ts";
import type { SubscriptionRecord } from "../../subscription-set/subscription-record.ts";
import type { AdoptionFindingId } from "./adoption-findings.ts";
import { utcTime } from "./differences.ts";
import type { FoundEndpoint } from "./found-endpoint.ts";

type Said = readonly [id: AdoptionFindingId, path: string, message: string];

const leftOut = "so the subscription is left out and stays deployed as it is";

/**
 * The settings of a deployed subscription that a team file cannot declare. The first deployment would drop them, and
 * nothing is dropped: a subscription that has one is left out.
 */
export function notCarried(record: SubscriptionRecord, found: FoundEndpoint): readonly Said[] {
  return [
    ...mappings(record, found),
    ...identity(record, found),
    ...schema(record),
    ...expiry(record),
    ...unknownProperties(record),
  ];
}

function mappings({ destination }: SubscriptionRecord, { endpoint }: FoundEndpoint): Said[] {
  const given = destination?.["deliveryAttributeMappings"];
  return (Array.isArray(given) ? given : []).flatMap((mapping: unknown, index): Said[] => {
    const { name, type } = isJsonObject(mapping) ? mapping : {};
    if (String(type).toLowerCase() === "static" && endpoint.kind === "webhook") return [];
    const path = `destination.deliveryAttributeMappings[${index}]`;
    const message = `The delivery attribute ${shown(name)} cannot be declared here: only static headers of webhooks can, ${leftOut}.`;
    return [["adopt-mapping-lost", path, message]];
  });
}

function identity({ deliveryIdentity: now }: SubscriptionRecord, { endpoint }: FoundEndpoint): Said[] {
  if (now === null) return [];
  const takes = "deliverWithIdentity" in endpoint;
  if (takes && now["type"] === "SystemAssigned") return [];
  const which = String(now["userAssignedIdentity"] ?? now["type"]);
  const can = takes ? "the system topic's own identity can" : `a ${endpoint.kind} takes none here`;
  const message = `Events are delivered by the identity ${which}, which cannot be declared here: ${can}, ${leftOut}.`;
  return [["adopt-identity-changes", "deliveryWithResourceIdentity", message]];
}

function schema({ eventDeliverySchema: now }: SubscriptionRecord): Said[] {
  if (now === "EventGridSchema" || now === "CloudEventSchemaV1_0") return [];
  const message = `Events are delivered as ${shown(now)}, which cannot be declared here, ${leftOut}. With another schema Azure deletes the subscription and creates it again.`;
  return [["adopt-schema-changes", "eventDeliverySchema", message]];
}

function expiry({ expirationTimeUtc: now }: SubscriptionRecord): Said[] {
  if (now === null || utcTime(now) !== undefined) return [];
  const message = `It ends at ${shown(now)}, which is not a time in UTC, ${leftOut}.`;
  return [["adopt-expiry-invalid", "expirationTimeUtc", message]];
}

/** What a plan and its program know of a destination; the rest would be dropped when it is deployed. */
const known = [
  ...["endpointType", "endpointUrl", "endpointBaseUrl", "resourceId", "queueName", "deliveryAttributeMappings"],
  ...["azureActiveDirectoryTenantId", "azureActiveDirectoryApplicationIdOrUri", "minimumTlsVersionAllowed"],
  ...["maxEventsPerBatch", "preferredBatchSizeInKilobytes"],
  ...["endpoint", "kind", "host", "created", "deliveryIdentity"],
];
/** What stands around a subscription in the forms that are read, and is not of it. */
const around = [
  ...["id", "type", "topic", "provisioningState", "systemData", "resourceGroup", "etag", "azureApiVersion", "filter"],
  ...["apiVersion", "dependsOn", "condition", "copy", "comments", "scope", "existing", "metadata", "location", "tags"],
  ...["resourceGroupName", "systemTopicName", "eventSubscriptionName", "resources", "stack", "pending"],
];

function unknownProperties({ destination, raw }: SubscriptionRecord): Said[] {
  const properties = [
    ...Object.entries(destination ?? {})
      .filter(([name]) => !known.includes(name))
      .map(([name, value]) => [`destination.${name}`, value] as const),
    ...Object.entries(raw).filter(([name]) => !around.includes(name)),
  ];
  return properties
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([path, value]) => [
      "adopt-property-lost",
      path,
      `${path} is ${shown(value)}, which cannot be declared here, ${leftOut}.`,
    ]);
}
