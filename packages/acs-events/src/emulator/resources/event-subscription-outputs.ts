import { jsonObject } from "../../json/json-object.ts";
import { topicIdOf } from "../event-subscription-resource.ts";
import type { ResourceProperties } from "../stored-resource.ts";
import { isIdOf } from "./azure-id.ts";
import { list, text, without } from "./property.ts";

/**
 * What Azure answers when an event subscription is read, as recorded: the service's defaults filled in, flags that are
 * false omitted, a webhook's URL reduced to its public part (`getFullUrl` gives the rest) and secret headers hidden.
 */
export function publicOutputs(inputs: ResourceProperties, id: string): ResourceProperties {
  return {
    ...acceptedOutputs(inputs, id, "hidden", (destination) => ({
      ...(isBatched(destination) ? { maxEventsPerBatch: 1, preferredBatchSizeInKilobytes: 64 } : {}),
      ...destination,
    })),
    eventDeliverySchema: inputs["eventDeliverySchema"] ?? "EventGridSchema",
    filter: { subjectBeginsWith: "", subjectEndsWith: "", ...publicFilter(inputs["filter"]) },
    topic: topicInAnswer(topicIdOf(id)),
    provisioningState: "Succeeded",
  };
}

/**
 * The `topic` that Azure names: under a system topic the id as it is, else everything behind the resource group's keyword
 * in lower case.
 */
function topicInAnswer(scope: string): string {
  if (isIdOf(scope, "Microsoft.EventGrid/systemTopics")) return scope;
  const [, before = "", behind = scope] = /^(\/subscriptions\/[^/]+\/resourceGroups\/)?(.*)$/i.exec(scope) ?? [];
  return `${before}${behind.toLowerCase()}`;
}

/**
 * What Azure answers to the write of an event subscription: what was sent, without most defaults. A creation answers
 * secret headers in the clear, a change hides them.
 */
export function acceptedOutputs(
  inputs: ResourceProperties,
  id: string,
  secrets: "clear" | "hidden",
  complete: (destination: ResourceProperties) => ResourceProperties = (destination) => destination,
): ResourceProperties {
  const destination = (value: ResourceProperties): ResourceProperties => publicDestination(complete(value), secrets);
  return {
    ...without(inputs, [
      "resourceGroupName",
      "systemTopicName",
      "topicName",
      "domainName",
      "partnerTopicName",
      "scope",
      "eventSubscriptionName",
      "azureApiVersion",
      "__createBeforeDelete",
    ]),
    ...nested(inputs, "destination", destination),
    ...nested(inputs, "deliveryWithResourceIdentity", (block) => ({
      ...block,
      ...nested(block, "destination", destination),
    })),
    filter: publicFilter(inputs["filter"]),
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440, ...jsonObject(inputs["retryPolicy"]) },
    // The answer to a write of partner topics keeps the case (recorded).
    topic: isIdOf(topicIdOf(id), "Microsoft.EventGrid/partnerTopics") ? topicIdOf(id) : topicInAnswer(topicIdOf(id)),
  };
}

function nested(
  from: ResourceProperties,
  name: string,
  change: (value: ResourceProperties) => ResourceProperties,
): ResourceProperties {
  const value = jsonObject(from[name]);
  return value === undefined ? {} : { [name]: change(value) };
}

/** Flags are answered where they are true; numbers, order and case stay as they were sent. */
function publicFilter(value: unknown): ResourceProperties {
  const filter = jsonObject(value) ?? {};
  const flags = ["isSubjectCaseSensitive", "enableAdvancedFilteringOnArrays"].filter((name) => filter[name] !== true);
  const empty = ["advancedFilters", "includedEventTypes"].filter((name) => list(filter[name]).length === 0);
  return without(filter, [...flags, ...empty]);
}

function isBatched(destination: ResourceProperties): boolean {
  return ["WebHook", "AzureFunction"].includes(String(destination["endpointType"]));
}

function publicDestination(destination: ResourceProperties, secrets: "clear" | "hidden"): ResourceProperties {
  const headers = list(destination["deliveryAttributeMappings"]);
  return {
    ...without(destination, ["endpointUrl"]),
    ...(destination["endpointType"] === "WebHook" ? { endpointBaseUrl: baseUrl(destination["endpointUrl"]) } : {}),
    ...(headers.length === 0
      ? {}
      : { deliveryAttributeMappings: secrets === "clear" ? headers : headers.map(publicHeader) }),
  };
}

/** The destination that a subscription was given, with an identity or without one; secrets included. */
export function destinationOf(inputs: ResourceProperties): ResourceProperties {
  return (
    jsonObject(inputs["destination"]) ??
    jsonObject(jsonObject(inputs["deliveryWithResourceIdentity"])?.["destination"]) ??
    {}
  );
}

/** The headers of a subscription as `getDeliveryAttributes` answers them: null where there are none (recorded). */
export function publicHeaders(inputs: ResourceProperties): readonly unknown[] | null {
  const headers = list(destinationOf(inputs)["deliveryAttributeMappings"]);
  return headers.length === 0 ? null : headers.map(publicHeader);
}

/** A header as Azure answers it: the value of a secret one is the word "Hidden". */
function publicHeader(header: unknown): unknown {
  const mapping = jsonObject(header);
  return mapping?.["isSecret"] === true ? { ...mapping, value: "Hidden" } : header;
}

/** Scheme, host and path; the port of https is omitted. */
function baseUrl(url: unknown): string | undefined {
  return text(url)
    ?.replace(/[?#].*$/s, "")
    .replace(/^(https:\/\/[^/]*?):443(?=\/|$)/i, "$1");
}
