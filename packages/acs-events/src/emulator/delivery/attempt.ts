import { setTimeout as wait } from "node:timers/promises";
import type { Event } from "../../catalog/event.ts";
import type { EventSubscriptionResource } from "../store.ts";
import { attributeHeaders } from "./delivery-attributes.ts";
import { hasNoRole, isGone, type ResourceLookup } from "./destination-state.ts";
import { type Destination, type QueueDestination, shownDestination } from "./destinations.ts";
import { type DeliveryRequest, deliveryProperties, renderDelivery, schemaOf } from "./envelope.ts";
import type { Fault, Faults } from "./faults.ts";
import type { LocalAnswer, LocalHttp, Patience } from "./local-http.ts";
import type { LocalMessaging } from "./local-messaging.ts";
import type { LocalQueues } from "./local-queues.ts";
import type { LocalStorage } from "./local-storage.ts";
import { type AttemptOutcome, outcomeOf } from "./outcome.ts";
import type { Redirected, Redirects } from "./redirects.ts";
import { responseLimit } from "./retry.ts";

/** What an attempt needs of its surroundings. */
export interface AttemptSurroundings {
  readonly redirects: Redirects;
  /** Endpoints that fail on purpose. */
  readonly faults: Pick<Faults, "of">;
  readonly http: LocalHttp;
  readonly queues: LocalQueues;
  /** Where storage queues are; if omitted, in `queues` alone. */
  readonly storage: LocalStorage | undefined;
  /** Where Service Bus and Event Hubs are; if omitted, in `queues` alone. */
  readonly messaging: LocalMessaging | undefined;
  readonly resources: ResourceLookup;
  readonly patience: Patience;
  /** ISO 8601. */
  readonly time: string;
}

export interface AttemptToMake {
  readonly subscription: EventSubscriptionResource;
  readonly destination: Destination;
  /** In the schema of the subscription. */
  readonly events: readonly [Event, ...Event[]];
  readonly deliveryCount: number;
  readonly outputEventIds: readonly string[];
}

/** One attempt to deliver events that go together: all of them arrive, or none does. Never rejects. */
export async function attempt(toMake: AttemptToMake, surroundings: AttemptSurroundings): Promise<AttemptOutcome> {
  const { destination } = toMake;
  switch (destination.kind) {
    case "webhook":
      return post(toMake, destination, surroundings.redirects.webhook(destination.endpointUrl), surroundings);
    case "azure-function":
      return post(toMake, destination, surroundings.redirects.azureFunction(destination.resourceId), surroundings);
    case "unknown":
      return { kind: "not-contacted", detail: destination.reason };
    default:
      return enqueue(toMake, destination, surroundings);
  }
}

async function post(
  toMake: AttemptToMake,
  destination: Extract<Destination, { readonly kind: "webhook" | "azure-function" }>,
  redirected: Redirected,
  { http, patience, faults }: AttemptSurroundings,
): Promise<AttemptOutcome> {
  const fault = faults.of(shownDestination(destination));
  if (fault !== undefined) return fail(fault, patience);
  if (redirected.kind === "nowhere") return { kind: "not-contacted", detail: redirected.reason };
  const { headers, body } = renderDelivery({
    ...delivery(toMake, toMake.events, toMake.outputEventIds[0] ?? ""),
    batching: destination.batching.maxEventsPerBatch > 1,
    attributes: destination.attributes,
  });
  const answer = await http.send({ method: "POST", url: redirected.url, headers, body }, patience);
  return outcomeOf(answer, responseLimit);
}

/** A fault that the user asked for, in place of the handler. */
async function fail(fault: Fault, patience: Patience): Promise<AttemptOutcome> {
  if (fault === "hang") await hang(patience);
  const answered: LocalAnswer =
    fault === "hang" ? { kind: "timed-out" } : { kind: "answered", status: 500, headers: {}, body: "" };
  const outcome = outcomeOf(answered, responseLimit);
  return outcome.kind === "failed" ? { ...outcome, detail: `${outcome.detail}, as was asked for` } : outcome;
}

/** Until its time is over, or somebody turns the clock: nobody has to wait for what is never answered. */
async function hang({ answer, whenTurned }: Patience): Promise<void> {
  const turned = new AbortController();
  const stopListening = whenTurned?.(() => turned.abort());
  await wait(answer, undefined, { ref: false, signal: turned.signal }).catch(() => undefined);
  stopListening?.();
}

async function enqueue(
  toMake: AttemptToMake,
  destination: QueueDestination,
  { queues, storage, messaging, resources, patience, time }: AttemptSurroundings,
): Promise<AttemptOutcome> {
  const { subscription, events, outputEventIds } = toMake;
  const { resourceId, attributes } = destination;
  if (isGone(resourceId, resources)) {
    return { kind: "failed", outcome: "NotFound", status: 404, detail: `there is no ${resourceId}` };
  }
  if (subscription.deliveryIdentity === "SystemAssigned" && hasNoRole(subscription.topicId, resourceId, resources)) {
    const detail = `the identity of the system topic has no role on ${resourceId}`;
    return { kind: "failed", outcome: "Unauthorized", status: 401, detail };
  }
  const broker = messaging?.takes(destination) === true ? messaging : undefined;
  const isStored = storage !== undefined && destination.kind === "storage-queue";
  for (const [index, event] of events.entries()) {
    const message = delivery(toMake, [event], outputEventIds[index] ?? "");
    const properties = { ...attributeHeaders(attributes, event), ...deliveryProperties(message) };
    if (broker !== undefined) {
      const sent = { id: outputEventIds[index] ?? "", body: event, properties };
      const outcome = await broker.send(destination, sent, patience.answer);
      if (outcome.kind !== "delivered") return outcome;
    }
    try {
      if (isStored) await storage.send(...queueMessage(destination, event));
      queues.enqueue(destination, { enqueuedTime: time, properties, body: event });
    } catch (error) {
      return { kind: "failed", outcome: "Aborted", detail: `it could not be kept on this machine: ${String(error)}` };
    }
  }
  if (broker !== undefined) return { kind: "delivered", detail: "the emulator took it" };
  return { kind: "delivered", ...(isStored ? { detail: "the queue in Azurite took it" } : {}) };
}

/** A message in a storage queue is base64, as Event Grid writes it. */
function queueMessage({ resourceId, timeToLive }: QueueDestination, event: Event): Parameters<LocalStorage["send"]> {
  const [, account = "", name = ""] = /\/storageAccounts\/([^/]+)\/.*\/queues\/([^/]+)$/i.exec(resourceId) ?? [];
  return [{ account, name }, Buffer.from(JSON.stringify(event)).toString("base64"), timeToLive];
}

function delivery(
  { subscription, deliveryCount }: AttemptToMake,
  events: readonly [Event, ...Event[]],
  outputEventId: string,
): Omit<DeliveryRequest, "batching" | "attributes"> {
  return {
    kind: "Notification",
    schema: schemaOf(subscription),
    subscription: subscription.name,
    events,
    deliveryCount,
    outputEventId,
  };
}
