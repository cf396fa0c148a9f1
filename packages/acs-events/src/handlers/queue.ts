import type { MessageBody } from "./take-message.ts";

/** A queue as the worker uses it: a storage queue, a Service Bus queue, or one in memory. */
export interface Queue {
  readonly name: string;
  /** Takes up to `maximum` messages (1 to 32). Waits for the first one, at most until the signal is aborted. */
  receive(maximum: number, signal: AbortSignal): Promise<readonly QueueMessage[]>;
  /** How many messages wait, about; undefined where the queue does not say. */
  length(): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A message that this worker has taken: nobody else gets it until `invisibleMilliseconds` are over or it is given back. */
export interface QueueMessage {
  readonly id: string;
  readonly body: MessageBody;
  /** 1 for the first delivery. */
  readonly deliveryCount: number;
  readonly enqueuedAt: Date | undefined;
  /** The event subscription's name, where the queue has it (Service Bus: application property). */
  readonly subscription: string | undefined;
  readonly invisibleMilliseconds: number;
  /** Keeps the message from others for another `invisibleMilliseconds`. Throws if another worker has it now. */
  renew(): Promise<void>;
  /** Removes it: it was handled. */
  remove(): Promise<void>;
  /** Gives it back, to be delivered again after `delayMilliseconds` (at once where the queue knows no delay). */
  giveBack(delayMilliseconds: number): Promise<void>;
  /** Moves it to the queue for poison messages, with the reason. It is never lost: added there before it is removed here. */
  poison(reason: string): Promise<void>;
}
