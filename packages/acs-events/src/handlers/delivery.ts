/** How the elements of one request or message came here. */
export interface Delivery {
  /** The event subscription's name as it was sent; undefined where the way of delivery does not say. */
  readonly subscription: string | undefined;
  /** How often it was delivered before; undefined where nobody says. */
  readonly deliveryCount: number | undefined;
}

/** What became of one element for one handler. */
export type Outcome =
  | { readonly kind: "handled" }
  /** It was handled earlier. */
  | { readonly kind: "duplicate" }
  /** No handler here takes events of this type. */
  | { readonly kind: "unhandled" }
  /** It was not handled and never will be: it is kept as a dead letter. */
  | { readonly kind: "kept"; readonly reason: string }
  /** The handler still runs; the inbox has the event and makes sure that it is handled. */
  | { readonly kind: "deferred" }
  /** It was not handled, and a later delivery may succeed. `busy`: it was not tried, or is not finished yet. */
  | { readonly kind: "retry"; readonly reason: string; readonly busy: boolean; readonly afterMilliseconds?: number };
