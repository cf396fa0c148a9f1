import type { Queue, QueueMessage } from "./queue.ts";

export interface MemoryQueue extends Queue {
  send(text: string): void;
  /** The messages that were given up, with the reason. */
  readonly poisoned: readonly { readonly text: string; readonly reason: string }[];
}

/** A queue in this process, for tests: messages become visible again after `invisibleMilliseconds`. */
export function memoryQueue(
  name = "memory",
  invisibleMilliseconds = 30_000,
  now: () => number = Date.now,
): MemoryQueue {
  const messages: { id: string; text: string; count: number; visibleAt: number; sentAt: number }[] = [];
  const poisoned: { text: string; reason: string }[] = [];
  let sequence = 0;
  let wake: () => void = () => {};
  const remove = (id: string): void => {
    const index = messages.findIndex((message) => message.id === id);
    if (index >= 0) messages.splice(index, 1);
  };
  return {
    name,
    poisoned,
    send(text) {
      sequence += 1;
      messages.push({ id: String(sequence), text, count: 0, visibleAt: 0, sentAt: now() });
      wake();
    },
    async receive(maximum, signal) {
      for (;;) {
        if (signal.aborted) return [];
        const visible = messages.filter(({ visibleAt }) => visibleAt <= now()).slice(0, maximum);
        if (visible.length > 0) {
          return visible.map((message): QueueMessage => {
            message.count += 1;
            message.visibleAt = now() + invisibleMilliseconds;
            return {
              id: message.id,
              body: { kind: "text", text: message.text },
              deliveryCount: message.count,
              enqueuedAt: new Date(message.sentAt),
              subscription: undefined,
              invisibleMilliseconds,
              async renew() {
                message.visibleAt = now() + invisibleMilliseconds;
              },
              remove: async () => remove(message.id),
              async giveBack(delayMilliseconds) {
                message.visibleAt = now() + delayMilliseconds;
                wake();
              },
              async poison(reason) {
                poisoned.push({ text: message.text, reason });
                remove(message.id);
              },
            };
          });
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener("abort", () => resolve(), { once: true });
          setTimeout(resolve, 10).unref();
        });
      }
    },
    length: async () => messages.length,
    async close() {},
  };
}
