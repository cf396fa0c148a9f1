import type { EventHubProducerClient } from "@azure/event-hubs";
import type { ServiceBusClient, ServiceBusSender } from "@azure/service-bus";
import type { QueueDestination } from "../delivery/destinations.ts";
import type { BrokerMessage, LocalMessaging } from "../delivery/local-messaging.ts";
import type { AttemptOutcome } from "../delivery/outcome.ts";
import type { MessagingConnections } from "./emulator-connection.ts";

export interface MessagingEmulators extends LocalMessaging {
  close(): Promise<void>;
}

interface Sender {
  send(message: BrokerMessage, within: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** An attempt is tried again by Event Grid's schedule, not by a client. */
const onceOnly = { maxRetries: 0, timeoutInMs: 30_000 };

/**
 * The official emulators, by the clients of Azure. An emulator has one namespace, so a queue, topic or hub is found by
 * its own name. Throws `ERR_MODULE_NOT_FOUND` where a client is not installed.
 */
export async function openMessagingEmulators({
  serviceBus,
  eventHubs,
}: MessagingConnections): Promise<MessagingEmulators> {
  const [bus, hubs] = await Promise.all([
    serviceBus === undefined ? undefined : openServiceBus(serviceBus),
    eventHubs === undefined ? undefined : openEventHubs(eventHubs),
  ]);
  const openers = { "service-bus-queue": bus, "service-bus-topic": bus, "event-hub": hubs, "storage-queue": undefined };
  const senders = new Map<string, Sender>();
  const senderFor = ({ kind, resourceId }: QueueDestination): Sender | undefined => {
    const name = resourceId.slice(resourceId.lastIndexOf("/") + 1);
    const key = `${kind === "event-hub" ? "hub" : "bus"} ${name.toLowerCase()}`;
    const sender = senders.get(key) ?? openers[kind]?.open(name);
    if (sender !== undefined) senders.set(key, sender);
    return sender;
  };
  return Object.freeze({
    takes: ({ kind }: QueueDestination) => openers[kind] !== undefined,
    async send(destination: QueueDestination, message: BrokerMessage, within: number): Promise<AttemptOutcome> {
      const signal = AbortSignal.timeout(within);
      try {
        const sender = senderFor(destination);
        if (sender === undefined) return { kind: "not-contacted", detail: "no emulator was given for it" };
        await sender.send(message, signal);
        return { kind: "delivered", detail: "the emulator took it" };
      } catch (error) {
        return signal.aborted
          ? { kind: "failed", outcome: "TimedOut", detail: `the emulator did not answer within ${within / 1_000} s` }
          : failureOf(error);
      }
    },
    async close() {
      await Promise.allSettled([...senders.values()].map((sender) => sender.close()));
      await bus?.close();
    },
  });
}

/** Loads the clients, so that a missing one is reported before anything starts. Throws `ERR_MODULE_NOT_FOUND`. */
export async function loadMessagingClients({ serviceBus, eventHubs }: MessagingConnections): Promise<void> {
  if (serviceBus !== undefined) await import("@azure/service-bus");
  if (eventHubs !== undefined) await import("@azure/event-hubs");
}

async function openServiceBus(connection: string) {
  const { ServiceBusClient } = await import("@azure/service-bus");
  const client: ServiceBusClient = new ServiceBusClient(connection, { retryOptions: onceOnly });
  return { open: (name: string) => busSender(client.createSender(name)), close: () => client.close() };
}

function busSender(sender: ServiceBusSender): Sender {
  return {
    async send({ id, body, properties }, abortSignal) {
      // A delivery attribute of such a name sets what Service Bus has a field for.
      const { messageid: messageId = id, sessionid: sessionId, ...applicationProperties } = properties;
      const message = { body, messageId, applicationProperties, ...(sessionId === undefined ? {} : { sessionId }) };
      await sender.sendMessages(message, { abortSignal });
    },
    close: () => sender.close(),
  };
}

async function openEventHubs(connection: string) {
  const { EventHubProducerClient } = await import("@azure/event-hubs");
  return {
    open: (name: string) => hubSender(new EventHubProducerClient(connection, name, { retryOptions: onceOnly })),
  };
}

function hubSender(client: EventHubProducerClient): Sender {
  return {
    send: ({ body, properties }, abortSignal) => client.sendBatch([{ body, properties }], { abortSignal }),
    close: () => client.close(),
  };
}

function failureOf(error: unknown): AttemptOutcome {
  const { code = "", message = String(error) } = error as { readonly code?: unknown; readonly message?: string };
  const why = message.trim().split("\n")[0] ?? "";
  const detail = `the emulator did not take it: ${why.slice(0, 300)}`;
  const known = `${String(code)} ${message}`;
  if (/MessagingEntityNotFound/.test(known)) return { kind: "failed", outcome: "NotFound", status: 404, detail };
  // The client of Service Bus has the code of the socket in its message alone.
  if (/ECONN|ENOTFOUND/.test(known)) return { kind: "failed", outcome: "SocketError", detail };
  return { kind: "failed", outcome: "Aborted", detail };
}
