import type { Event } from "../../catalog/event.ts";
import type { LastDeliveryOutcome } from "./outcome.ts";

/** One attempt to deliver one event to one subscription. Times are ISO 8601. */
export interface AttemptRecord {
  /** From 0, as `aeg-delivery-count`. */
  readonly count: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly outcome: "Delivered" | "NotContacted" | LastDeliveryOutcome;
  /** What the handler answered, where it is HTTP and answered. */
  readonly status?: number;
  /** What happened, for a reader: `the handler answered 503`. */
  readonly detail: string;
  /** What the handler wrote in its answer, cut short; omitted where it wrote nothing. */
  readonly answer?: string;
  /** Where it went; never with the query of a webhook. */
  readonly endpoint: string;
  /** How many events went together. */
  readonly batchSize: number;
}

/**
 * - `pending`: the first attempt is under way.
 * - `delivered`: acknowledged.
 * - `retrying`: an attempt failed, and another one is due at `nextAttemptAt`.
 * - `dead-lettering`, `dead-lettered`: given up; kept, or about to be.
 * - `dropped`: given up, and gone; `reason` says why.
 * - `not-contacted`: nothing here stands for the destination, so what it would do is not known; `reason` says what to do.
 */
export type DeliveryOutcome =
  | "pending"
  | "delivered"
  | "retrying"
  | "dead-lettering"
  | "dead-lettered"
  | "dropped"
  | "not-contacted";

/** What became of one event at one subscription that it matched. */
export interface DeliveryRecord {
  readonly event: Event;
  readonly subscription: string;
  readonly subscriptionId: string;
  readonly outcome: DeliveryOutcome;
  readonly attempts: readonly AttemptRecord[];
  readonly nextAttemptAt?: string;
  /** Why it is dropped, dead-lettered or not contacted. */
  readonly reason?: string;
  /** The file of the dead letter. */
  readonly deadLetter?: string;
}

/** What became of one event that was published. */
export type PublishResult =
  | {
      readonly kind: "published";
      readonly event: Event;
      readonly publishedAt: string;
      /** The system topics that carry the events of its source. None: Event Grid never sees the event. */
      readonly topics: readonly string[];
      /** The names of the subscriptions that it is delivered to. None: nobody subscribed to it. */
      readonly matched: readonly string[];
      /** The place of the event of which this is a dead letter that was delivered again. */
      readonly again?: number;
      /** Those whose filter matches it and that do not receive it all the same. */
      readonly passedOver: readonly { readonly subscription: string; readonly reason: string }[];
    }
  | { readonly kind: "refused"; readonly event: unknown; readonly status: 400 | 413; readonly reason: string };
