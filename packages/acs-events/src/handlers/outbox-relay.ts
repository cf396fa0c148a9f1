import { setTimeout as pause } from "node:timers/promises";
import { printable } from "../text/printable.ts";
import type { Inbox, TakenMessage } from "./inbox.ts";
import { type Logger, reasonOf, silentLogger } from "./log.ts";

/**
 * Sends one message of the outbox. `id` is the same whenever this message is sent: give it to the receiving system, so
 * that it can drop a repetition.
 */
export type SendMessage = (body: unknown, message: { readonly id: string; readonly attempt: number }) => Promise<void>;

export interface OutboxRelayOptions {
  readonly inbox: Inbox;
  /** How to send messages, by kind. */
  readonly send: Readonly<Record<string, SendMessage>>;
  /**
   * How many messages are sent at the same time. Default 8: at most this many are sent twice when the process is
   * killed.
   */
  readonly concurrency?: number;
  /** How long a message is kept from other relays while it is sent, and how long a failed one waits. Default 60,000 ms. */
  readonly lease?: number;
  /** How often the outbox is looked at when it was empty. Default 1,000 ms. */
  readonly every?: number;
  /** After this many failed attempts a message becomes a dead letter. Default 20. */
  readonly maximumAttempts?: number;
  readonly log?: Logger;
}

export interface OutboxRelay {
  /** Sends until `stop`. */
  run(): Promise<void>;
  /** Sends what can be sent now. Returns how many messages were sent. */
  flush(): Promise<number>;
  /** Ends `run` after the messages that are being sent. */
  stop(): Promise<void>;
}

/**
 * Sends the messages that handlers added to the outbox: each at least once. A message is sent twice only if the process
 * ends after sending it and before removing it. Several relays share one outbox.
 */
export function outboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { inbox, send, concurrency = 8, lease = 60_000, every = 1_000, maximumAttempts = 20 } = options;
  const { log = silentLogger } = options;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const sendOne = async (message: TakenMessage): Promise<boolean> => {
    const { id, attempt, kind } = message;
    try {
      const handle = Object.hasOwn(send, kind) ? send[kind] : undefined;
      if (handle === undefined) throw new Error(`nothing sends messages of the kind "${printable(kind)}"`);
      await handle(message.body, { id, attempt });
      await inbox.outbox.sent(message);
      return true;
    } catch (error) {
      const reason = reasonOf(error);
      log.error({ kind: printable(kind), message: id, attempt, reason }, "could not send a message of the outbox");
      if (attempt >= maximumAttempts) await giveUp(message, reason);
      return false;
    }
  };
  const giveUp = async (message: TakenMessage, reason: string): Promise<void> => {
    await inbox.deadLetters.keep({
      because: "too-many-attempts",
      reason: `the outbox message ${message.id} failed ${message.attempt} times; the last time: ${reason}`,
      keptAt: new Date().toISOString(),
      receiver: "outbox",
      handlers: [message.kind],
      subscription: undefined,
      eventId: undefined,
      eventType: undefined,
      deliveryCount: message.attempt,
      body: JSON.stringify(message.body),
    });
    await inbox.outbox.sent(message);
  };
  const sendSome = async (): Promise<{ readonly taken: number; readonly sent: number }> => {
    const messages = await inbox.outbox.take(concurrency * 4, lease);
    const waiting = [...messages];
    let sent = 0;
    const sender = async (): Promise<void> => {
      for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
        try {
          if (await sendOne(message)) sent += 1;
        } catch (error) {
          log.error({ message: message.id, reason: reasonOf(error) }, "the outbox failed; the message is sent again");
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, sender));
    return { taken: messages.length, sent };
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const { taken } = await sendSome().catch((error: unknown) => {
        log.error({ reason: reasonOf(error) }, "could not read the outbox; trying again");
        return { taken: 0 };
      });
      if (taken === 0) await pause(every, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  return {
    run() {
      running ??= loop();
      return running;
    },
    async flush() {
      let total = 0;
      for (;;) {
        const { taken, sent } = await sendSome();
        total += sent;
        if (taken === 0) return total;
      }
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
