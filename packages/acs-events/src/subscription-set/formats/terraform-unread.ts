import { isHiddenMark } from "../hidden-values.ts";
import { isBlock, type JsonObject, type TerraformResource } from "./terraform-values.ts";

const batching = ["max_events_per_batch", "preferred_batch_size_in_kilobytes"];
const identity = ["type", "user_assigned_identity"];

/** The blocks of the provider's event subscriptions that are read, with the attributes in them (azurerm 2 to 4). */
const blocks: Readonly<Record<string, readonly string[]>> = {
  webhook_endpoint: ["url", "base_url", "active_directory_tenant_id", "active_directory_app_id_or_uri", ...batching],
  azure_function_endpoint: ["function_id", ...batching],
  storage_queue_endpoint: ["storage_account_id", "queue_name", "queue_message_time_to_live_in_seconds"],
  eventhub_endpoint: ["eventhub_id"],
  hybrid_connection_endpoint: ["hybrid_connection_id"],
  subject_filter: ["subject_begins_with", "subject_ends_with", "case_sensitive"],
  delivery_identity: identity,
  dead_letter_identity: identity,
  delivery_property: ["header_name", "type", "value", "source_field", "secret"],
  storage_blob_dead_letter_destination: ["storage_account_id", "storage_blob_container_name"],
  retry_policy: ["max_delivery_attempts", "event_time_to_live"],
};

/** The other attributes that are read, and those of Terraform itself. */
const attributes = new Set([
  ...["id", "name", "system_topic", "resource_group_name", "scope", "topic_name", "labels", "expiration_time_utc"],
  ...["event_delivery_schema", "included_event_types", "advanced_filtering_on_arrays_enabled", "advanced_filter"],
  ...["eventhub_id", "eventhub_endpoint_id", "hybrid_connection_id", "arc_connection_id"],
  ...["hybrid_connection_endpoint_id", "service_bus_queue_id", "service_bus_queue_endpoint_id"],
  ...["service_bus_topic_id", "service_bus_topic_endpoint_id"],
  ...[
    "count",
    "for_each",
    "dynamic",
    "depends_on",
    "lifecycle",
    "provider",
    "provisioner",
    "connection",
    "timeouts",
    "//",
  ],
]);

/** By name, the attributes of an azurerm event subscription that are set and not read: those of a newer provider. */
export function unreadAttributes(values: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): (readonly [string, unknown])[] => {
      const known = blocks[name];
      if (known === undefined) return attributes.has(name) || isUnset(value) ? [] : [[name, shownValue(value)]];
      const list: readonly unknown[] = Array.isArray(value) ? value : [value];
      return list.flatMap((block) =>
        Object.entries(isBlock(block) ? block : {})
          .filter(([inner, one]) => !known.includes(inner) && inner !== "dynamic" && !isUnset(one))
          .map(([inner, one]) => [`${name}.${inner}`, shownValue(one)] as const),
      );
    }),
  );
}

/** What a provider answers for what nobody set. */
function isUnset(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || value === 0 || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : isBlock(value) && Object.keys(value).length === 0;
}

function shownValue(value: unknown): unknown {
  return isHiddenMark(value) ? "[unknown]" : value;
}

export const azapiUpdateType = "azapi_update_resource";

/** By the id or the address of a subscription, in lower case: the resources that write to it beside its own. */
export function updatesOf(resources: readonly TerraformResource[]): ReadonlyMap<string, JsonObject> {
  const updates = new Map<string, JsonObject>();
  for (const { type, address, values, references } of resources) {
    if (type !== azapiUpdateType || !/\/eventsubscriptions(?:@|$)/i.test(String(values["type"]))) continue;
    const { resource_id: id, parent_id: parent, name, body } = values;
    const inner = /\/systemtopics\//i.test(String(values["type"])) ? "" : "/providers/Microsoft.EventGrid";
    const target =
      typeof id === "string"
        ? id
        : typeof parent === "string" && typeof name === "string"
          ? `${parent}${inner}/eventSubscriptions/${name}`
          : references["resource_id"];
    if (target === undefined) continue;
    const key = target.toLowerCase();
    updates.set(key, { ...updates.get(key), [address]: shownValue(body) });
  }
  return updates;
}
