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

/** What was read, in the az form, without the properties that the form adds around a subscription. */
export function rendered(set: SubscriptionSet): unknown[] {
  const names = Object.keys(sms);
  return renderSubscriptionSet(set.subscriptions).map((one) =>
    Object.fromEntries(Object.entries(one).filter(([name]) => names.includes(name))),
  );
}
