import type { EventGridEvent } from "../catalog/event.ts";
import type { DeliveryOutcome as Outcome } from "../emulator/delivery/delivery-record.ts";
import type { StandIn } from "./derived-stack.ts";
import type { RehearsedEvent } from "./events.ts";
import type { WebhookRoutes } from "./webhook-routes.ts";

/** What happened to one event on its way to one subscription. */
export interface RehearsedDelivery {
  readonly subscription: string;
  readonly outcome: Outcome;
  /** Why it did not arrive, for a reader. */
  readonly detail?: string;
}

/** Why a subscription did not get an event of a type that it lists. */
export interface Miss {
  readonly subscription: string;
  readonly reason: string;
}

export interface EmittedEvent {
  readonly event: EventGridEvent;
  readonly from: RehearsedEvent["from"];
  readonly deliveries: readonly RehearsedDelivery[];
  /** The subscriptions that list its type and did not get it, with what filtered it out. */
  readonly misses: readonly Miss[];
  /** For a name that cannot be subscribed to any more: what to subscribe to instead. */
  readonly replacedBy?: string;
}

/** What one subscription received of all events of a rehearsal. */
export interface SubscriptionOutcome {
  readonly subscription: string;
  /** Events that arrived. */
  readonly received: number;
  /** Events of a type that it lists, which another condition filtered out. */
  readonly keptOut: number;
  /** Events that matched and did not arrive. */
  readonly notArrived: number;
  /** `pulumi up` omits it for now; a stand-in may have taken its place here. */
  readonly pending: boolean;
  /** Why it received nothing, where nothing was for it. */
  readonly why?: string;
}

/** Everything that a rehearsal has to tell, as data. */
export interface RehearsalResult {
  readonly stack: string;
  readonly standIns: readonly StandIn[];
  /** Webhooks whose path no handler here has: a stand-in accepted their events. */
  readonly unhandled: WebhookRoutes["standIns"];
  readonly resources: number;
  /** What the local Azure has to say that no real one would. */
  readonly notices: readonly string[];
  readonly events: readonly EmittedEvent[];
  /** One for each subscription, deployed or pending. */
  readonly subscriptions: readonly SubscriptionOutcome[];
  /** What the local handlers did, a line each. */
  readonly effects: readonly string[];
  /** Problems of the event file, where one was given. */
  readonly problems: readonly string[];
}
