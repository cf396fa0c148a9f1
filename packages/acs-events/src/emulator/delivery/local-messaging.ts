import type { QueueDestination } from "./destinations.ts";
import type { AttemptOutcome } from "./outcome.ts";

/** A message as Event Grid puts it into a queue, topic or hub. */
export interface BrokerMessage {
  /** Event Grid's own id of the delivered event, the same at every attempt. */
  readonly id: string;
  /** The event. */
  readonly body: unknown;
  readonly properties: Readonly<Record<string, string>>;
}

/** Brokers on this machine that speak AMQP, for Service Bus and Event Hubs. */
export interface LocalMessaging {
  /** Whether one takes the messages of such a destination. */
  takes(destination: QueueDestination): boolean;
  /** Sends one message, within this many milliseconds. Never rejects. */
  send(destination: QueueDestination, message: BrokerMessage, within: number): Promise<AttemptOutcome>;
}
