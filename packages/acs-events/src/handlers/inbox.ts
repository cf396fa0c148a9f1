import type { DeadLetters } from "./dead-letters.ts";
import type { OutboxMessage } from "./outbox.ts";

/**
 * Remembers which handler has handled which event, because Event Grid delivers at least once. A record is written
 * before a handler runs (a lease) and after it (done). A lease expires, so that another process finishes what a crash
 * interrupted. Every method may be called by several processes at once.
 */
export interface Inbox {
  /** Whether the records survive the end of this process. */
  readonly durable: boolean;
  /** Asks for the right to run handlers. The answers are in the order of the keys. */
  claim(keys: readonly InboxKey[], leaseMilliseconds: number): Promise<readonly Claim[]>;
  /**
   * Records that handlers have succeeded, together with the outbox messages they wrote: both or neither. False where
   * the lease was lost to another process; then nothing of that completion is recorded.
   */
  complete(completions: readonly Completion[]): Promise<readonly boolean[]>;
  /**
   * Gives leases back after a failure: the next claim succeeds at once and has the next attempt number. `deferred`
   * lists the event again after `retryAfterMilliseconds`.
   */
  release(leases: readonly Lease[], retryAfterMilliseconds: number): Promise<void>;
  /** Gives a lease more time; false if it was lost. */
  extend(lease: Lease, leaseMilliseconds: number): Promise<boolean>;
  /**
   * Stores the event itself with the lease. From then on this inbox, and not the sender, makes sure that the event is
   * handled: `deferred` finds it once its lease has expired or was released. False if the lease was lost.
   */
  defer(lease: Lease, event: DeferredEvent): Promise<boolean>;
  /** Events that were deferred and that nobody works on now. */
  deferred(limit: number): Promise<readonly DeferredEvent[]>;
  /** Records that an effect begins, once for each name and lease key. */
  beginEffect(lease: Lease, name: string): Promise<EffectState>;
  /** Records the result of an effect as JSON text; undefined removes the record, since the effect did not happen. */
  endEffect(lease: Lease, name: string, result: string | undefined): Promise<void>;
  readonly outbox: OutboxStore;
  /** Where a receiver keeps the events that it gives up, unless it has another place for them. */
  readonly deadLetters: DeadLetters;
  /**
   * Removes records of events that were handled, or begun and never delivered again, before `time` (milliseconds since
   * 1970). Returns how many.
   */
  forget(time: number): Promise<number>;
  close(): Promise<void>;
}

/** Which handler and which event. Stores compare `source` without case, since Azure writes it in different cases. */
export interface InboxKey {
  readonly handler: string;
  readonly source: string;
  readonly id: string;
}

export type Claim =
  | { readonly kind: "claimed"; readonly lease: Lease }
  | { readonly kind: "done" }
  /** Another process works on it, at most until `until` unless it extends its lease. */
  | { readonly kind: "held"; readonly until: number };

/** The right to run one handler for one event, until it expires. */
export interface Lease {
  readonly key: InboxKey;
  /** 1 for the first run. */
  readonly attempt: number;
  /** The store recognises its lease by this; it means nothing to others. */
  readonly token: string;
}

export interface Completion {
  readonly lease: Lease;
  readonly messages: readonly OutboxMessage[];
}

export interface DeferredEvent {
  readonly key: InboxKey;
  /** The event's original text. */
  readonly body: string;
  readonly subscription: string | undefined;
}

export type EffectState =
  /** Recorded now: run it. */
  | { readonly kind: "begun" }
  /** It happened; `result` is what was recorded. */
  | { readonly kind: "done"; readonly result: string }
  /** It was begun earlier and its end was never recorded: nobody knows whether it happened. */
  | { readonly kind: "uncertain" }
  /** Another process has taken over this event. */
  | { readonly kind: "lost" };

/** The messages of the outbox, for the relay that sends them. */
export interface OutboxStore {
  /** Takes up to `limit` messages for `leaseMilliseconds`: nobody else gets them meanwhile. Oldest first. */
  take(limit: number, leaseMilliseconds: number): Promise<readonly TakenMessage[]>;
  /** Removes a message that was sent. */
  sent(message: TakenMessage): Promise<void>;
}

export interface TakenMessage extends OutboxMessage {
  /** The same each time this message is taken: give it to the receiving system, so that it can drop a repetition. */
  readonly id: string;
  readonly token: string;
  /** 1 when it is taken for the first time. */
  readonly attempt: number;
}
