import type { Exchange } from "../../parity/exchanges.ts";
import { type ReadAnswer, readAnswers } from "../../parity/read-answers.ts";
import { sampleRoot } from "../sample-project.ts";

export const group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/contoso";
export const account = `${group}/providers/Microsoft.Storage/storageAccounts/events`;
export const inGroup = (rest: string): string => `${group}/providers/${rest}`;

/** What a GET of 2020 and later answers of every subscription, whatever was sent. */
export const answered = {
  topic: account.toLowerCase(),
  provisioningState: "Succeeded",
  filter: {
    subjectBeginsWith: "",
    subjectEndsWith: "",
    includedEventTypes: ["Microsoft.Storage.BlobCreated", "Microsoft.Storage.BlobDeleted"],
  },
  labels: null,
  eventDeliverySchema: "EventGridSchema",
  retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
};
export const webhook = {
  properties: {
    maxEventsPerBatch: 1,
    preferredBatchSizeInKilobytes: 64,
    endpointUrl: null,
    endpointBaseUrl: "https://handlers.contoso.example/api/events",
  },
  endpointType: "WebHook",
};
export const subscription = (scope: string, properties: object, name = "first") => ({
  properties: { ...answered, ...properties },
  systemData: null,
  id: `${scope}/providers/Microsoft.EventGrid/eventSubscriptions/${name}`,
  name,
  type: "Microsoft.EventGrid/eventSubscriptions",
});

export function exchange(
  response: unknown,
  url = `${account}/providers/Microsoft.EventGrid/eventSubscriptions/first`,
): Exchange {
  return {
    recording: "ours",
    apiVersion: "2025-02-15",
    method: "GET",
    url: `${url}?api-version=2025-02-15`,
    request: null,
    status: 200,
    response,
    n: 1,
  };
}

export async function read(response: unknown): Promise<ReadAnswer> {
  const [answer] = await readAnswers([exchange(response)], { root: sampleRoot, today: "2026-11-28" });
  if (answer === undefined) throw new Error("no answer was read");
  return answer;
}

export const identity = { type: "SystemAssigned" };
export const queue = { properties: { resourceId: account, queueName: "texts" }, endpointType: "StorageQueue" };
export const deadLetters = {
  properties: { resourceId: account, blobContainerName: "undelivered" },
  endpointType: "StorageBlob",
};
