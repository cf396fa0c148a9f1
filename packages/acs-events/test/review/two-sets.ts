import type { Change } from "../../src/review/change.ts";
import { compareSubscriptions } from "../../src/review/compare.ts";
import { readSubscriptionSet } from "../../src/subscription-set/subscription-set.ts";

export const sms = "Microsoft.Communication.SMSReceived";
export const report = "Microsoft.Communication.SMSDeliveryReportReceived";

export type Given = Readonly<Record<string, unknown>>;

/** A subscription in the form of `az … list`, with what the case changes about it. */
export const subscription = (name: string, changes: Given = {}): Given => ({
  name,
  filter: { includedEventTypes: [sms], subjectBeginsWith: "/phonenumber/1555" },
  destination: {
    endpointType: "StorageQueue",
    resourceId: "/subscriptions/0/x/storageAccounts/a",
    queueName: "support",
  },
  deadLetterDestination: {
    endpointType: "StorageBlob",
    resourceId: "/subscriptions/0/x/storageAccounts/a",
    blobContainerName: "kept",
  },
  retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
  eventDeliverySchema: "EventGridSchema",
  labels: ["team=support", "owner=support@contoso.example"],
  ...changes,
});
export const filter = (filter: Given): Given => ({ filter: { includedEventTypes: [sms], ...filter } });
export const all = subscription("all", {
  filter: { includedEventTypes: ["All"] },
  destination: {
    endpointType: "StorageQueue",
    resourceId: "/subscriptions/0/x/storageAccounts/a",
    queueName: "archive",
  },
});

export function review(base: readonly Given[], head: readonly Given[], complete = true) {
  return compareSubscriptions(readSubscriptionSet(base).subscriptions, readSubscriptionSet(head).subscriptions, {
    complete,
  });
}

export const idsOf = ({ findings }: Change): string[] => findings.map(({ id }) => id);
