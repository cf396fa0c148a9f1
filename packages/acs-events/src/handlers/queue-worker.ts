import { setTimeout as pause } from "node:timers/promises";
import { printable } from "../text/printable.ts";
import { type Logger, reasonOf, silentLogger } from "./log.ts";
import type { Queue, QueueMessage } from "./queue.ts";
import type { Receiver } from "./receiver.ts";
import { recoverRegularly } from "./recover-regularly.ts";
import { recordQueueAge } from "./telemetry.ts";

export interface QueueWorkerOptions {
  readonly queue: Queue;
  /** Gives every event of the queue to this receiver. */
  readonly receiver: Receiver;
  /** How many messages are handled at the same time. Default 32. */
  readonly concurrency?: number;
  /** After this many failed deliveries a message is poison. Default 5. */
  readonly maximumDeliveries?: number;
  /** How often deferred events are looked for, in milliseconds. Default 30,000. */
  readonly recoverEvery?: number;
  /** How long `stop` waits for running handlers, in milliseconds. Default 25,000. */
  readonly drainWithin?: number;
  readonly log?: Logger;
}

export interface QueueWorker {
  /** Works until `stop`. Throws if the queue cannot be reached when it starts. */
  run(): Promise<void>;
  /** Takes no more messages, waits for running handlers, gives back what did not end in time. */
  stop(): Promise<void>;
  /** Messages in work now. */
  readonly inWork: number;
}

/** Takes messages from a queue and gives their events to a receiver. Several workers share one queue. */
export function queueWorker(options: QueueWorkerOptions): QueueWorker {
  const { queue, receiver, concurrency = 32, maximumDeliveries = 5, drainWithin = 25_000 } = options;
  const { log = silentLogger, recoverEvery = 30_000 } = options;
  const stopping = new AbortController();
  const inWork = new Set<Promise<void>>();
  let finished: Promise<void> | undefined;
  const { promise: abandoned, resolve: abandon } = Promise.withResolvers<void>();

  const work = async (message: QueueMessage): Promise<void> => {
    const fields = { queue: queue.name, message: printable(message.id), deliveryCount: message.deliveryCount };
    const renewal = setInterval(() => {
      message
        .renew()
        .catch((error: unknown) => log.warn({ ...fields, reason: reasonOf(error) }, "could not renew a message"));
    }, message.invisibleMilliseconds / 3);
    recordQueueAge(queue.name, message.enqueuedAt);
    try {
      const delivery = { subscription: message.subscription, deliveryCount: message.deliveryCount - 1 };
      const outcome = await receiver.take(message.body, delivery);
      if (outcome.kind === "done") {
        await message.remove();
      } else if (outcome.kind === "unreadable") {
        log.error({ ...fields, reason: outcome.reason }, "a message is not an event: moved to the poison queue");
        await message.poison(outcome.reason);
      } else if (!outcome.busy && message.deliveryCount >= maximumDeliveries) {
        log.error({ ...fields, reason: outcome.reason }, "a message failed too often: moved to the poison queue");
        await message.poison(`failed ${message.deliveryCount} times; the last time: ${outcome.reason}`);
      } else {
        await message.giveBack(outcome.busy ? message.invisibleMilliseconds : retryDelay(message.deliveryCount));
      }
    } catch (error) {
      log.error({ ...fields, reason: reasonOf(error) }, "the queue failed; the message is delivered again");
    } finally {
      clearInterval(renewal);
    }
  };

  const loop = async (): Promise<void> => {
    let failures = 0;
    while (!stopping.signal.aborted) {
      // Messages are fetched in groups: while fewer than half of the places are free, wait for more of them, but not
      // longer than a second, because slow handlers must not hold up the others.
      const waitedSince = Date.now();
      while (inWork.size >= concurrency || (inWork.size > concurrency / 2 && Date.now() - waitedSince < 1_000)) {
        await Promise.race([...inWork, pause(1_000)]);
      }
      try {
        const messages = await queue.receive(Math.min(32, concurrency - inWork.size), stopping.signal);
        failures = 0;
        for (const message of messages) {
          const running = work(message).finally(() => inWork.delete(running));
          inWork.add(running);
        }
      } catch (error) {
        if (stopping.signal.aborted) break;
        failures += 1;
        log.error({ queue: queue.name, reason: reasonOf(error) }, "could not receive from the queue; trying again");
        await pause(Math.min(1_000 * 2 ** (failures - 1), 60_000), undefined, { signal: stopping.signal }).catch(
          () => {},
        );
      }
    }
  };

  return {
    get inWork() {
      return inWork.size;
    },
    async run() {
      await queue.length();
      const recovery = recoverRegularly([receiver], recoverEvery, log);
      finished = loop();
      await finished;
      clearInterval(recovery);
      await Promise.race([Promise.all(inWork), abandoned]);
    },
    async stop() {
      stopping.abort();
      await finished;
      const drained = await receiver.drain(drainWithin);
      // A handler that ignores its signal must not keep the process: its message is delivered again.
      await Promise.race([Promise.all(inWork), ...(drained ? [] : [pause(1_000)])]);
      abandon();
      await queue.close();
    },
  };
}

/** 1 second after the first failure, four times as long after each further one, at most 5 minutes. */
function retryDelay(deliveryCount: number): number {
  return Math.min(1_000 * 4 ** (deliveryCount - 1), 300_000);
}
