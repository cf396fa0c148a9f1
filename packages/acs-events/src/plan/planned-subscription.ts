import type { DeliverySchema } from "../catalog/event.ts";
import type { ArmFilter } from "../filters/azure-json/index.ts";
import type { PlannedDeadLetters } from "./dead-letters.ts";
import type { DeclaredAt } from "./declared-at.ts";
import type { PlannedDestination } from "./endpoint.ts";

/**
 * One event subscription as it will be declared: the shape that `az eventgrid system-topic event-subscription list`
 * prints, plus whose it is and where it is written. Plain JSON; never a secret.
 */
export interface PlannedSubscription {
  /** `<team>-<name>`: its identity in Azure. */
  readonly name: string;
  readonly team: string;
  readonly owner: string;
  /** The stack that deploys it, where its team has one of its own; else it is the one that has the topic. */
  readonly stack?: string;
  readonly filter: ArmFilter;
  readonly destination: PlannedDestination;
  readonly deadLetterDestination: PlannedDeadLetters | null;
  readonly retryPolicy: { readonly maxDeliveryAttempts: number; readonly eventTimeToLiveInMinutes: number };
  readonly eventDeliverySchema: DeliverySchema;
  readonly labels: readonly string[];
  readonly expirationTimeUtc: string | null;
  /** Its endpoint is declared and has no address yet: planned, checked and reviewed like others, and not deployed. */
  readonly pending?: true;
  readonly declaredAt?: DeclaredAt;
}

/** Why a pending subscription is not deployed to the stack `stack`, for a reader. */
export function pendingReason({ destination }: Pick<PlannedSubscription, "destination">, stack: string): string {
  return `the endpoint "${destination.endpoint}" has no url in the stack "${stack}" yet`;
}
