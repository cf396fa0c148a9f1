import type { TokenCredential } from "@azure/core-auth";
import { ServiceBusClient, type ServiceBusReceivedMessage, type ServiceBusReceiver } from "@azure/service-bus";
import { HandlersProblem } from "../handler.ts";
import { reasonOf } from "../log.ts";
import type { Queue, QueueMessage } from "../queue.ts";

/** How to reach the queue: a connection string, or the namespace's host and a credential of Entra ID. */
export type ServiceBusConnection =
  | { readonly connectionString: string }
  /** `<namespace>.servicebus.windows.net` */
  | { readonly namespace: string; readonly credential: TokenCredential };

export interface ServiceBusQueueOptions {
  readonly queue: string;
  readonly connection: ServiceBusConnection;
}

/**
 * A queue of Azure Service Bus. Its poison queue is the dead-letter queue that Service Bus keeps for it. Messages are
 * larger than those of a storage queue: 256 KB, or up to 100 MB in the premium tier.
 * @throws HandlersProblem for an invalid connection. The queue itself is asked when the worker starts.
 */
export function serviceBusQueue({ queue, connection }: ServiceBusQueueOptions): Queue {
  let client: ServiceBusClient;
  try {
    client =
      "connectionString" in connection
        ? new ServiceBusClient(connection.connectionString)
        : new ServiceBusClient(connection.namespace, connection.credential);
  } catch (error) {
    throw new HandlersProblem([`Invalid connection to Service Bus: ${reasonOf(error)}`]);
  }
  // Event Grid sends JSON, and the original bytes are wanted.
  const receiver = client.createReceiver(queue, { receiveMode: "peekLock", skipParsingBodyAsJson: true });
  return queueOfReceiver(queue, receiver, () => client.close());
}

/** Locks last 30 seconds unless the queue says otherwise; the message knows its own. */
const usualLock = 30_000;

/** The queue behind a receiver in peek-lock mode. */
function queueOfReceiver(name: string, receiver: ServiceBusReceiver, close: () => Promise<void>): Queue {
  /** Messages that wait before they are given back: Service Bus delivers an abandoned message at once. */
  const waiting = new Map<NodeJS.Timeout, () => Promise<void>>();

  const settle = oneOutcomeAtATime();

  const messageOf = (message: ServiceBusReceivedMessage): QueueMessage => {
    const remaining = (): number => (message.lockedUntilUtc?.getTime() ?? Date.now() + usualLock) - Date.now();
    const subscription = message.applicationProperties?.["aeg-subscription-name"];
    const abandon = (): Promise<void> => settle("abandon", () => receiver.abandonMessage(message).then(() => {}));
    return {
      id: String(message.messageId ?? message.sequenceNumber ?? ""),
      body: { kind: "bytes", bytes: bytesOf(message.body) },
      deliveryCount: (message.deliveryCount ?? 0) + 1,
      enqueuedAt: message.enqueuedTimeUtc,
      subscription: typeof subscription === "string" ? subscription : undefined,
      invisibleMilliseconds: Math.max(1_000, remaining()),
      renew: async () => void (await receiver.renewMessageLock(message)),
      remove: () => settle("complete", () => receiver.completeMessage(message)),
      async giveBack(delayMilliseconds) {
        const delay = Math.min(delayMilliseconds, remaining() - 2_000);
        if (delay <= 0) return abandon();
        const timer = setTimeout(() => {
          waiting.delete(timer);
          // The lock ends soon in any case.
          abandon().catch(() => {});
        }, delay);
        waiting.set(timer, abandon);
      },
      poison: (reason) =>
        settle(Symbol(reason), () =>
          receiver.deadLetterMessage(message, {
            deadLetterReason: "acs-events",
            deadLetterErrorDescription: reason.slice(0, 4_096),
          }),
        ),
    };
  };

  return {
    name,
    async receive(maximum, signal) {
      while (!signal.aborted) {
        // No abort signal: messages that were on their way would stay locked. A second is short enough for a stop.
        const messages = await receiver.receiveMessages(maximum, { maxWaitTimeInMs: 1_000 });
        if (messages.length > 0) return messages.map(messageOf);
      }
      return [];
    },
    async length() {
      try {
        // The number of messages needs the right to manage the queue; whether the queue can be read shows here.
        await receiver.peekMessages(1);
        return undefined;
      } catch (error) {
        throw new HandlersProblem([`Cannot reach the Service Bus queue "${name}": ${reasonOf(error)}`]);
      }
    },
    async close() {
      const pending = [...waiting];
      waiting.clear();
      for (const [timer] of pending) clearTimeout(timer);
      await Promise.allSettled(pending.map(([, abandon]) => abandon()));
      await receiver.close();
      await close();
    },
  };
}

/**
 * Tells the broker of one outcome after the other, and of messages with the same outcome at once. The AMQP library under
 * Azure's client (rhea 3.0.5, `write_dispositions`) puts two neighbours that are settled in one turn of the event loop into
 * one frame without comparing their outcomes: a message that failed would be completed with one that was handled, and lost.
 */
function oneOutcomeAtATime(): (outcome: string | symbol, run: () => Promise<void>) => Promise<void> {
  let current: string | symbol = "";
  let before: Promise<unknown> = Promise.resolve();
  let running = new Set<Promise<void>>();
  return (outcome, run) => {
    if (outcome !== current) {
      before = Promise.allSettled(running);
      running = new Set();
      current = outcome;
    }
    const group = running;
    const mine = before.then(run).finally(() => group.delete(mine));
    group.add(mine);
    return mine;
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body ?? null));
}
