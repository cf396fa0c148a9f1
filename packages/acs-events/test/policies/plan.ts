import type { PlannedSubscription } from "../../src/plan/planned-subscription.ts";

/** A planned subscription that no rule objects to. */
export const planned: PlannedSubscription = {
  name: "support-texts",
  team: "support",
  owner: "support@contoso.example",
  filter: {
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "/phonenumber/1555",
    subjectEndsWith: "",
    isSubjectCaseSensitive: false,
    enableAdvancedFilteringOnArrays: false,
    advancedFilters: [],
  },
  destination: {
    endpointType: "WebHook",
    endpoint: "sms-handlers",
    kind: "webhook",
    host: "handlers.contoso.example",
    endpointBaseUrl: "https://handlers.contoso.example/api/sms",
  },
  deadLetterDestination: { endpointType: "StorageBlob", blobContainerName: "undelivered" },
  retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
  eventDeliverySchema: "EventGridSchema",
  labels: ["team=support", "owner=support@contoso.example"],
  expirationTimeUtc: null,
};

/** The same, to a queue that the program makes. */
export const plannedToQueue: PlannedSubscription = {
  ...planned,
  name: "support-queued",
  destination: {
    endpointType: "StorageQueue",
    endpoint: "support-queue",
    kind: "storage-queue",
    queueName: "support-queue",
    created: true,
    deliveryIdentity: "SystemAssigned",
  },
};
