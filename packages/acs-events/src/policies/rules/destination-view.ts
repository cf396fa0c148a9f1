import type { Knowable } from "./knowable.ts";

/** Where a subscription delivers. A closed union: a webhook has an address of its own, everything else a resource. */
export type DestinationView = WebhookView | ResourceDestinationView | UnreadDestinationView;

interface DestinationBasics {
  /** The endpoint's name in the stack's configuration; undefined outside a plan. */
  readonly endpointName: string | undefined;
  /** In a reader's words, and never with a secret. */
  readonly described: string;
}

export interface WebhookView extends DestinationBasics {
  readonly kind: "webhook";
  /** Without query, user or password, where keys hide. */
  readonly url: Knowable<string>;
  readonly minimumTlsVersion: Knowable<string | undefined>;
  /** Event Grid brings a token of Entra ID along. */
  readonly entra: Knowable<boolean>;
  readonly urlSecret: Knowable<SecretState>;
  readonly headerSecret: Knowable<SecretState>;
}

/** Whether there is a secret, and whether it is one to Pulumi, which then keeps it encrypted. */
export type SecretState = "none" | "encrypted" | "plain";

export interface ResourceDestinationView extends DestinationBasics {
  readonly kind: "resource";
  /** Azure's `endpointType`: `StorageQueue`, `AzureFunction`, … */
  readonly endpointType: string;
  readonly resourceId: Knowable<string | undefined>;
  readonly queueName: Knowable<string | undefined>;
  readonly withIdentity: Knowable<boolean>;
}

/** Something is there, but not what kind of thing. */
export interface UnreadDestinationView extends DestinationBasics {
  readonly kind: "unread";
  readonly endpointType: Knowable<string | undefined>;
}

/** The destinations that Event Grid can write to as a managed identity (Azure documentation, add-identity-roles). */
export const destinationsWithIdentity = ["StorageQueue", "ServiceBusQueue", "ServiceBusTopic", "EventHub"] as const;

export function canDeliverWithIdentity({ endpointType }: ResourceDestinationView): boolean {
  return (destinationsWithIdentity as readonly string[]).includes(endpointType);
}
