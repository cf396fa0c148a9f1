/** What went wrong with an event that is kept. */
export type KeptBecause =
  /** The element is not an event: a required property is missing, for example. */
  | "not-an-event"
  /** The payload is not what the event type promises. */
  | "invalid-payload"
  /** A handler said that the event can never succeed. */
  | "permanent-failure"
  /** A handler failed too often. */
  | "too-many-attempts"
  /** An effect was begun and it is unknown whether it happened. */
  | "uncertain-effect";

/** An event that this receiver gave up, with the original text, so that it can be examined and replayed. */
export interface KeptEvent {
  readonly because: KeptBecause;
  /** What is wrong, in a sentence; never has a value of the payload. */
  readonly reason: string;
  readonly keptAt: string;
  readonly receiver: string;
  /** The handlers that did not succeed; empty if the element is not an event. */
  readonly handlers: readonly string[];
  readonly subscription: string | undefined;
  readonly eventId: string | undefined;
  readonly eventType: string | undefined;
  readonly deliveryCount: number | undefined;
  /** The original text of this element alone, exactly as it was sent. */
  readonly body: string;
}

/** Keeps events that are given up. `keep` returns only when the event is stored; it throws if it cannot store it. */
export interface DeadLetters {
  keep(event: KeptEvent): Promise<void>;
}

/** Dead letters that can be read and removed again: those of an inbox that is stored. */
export interface KeptEventStore extends DeadLetters {
  /** The oldest first. */
  list(limit: number): Promise<readonly StoredKeptEvent[]>;
  /** Removes one that was replayed or is not wanted any more. */
  remove(key: string): Promise<void>;
}

export interface StoredKeptEvent extends KeptEvent {
  /** What `remove` takes. */
  readonly key: string;
}

/** In memory: the latest `size` events. For tests and for one process without a place to write to. */
export function memoryDeadLetters(size = 1_000): DeadLetters & { readonly kept: readonly KeptEvent[] } {
  const kept: KeptEvent[] = [];
  return {
    kept,
    async keep(event) {
      kept.push(event);
      if (kept.length > size) kept.shift();
    },
  };
}
