import { jsonObject } from "../json/json-object.ts";
import type { ResourceProperties, StoredResource } from "./stored-resource.ts";

/** Where undelivered events go: a container of a storage account. */
export interface DeadLetterTarget {
  readonly storageAccountId: string;
  readonly container: string;
  /** Whose identity writes there: `SystemAssigned`, or the id of a user-assigned identity. Absent: the account's key. */
  readonly identity?: string;
}

export interface RetryPolicy {
  /** 1 to 30. */
  readonly maxDeliveryAttempts: number;
  /** 1 to 1440. */
  readonly eventTimeToLiveInMinutes: number;
}

/** An event subscription as event delivery needs it. */
export interface EventSubscriptionResource {
  readonly id: string;
  readonly name: string;
  /** What it belongs to: a topic, or the source itself. */
  readonly topicId: string;
  /** Flat, as azure-native has it: `endpointType`, and `endpointUrl` (with its secret query), `resourceId`, `queueName`, … */
  readonly destination: ResourceProperties;
  /** Whose identity delivers: `SystemAssigned`, or the id of a user-assigned identity. Absent: the destination's own key or none. */
  readonly deliveryIdentity?: string;
  /** In the terms of Azure's JSON: `includedEventTypes`, `subjectBeginsWith`, `advancedFilters`, … */
  readonly filter: ResourceProperties;
  readonly deadLetter?: DeadLetterTarget;
  readonly retryPolicy: RetryPolicy;
  /** `EventGridSchema` or `CloudEventSchemaV1_0`. */
  readonly eventDeliverySchema: string;
  readonly labels: readonly string[];
  /** ISO 8601; the subscription is gone after it. */
  readonly expirationTimeUtc?: string;
  /** `Succeeded`, or `Failed` after a handshake that failed at creation. */
  readonly provisioningState: string;
}

/**
 * Reads the inputs of an event subscription, with the service's defaults filled in. `resource.id` ends in
 * `…/systemTopics/{topic}/eventSubscriptions/{name}`, or `{scope}/providers/Microsoft.EventGrid/eventSubscriptions/{name}`.
 */
export function eventSubscriptionResource({ id, inputs, outputs }: StoredResource): EventSubscriptionResource {
  const delivery = jsonObject(inputs["deliveryWithResourceIdentity"]);
  const destination = jsonObject(inputs["destination"]) ?? jsonObject(delivery?.["destination"]) ?? {};
  const deliveryIdentity = identity(delivery?.["identity"]);
  const deadLetter = deadLetterTarget(inputs);
  const retry = jsonObject(inputs["retryPolicy"]) ?? {};
  const labels = inputs["labels"];
  const expires = inputs["expirationTimeUtc"];
  return Object.freeze({
    id,
    name: id.slice(id.lastIndexOf("/") + 1),
    topicId: topicIdOf(id),
    destination,
    ...(deliveryIdentity === undefined ? {} : { deliveryIdentity }),
    filter: jsonObject(inputs["filter"]) ?? {},
    ...(deadLetter === undefined ? {} : { deadLetter }),
    retryPolicy: {
      maxDeliveryAttempts: number(retry["maxDeliveryAttempts"], 30),
      eventTimeToLiveInMinutes: number(retry["eventTimeToLiveInMinutes"], 1440),
    },
    eventDeliverySchema: text(inputs["eventDeliverySchema"]) ?? "EventGridSchema",
    labels: Array.isArray(labels) ? labels.filter((label) => typeof label === "string") : [],
    ...(typeof expires === "string" && expires !== "" ? { expirationTimeUtc: expires } : {}),
    provisioningState: text(outputs["provisioningState"]) ?? "Creating",
  });
}

/** Whether a type of azure-native is one of the event subscriptions: on a topic of some kind, or on any scope. */
export function isEventSubscriptionToken(token: string): boolean {
  return /^azure-native:eventgrid:(?:SystemTopic|Topic|Domain|DomainTopic|PartnerTopic)?EventSubscription$/.test(token);
}

/** The id of the topic, or of any other scope, that an event subscription belongs to. */
export function topicIdOf(id: string): string {
  const end = id.toLowerCase().lastIndexOf("/eventsubscriptions/");
  return end === -1 ? id : id.slice(0, end).replace(/\/providers\/Microsoft\.EventGrid$/i, "");
}

function deadLetterTarget(inputs: ResourceProperties): DeadLetterTarget | undefined {
  const withIdentity = jsonObject(inputs["deadLetterWithResourceIdentity"]);
  const target = jsonObject(inputs["deadLetterDestination"]) ?? jsonObject(withIdentity?.["deadLetterDestination"]);
  if (target === undefined) return undefined;
  const who = identity(withIdentity?.["identity"]);
  return {
    storageAccountId: text(target["resourceId"]) ?? "",
    container: text(target["blobContainerName"]) ?? "",
    ...(who === undefined ? {} : { identity: who }),
  };
}

function identity(value: unknown): string | undefined {
  const found = jsonObject(value);
  return text(found?.["userAssignedIdentity"]) ?? text(found?.["type"]);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}
