import type { Unknown } from "./unknown.ts";

/** Where a subscription delivers. A closed union: a webhook has an address of its own, everything else a resource. */
export type DestinationSubject = WebhookSubject | ResourceDestinationSubject | UnreadDestinationSubject;

interface DestinationBasics {
  /** The endpoint's name in the stack's configuration; undefined outside a plan. */
  readonly endpointName: string | undefined;
  /** In a reader's words, and never with a secret. */
  readonly described: string;
}

export interface WebhookSubject extends DestinationBasics {
  readonly kind: "webhook";
  /** Without query, user or password, where keys hide. */
  readonly url: string | Unknown;
  readonly minimumTlsVersion: string | undefined | Unknown;
  /** Event Grid brings a token of Entra ID along. */
  readonly entra: boolean | Unknown;
  readonly urlSecret: SecretState | Unknown;
  readonly headerSecret: SecretState | Unknown;
}

/** Whether there is a secret, and whether it is one to Pulumi, which then keeps it encrypted. */
export type SecretState = "none" | "encrypted" | "plain";

export interface ResourceDestinationSubject extends DestinationBasics {
  readonly kind: "resource";
  /** Azure's `endpointType`: `StorageQueue`, `AzureFunction`, … */
  readonly endpointType: string;
  readonly resourceId: string | undefined | Unknown;
  readonly queueName: string | undefined | Unknown;
  readonly withIdentity: boolean | Unknown;
}

/** Something is there, but not what kind of thing. */
export interface UnreadDestinationSubject extends DestinationBasics {
  readonly kind: "unread";
  readonly endpointType: string | undefined | Unknown;
}

/** The destinations that Event Grid can write to as a managed identity (Azure documentation, add-identity-roles). */
export const destinationsWithIdentity = ["StorageQueue", "ServiceBusQueue", "ServiceBusTopic", "EventHub"] as const;

export function canDeliverWithIdentity({ endpointType }: ResourceDestinationSubject): boolean {
  return (destinationsWithIdentity as readonly string[]).includes(endpointType);
}
