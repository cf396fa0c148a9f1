import type { Store } from "../store.ts";
import type { SubscriptionValidator } from "../subscription-validator.ts";

/** What the provider was configured with, as far as it matters here. */
export interface ProviderSettings {
  readonly subscriptionId: string;
  readonly tenantId: string;
  /** `azure-native:location` */
  readonly location?: string;
}

/** Who a program without a login is in the local Azure. */
export const localSettings: ProviderSettings = Object.freeze({
  subscriptionId: "00000000-0000-0000-0000-000000000000",
  tenantId: "00000000-0000-0000-0000-00000000000a",
});

/** Everything that a resource type may look at. */
export interface World {
  readonly store: Store;
  readonly settings: ProviderSettings;
  readonly validator: SubscriptionValidator | undefined;
  now(): Date;
}
