import { topicIdOf } from "../event-subscription-resource.ts";
import type { Properties } from "../stored-resource.ts";
import { list, object, text, without } from "./property.ts";

/**
 * What Azure answers when an event subscription is read: the service's defaults filled in, a webhook's URL reduced to
 * its public part (`getFullUrl` gives the rest) and secret headers hidden.
 */
export function publicOutputs(inputs: Properties, id: string): Properties {
  return {
    ...nested(inputs, "destination", publicDestination),
    ...nested(inputs, "deliveryWithResourceIdentity", (block) => ({
      ...block,
      ...nested(block, "destination", publicDestination),
    })),
    eventDeliverySchema: inputs["eventDeliverySchema"] ?? "EventGridSchema",
    filter: { isSubjectCaseSensitive: false, subjectBeginsWith: "", subjectEndsWith: "", ...object(inputs["filter"]) },
    retryPolicy: { eventTimeToLiveInMinutes: 1440, maxDeliveryAttempts: 30, ...object(inputs["retryPolicy"]) },
    topic: topicIdOf(id),
    provisioningState: "Succeeded",
  };
}

function nested(from: Properties, name: string, change: (value: Properties) => Properties): Properties {
  const value = object(from[name]);
  return value === undefined ? {} : { [name]: change(value) };
}

function publicDestination(destination: Properties): Properties {
  const headers = list(destination["deliveryAttributeMappings"]);
  const batches = ["WebHook", "AzureFunction"].includes(String(destination["endpointType"]));
  return {
    ...(batches ? { maxEventsPerBatch: 1, preferredBatchSizeInKilobytes: 64 } : {}),
    ...without(destination, ["endpointUrl"]),
    ...(destination["endpointType"] === "WebHook" ? { endpointBaseUrl: baseUrl(destination["endpointUrl"]) } : {}),
    ...(headers.length === 0 ? {} : { deliveryAttributeMappings: headers.map(publicHeader) }),
  };
}

/** A header as Azure answers it: the value of a secret one is the word "Hidden". */
export function publicHeader(header: unknown): unknown {
  const mapping = object(header);
  return mapping?.["isSecret"] === true ? { ...mapping, value: "Hidden" } : header;
}

function baseUrl(url: unknown): string | undefined {
  return text(url)?.replace(/[?#].*$/s, "");
}
