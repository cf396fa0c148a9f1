import type { EventSubscriptionResource } from "./event-subscription-resource.ts";

export type ValidationOutcome =
  | { readonly ok: true }
  /** `reason`: what the endpoint answered, as the end of a sentence: "Http POST request failed with response code 500". */
  | { readonly ok: false; readonly reason: string };

/**
 * Asks the endpoint of a subscription whether it wants the events (the validation handshake). The control plane calls it
 * whenever a subscription with a webhook is created or changed, before the change is kept.
 */
export interface SubscriptionValidator {
  /** Never rejects for what the endpoint does: an endpoint that cannot be reached is an outcome. */
  validate(subscription: EventSubscriptionResource): Promise<ValidationOutcome>;
}
