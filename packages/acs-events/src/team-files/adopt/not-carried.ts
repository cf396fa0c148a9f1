import { shown } from "../../filters/azure-json/json-value.ts";
import { isTlsVersion } from "../../plan/endpoint.ts";
import type { SubscriptionRecord } from "../../subscription-set/subscription-record.ts";
import type { AdoptionFindingId } from "./adoption-findings.ts";
import { utcTime } from "./differences.ts";
import { foundAttributes } from "./found-attributes.ts";
import { foundDeadLetters } from "./found-dead-letters.ts";
import { type FoundEndpoint, isTimeToLive } from "./found-endpoint.ts";

type Said = readonly [id: AdoptionFindingId, path: string, message: string];

const leftOut = "so the subscription is omitted and stays deployed as it is";

/**
 * The settings of a deployed subscription that a team file cannot declare. The first deployment would drop them, and
 * nothing is dropped: a subscription that has one is omitted.
 */
export function notCarried(record: SubscriptionRecord, found: FoundEndpoint): readonly Said[] {
  return [
    ...mappings(record, found),
    ...identity(record, found),
    ...entra(record, found),
    ...minimumTls(record),
    ...timeToLive(record),
    ...schema(record),
    ...deadLetters(record),
    ...expiry(record),
    ...unknownProperties(record),
  ];
}

/** Azure docs, delivery-properties: a storage queue takes no attributes. */
function mappings({ destination }: SubscriptionRecord, { endpoint }: FoundEndpoint): Said[] {
  return foundAttributes(destination).flatMap((one): Said[] => {
    const why = endpoint.kind === "storage-queue" ? "a storage queue takes none" : one.fate === "refused" && one.why;
    if (why === false) return [];
    const path = `destination.deliveryAttributeMappings[${one.index}]`;
    const message = `The delivery attribute ${shown(one.name)} cannot be declared here: ${why}, ${leftOut}.`;
    return [["adopt-mapping-lost", path, message]];
  });
}

function identity({ deliveryIdentity: now }: SubscriptionRecord, { endpoint }: FoundEndpoint): Said[] {
  if (now === null) return [];
  const own = now["userAssignedIdentity"];
  const takes = "deliverWithIdentity" in endpoint;
  if (takes && now["type"] === "SystemAssigned" && (own ?? null) === null) return [];
  if (takes && now["type"] === "UserAssigned" && typeof own === "string" && isIdentityId(own)) return [];
  const which = String(own ?? now["type"]);
  const can = takes
    ? "it is neither the system topic's own identity nor the id of a user-assigned one"
    : `a ${endpoint.kind} takes none here`;
  const message = `Events are delivered by the identity ${which}, which cannot be declared here: ${can}, ${leftOut}.`;
  return [["adopt-identity-changes", "deliveryWithResourceIdentity", message]];
}

function isIdentityId(id: string): boolean {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i.test(
    id,
  );
}

/** Entra ID's tenant without an application, or the other way round, is nothing that Event Grid could ask for. */
function entra({ destination }: SubscriptionRecord, { endpoint }: FoundEndpoint): Said[] {
  if (endpoint.kind !== "webhook" || endpoint.entra !== undefined) return [];
  const names = ["azureActiveDirectoryTenantId", "azureActiveDirectoryApplicationIdOrUri"];
  return names.flatMap((name): Said[] => {
    const value = destination?.[name] ?? null;
    if (value === null || value === "") return [];
    const message = `destination.${name} is ${shown(value)} and the other half of what Entra ID is asked for is missing or not in the input, ${leftOut}.`;
    return [["adopt-property-lost", `destination.${name}`, message]];
  });
}

/** Azure docs, transport-layer-security-enforce-minimum-version: it is a setting of webhooks alone. */
function minimumTls({ destination }: SubscriptionRecord): Said[] {
  const version = destination?.["minimumTlsVersionAllowed"] ?? null;
  const isWebhook = String(destination?.["endpointType"]).toLowerCase() === "webhook";
  if (version === null || (isWebhook && isTlsVersion(version))) return [];
  const path = "destination.minimumTlsVersionAllowed";
  const message = `${path} is ${shown(version)}; it takes "1.0", "1.1" or "1.2", for a webhook, ${leftOut}.`;
  return [["adopt-property-lost", path, message]];
}

function timeToLive({ destination }: SubscriptionRecord): Said[] {
  const seconds = destination?.["queueMessageTimeToLiveInSeconds"] ?? null;
  const isQueue = String(destination?.["endpointType"]).toLowerCase() === "storagequeue";
  if (seconds === null || (isQueue && isTimeToLive(seconds))) return [];
  const path = "destination.queueMessageTimeToLiveInSeconds";
  const message = `${path} is ${shown(seconds)}; it takes a whole number more than 0, or -1, for a storage queue, ${leftOut}.`;
  return [["adopt-property-lost", path, message]];
}

function schema({ eventDeliverySchema: now }: SubscriptionRecord): Said[] {
  if (now === "EventGridSchema" || now === "CloudEventSchemaV1_0") return [];
  const why =
    now === "CustomInputSchema"
      ? "which is for custom topics that take events in it, and never for Communication Services"
      : "which cannot be declared here";
  const message = `Events are delivered as ${shown(now)}, ${why}, ${leftOut}. With another schema Azure deletes the subscription and creates it again.`;
  return [["adopt-schema-changes", "eventDeliverySchema", message]];
}

function deadLetters(record: SubscriptionRecord): Said[] {
  if (foundDeadLetters(record) !== undefined) return [];
  const { deadLetterDestination: now, deadLetterIdentity: identity } = record;
  const writer = identity === null ? "" : `, written with the identity ${JSON.stringify(identity)}`;
  const message = `Undelivered events go to ${JSON.stringify(now)}${writer}, which cannot be declared here, ${leftOut}.`;
  return [["adopt-property-lost", "deadLetterDestination", message]];
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
  ...["maxEventsPerBatch", "preferredBatchSizeInKilobytes", "queueMessageTimeToLiveInSeconds"],
  ...["endpoint", "kind", "host", "created", "deliveryIdentity"],
];
/** What stands around a subscription in the forms that are read, and is not of it. */
const around = [
  ...["id", "type", "topic", "provisioningState", "systemData", "resourceGroup", "etag", "azureApiVersion", "filter"],
  ...["apiVersion", "dependsOn", "condition", "copy", "comments", "scope", "existing", "metadata", "location", "tags"],
  ...["resourceGroupName", "systemTopicName", "eventSubscriptionName", "resources", "stack", "pending"],
];

function unknownProperties({ destination, raw, unread = {} }: SubscriptionRecord): Said[] {
  const properties = [
    ...Object.entries(unread),
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
