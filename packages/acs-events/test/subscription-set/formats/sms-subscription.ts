import type { SubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";
import { renderSubscriptionSet } from "../../../src/subscription-set/subscription-set.ts";

/** One well-configured subscription; the form tests write it in each form and expect it to be read back. */
export const sms = {
  name: "support-inbound-sms",
  filter: {
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "/phonenumber/1555",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: false,
    advancedFilters: [{ operatorType: "StringContains", key: "data.message", values: ["help"] }],
  },
  destination: { endpointType: "WebHook", endpointBaseUrl: "https://handlers.contoso.example/api/sms" },
  deadLetterDestination: {
    endpointType: "StorageBlob",
    resourceId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a",
    blobContainerName: "undelivered",
  },
  retryPolicy: { maxDeliveryAttempts: 10, eventTimeToLiveInMinutes: 60 },
  eventDeliverySchema: "CloudEventSchemaV1_0",
  labels: ["a"],
  expirationTimeUtc: null,
};

/** The same in the nested form of the REST interface and of templates, without its name. */
export const smsProperties = {
  destination: {
    endpointType: "WebHook",
    properties: { endpointBaseUrl: "https://handlers.contoso.example/api/sms" },
  },
  deadLetterDestination: {
    endpointType: "StorageBlob",
    properties: {
      resourceId: "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a",
      blobContainerName: "undelivered",
    },
  },
  filter: sms.filter,
  retryPolicy: sms.retryPolicy,
  eventDeliverySchema: sms.eventDeliverySchema,
  labels: sms.labels,
};

const topicId =
  "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.EventGrid/systemTopics/acs-events";

/** The same in a Terraform state: the provider writes what is not set as empty. */
export const terraformResource = {
  address: "azurerm_eventgrid_system_topic_event_subscription.sms",
  type: "azurerm_eventgrid_system_topic_event_subscription",
  values: {
    id: `${topicId}/eventSubscriptions/${sms.name}`,
    name: sms.name,
    system_topic: "acs-events",
    resource_group_name: "rg",
    advanced_filter: [{ string_contains: [{ key: "data.message", values: ["help"] }], string_in: [] }],
    advanced_filtering_on_arrays_enabled: false,
    azure_function_endpoint: [],
    dead_letter_identity: [],
    delivery_identity: [],
    delivery_property: [],
    event_delivery_schema: "CloudEventSchemaV1_0",
    eventhub_endpoint_id: "",
    expiration_time_utc: "",
    hybrid_connection_endpoint_id: "",
    included_event_types: ["Microsoft.Communication.SMSReceived"],
    labels: ["a"],
    retry_policy: [{ event_time_to_live: 60, max_delivery_attempts: 10 }],
    service_bus_queue_endpoint_id: "",
    service_bus_topic_endpoint_id: "",
    storage_blob_dead_letter_destination: [
      { storage_account_id: sms.deadLetterDestination.resourceId, storage_blob_container_name: "undelivered" },
    ],
    storage_queue_endpoint: [],
    subject_filter: [{ case_sensitive: false, subject_begins_with: "/phonenumber/1555", subject_ends_with: "" }],
    timeouts: null,
    webhook_endpoint: [
      {
        active_directory_app_id_or_uri: "",
        active_directory_tenant_id: "",
        base_url: "https://handlers.contoso.example/api/sms",
        max_events_per_batch: 0,
        preferred_batch_size_in_kilobytes: 0,
        url: "",
      },
    ],
  },
};

/** What was read, in the az form, without the properties that the form adds around a subscription. */
export function rendered(set: SubscriptionSet): unknown[] {
  const names = Object.keys(sms);
  return renderSubscriptionSet(set.subscriptions).map((one) =>
    Object.fromEntries(Object.entries(one).filter(([name]) => names.includes(name))),
  );
}
