import { setTimeout as pause } from "node:timers/promises";
import type { TokenCredential } from "@azure/core-auth";
import { type DequeuedMessageItem, QueueClient } from "@azure/storage-queue";
import { HandlersProblem } from "../handler.ts";
import { reasonOf } from "../log.ts";
import type { Queue, QueueMessage } from "../queue.ts";
import { poisonText } from "./poison-text.ts";

/** How to reach the queue: a connection string, or the endpoint of the queue service and a credential of Entra ID. */
export type StorageQueueConnection =
  | { readonly connectionString: string }
  /** `https://<account>.queue.core.windows.net` */
  | { readonly endpoint: string; readonly credential: TokenCredential };

export interface StorageQueueOptions {
  readonly queue: string;
  readonly connection: StorageQueueConnection;
  /** Where messages go that are given up; created when the first one comes. Default: `<queue>-poison`. */
  readonly poisonQueue?: string;
  /** How long a message is hidden from others while it is handled, in seconds; it is renewed. Default 60, maximum 604,800. */
  readonly visibilitySeconds?: number;
  /** How long the worker waits at most before it looks at an empty queue again, in milliseconds. Default 2,000. */
  readonly pollEvery?: number;
}

const queueName = /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * A queue of Azure Queue Storage.
 * @throws HandlersProblem for an invalid name, number or connection. The queue itself is asked when the worker starts.
 */
export function storageQueue(options: StorageQueueOptions): Queue {
  const { queue, connection, poisonQueue = `${queue}-poison`, visibilitySeconds = 60, pollEvery = 2_000 } = options;
  const problems: string[] = [];
  // A name that is made of an invalid one would be the same problem twice.
  for (const name of queueName.test(queue) ? [poisonQueue] : [queue, options.poisonQueue ?? []].flat()) {
    if (!queueName.test(name)) {
      problems.push(
        `Invalid queue name ${JSON.stringify(name)}: 3 to 63 lower-case letters, digits and inner hyphens.`,
      );
    }
  }
  if (!Number.isInteger(visibilitySeconds) || visibilitySeconds < 1 || visibilitySeconds > 604_800) {
    problems.push(`Invalid visibilitySeconds ${visibilitySeconds}: a whole number from 1 to 604800.`);
  }
  if (problems.length > 0) throw new HandlersProblem(problems);
  const client = clientOf(queue, connection);
  const poisoned = clientOf(poisonQueue, connection);

  const messageOf = (item: DequeuedMessageItem): QueueMessage => {
    let popReceipt = item.popReceipt;
    // Each update gives a new receipt and makes the old one invalid: one operation after the other.
    let last: Promise<unknown> = Promise.resolve();
    const inTurn = <T>(operation: () => Promise<T>): Promise<T> => {
      const result = last.then(operation);
      last = result.catch(() => {});
      return result;
    };
    const hideFor = (seconds: number): Promise<void> =>
      inTurn(async () => {
        const updated = await client.updateMessage(item.messageId, popReceipt, undefined, seconds);
        popReceipt = updated.popReceipt ?? popReceipt;
      });
    const remove = (): Promise<void> =>
      inTurn(async () => void (await client.deleteMessage(item.messageId, popReceipt)));
    return {
      id: item.messageId,
      body: { kind: "text", text: item.messageText },
      deliveryCount: item.dequeueCount,
      enqueuedAt: item.insertedOn,
      subscription: undefined,
      invisibleMilliseconds: visibilitySeconds * 1_000,
      renew: () => hideFor(visibilitySeconds),
      remove,
      giveBack: (delayMilliseconds) => hideFor(Math.ceil(delayMilliseconds / 1_000)),
      async poison(reason) {
        await poisoned.createIfNotExists();
        await poisoned.sendMessage(poisonText(item, reason), { messageTimeToLive: -1 });
        await remove();
      },
    };
  };

  let wait = 0;
  return {
    name: queue,
    async receive(maximum, signal) {
      while (!signal.aborted) {
        const { receivedMessageItems } = await client.receiveMessages({
          numberOfMessages: Math.min(maximum, 32),
          visibilityTimeout: visibilitySeconds,
          // No abort signal: a request that is cut off may have taken messages that then nobody handles for a while.
        });
        if (receivedMessageItems.length > 0) {
          wait = 0;
          return receivedMessageItems.map(messageOf);
        }
        wait = Math.min(wait === 0 ? 50 : wait * 2, pollEvery);
        await pause(wait, undefined, { signal }).catch(() => {});
      }
      return [];
    },
    async length() {
      try {
        return (await client.getProperties()).approximateMessagesCount;
      } catch (error) {
        throw new HandlersProblem([queueProblem(queue, error)]);
      }
    },
    async close() {},
  };
}

function clientOf(name: string, connection: StorageQueueConnection): QueueClient {
  try {
    return "connectionString" in connection
      ? new QueueClient(connection.connectionString, name)
      : new QueueClient(`${connection.endpoint.replace(/\/$/, "")}/${name}`, connection.credential);
  } catch (error) {
    throw new HandlersProblem([
      `Invalid connection to the queue service: ${reasonOf(error)}. A connection string is DefaultEndpointsProtocol=https;AccountName=…;AccountKey=…;EndpointSuffix=core.windows.net.`,
    ]);
  }
}

function queueProblem(queue: string, error: unknown): string {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  if (status === 404)
    return `The queue "${queue}" does not exist. Deploy the stack that makes it, or correct the name.`;
  const advice =
    status === 401 || status === 403
      ? " The identity needs the role Storage Queue Data Contributor; a new role assignment takes some minutes."
      : "";
  return `Cannot reach the queue "${queue}": ${reasonOf(error)}.${advice}`;
}
