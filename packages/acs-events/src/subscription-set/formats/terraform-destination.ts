import { hiddenMark, isHiddenMark } from "../hidden-values.ts";
import { blockOf, given, isBlock, type JsonObject, listOf, withoutAbsent } from "./terraform-values.ts";

/** Attributes that hold the id of a resource to deliver to, newest provider first. */
const idAttributes: readonly (readonly [endpointType: string, attributes: readonly string[], block?: string])[] = [
  ["EventHub", ["eventhub_id", "eventhub_endpoint_id"], "eventhub_endpoint"],
  [
    "HybridConnection",
    ["hybrid_connection_id", "arc_connection_id", "hybrid_connection_endpoint_id"],
    "hybrid_connection_endpoint",
  ],
  ["ServiceBusQueue", ["service_bus_queue_id", "service_bus_queue_endpoint_id"]],
  ["ServiceBusTopic", ["service_bus_topic_id", "service_bus_topic_endpoint_id"]],
];

/** The one destination that is configured (terraform-provider-azurerm, event_subscription_funcs.go). */
export function terraformDestination(values: JsonObject): unknown {
  const mappings = listOf(values["delivery_property"]);
  const attributes = Array.isArray(mappings) ? mappings.map(mappingOf) : mappings;
  const mapped = attributes === undefined ? {} : { deliveryAttributeMappings: attributes };
  for (const [block, build] of Object.entries(blockDestinations)) {
    const found = blockOf(values, block);
    if (found === undefined) continue;
    return isBlock(found) ? withoutAbsent({ ...build(found), ...(block === queueBlock ? {} : mapped) }) : found;
  }
  const ids = idAttributes.map(([endpointType, names, block]) => {
    const inner = block === undefined ? undefined : blockOf(values, block);
    const resourceId = [
      ...names.map((name) => values[name]),
      ...(isBlock(inner) ? [inner["eventhub_id"] ?? inner["hybrid_connection_id"]] : []),
    ].find((value) => given(value) !== undefined);
    return { endpointType, resourceId };
  });
  const set = ids.filter(({ resourceId }) => resourceId !== undefined);
  const known = set.find(({ resourceId }) => typeof resourceId === "string");
  const [only, another] = set;
  if (known !== undefined) return { ...known, ...mapped };
  // Which of two that are not known is meant cannot be told: the provider computes both.
  if (only !== undefined) return another === undefined ? { ...only, ...mapped } : hiddenMark("unknown");
  return undefined;
}

const queueBlock = "storage_queue_endpoint";
const batch = (block: JsonObject): JsonObject => ({
  maxEventsPerBatch: given(block["max_events_per_batch"]),
  preferredBatchSizeInKilobytes: given(block["preferred_batch_size_in_kilobytes"]),
});
const blockDestinations: Readonly<Record<string, (block: JsonObject) => JsonObject>> = {
  webhook_endpoint: (block) => ({
    endpointType: "WebHook",
    endpointUrl: given(block["url"]),
    // Azure answers it; where it is not known yet, the address itself says more.
    endpointBaseUrl: isHiddenMark(block["base_url"]) ? undefined : given(block["base_url"]),
    ...batch(block),
    azureActiveDirectoryTenantId: given(block["active_directory_tenant_id"]),
    azureActiveDirectoryApplicationIdOrUri: given(block["active_directory_app_id_or_uri"]),
  }),
  azure_function_endpoint: (block) => ({
    endpointType: "AzureFunction",
    resourceId: block["function_id"],
    ...batch(block),
  }),
  [queueBlock]: (block) => ({
    endpointType: "StorageQueue",
    resourceId: block["storage_account_id"],
    queueName: block["queue_name"],
    queueMessageTimeToLiveInSeconds: given(block["queue_message_time_to_live_in_seconds"]),
  }),
};

function mappingOf(property: unknown): unknown {
  if (!isBlock(property)) return property;
  const { header_name: name, type, value, source_field: sourceField, secret } = property;
  if (type === "Dynamic") return withoutAbsent({ name, type, sourceField: given(sourceField) });
  return withoutAbsent({ name, type, value: given(value), isSecret: secret });
}
