import { readSubscription } from "../../../src/subscription-set/read-subscription.ts";
import type { CheckRule } from "../../../src/subscription-set/rules/index.ts";

export const storage = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";

/** A sound subscription in Azure's JSON; each test changes one thing. */
export const sound = {
  name: "support-inbound-sms",
  filter: {
    includedEventTypes: ["Microsoft.Communication.SMSReceived"],
    subjectBeginsWith: "/phonenumber/1555",
  },
  destination: { endpointType: "StorageQueue", resourceId: storage, queueName: "sms" },
  deadLetterDestination: { endpointType: "StorageBlob", resourceId: storage, blobContainerName: "undelivered" },
  retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
  eventDeliverySchema: "EventGridSchema",
  labels: ["team=support", "owner=support@contoso.example"],
};

/** What one rule says of the sound subscription with `changes`, as a person would read it. */
export function said(rule: CheckRule, changes: object, context: { readonly today?: string } = {}): string[] {
  const { record } = readSubscription({ json: { ...sound, ...changes } });
  return rule
    .check(record, context)
    .map(
      ({ level, id, path, message, fix }) =>
        `${level} ${id} at ${path}: ${message}${fix === undefined ? "" : ` [fix ${JSON.stringify(fix)}]`}`,
    );
}
