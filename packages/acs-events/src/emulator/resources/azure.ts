import type { Store } from "../store.ts";
import type { SubscriptionValidator } from "../subscription-validator.ts";
import { communicationServicesTopicType, type TopicType } from "./topic-type.ts";
import { createWritesUnderWay, type WritesUnderWay } from "./writes-under-way.ts";

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

/** Difficulties of Azure that the local Azure imitates on request. */
export interface Behaviour {
  /**
   * How many milliseconds pass until a role assignment is known. Where it is given, a subscription whose identity has
   * no known role on what it writes to is refused; else it is taken, and a notice says so.
   */
  readonly roleDelay?: number | undefined;
  /** Whether a second write or deletion on one topic is refused with 409 while the first is under way. */
  readonly conflicts?: boolean | undefined;
}

/** Everything that a resource type may look at. */
export interface World {
  readonly store: Store;
  readonly settings: ProviderSettings;
  readonly validator: SubscriptionValidator | undefined;
  readonly behaviour: Behaviour;
  /** The topic types that system topics can have. */
  readonly topicTypes: readonly TopicType[];
  readonly writes: WritesUnderWay;
  /** Where the events of the custom topic `id` are published. */
  topicEndpoint(id: string, location: string): string;
  now(): Date;
}

export interface WorldOptions {
  readonly store: Store;
  readonly settings?: ProviderSettings | undefined;
  readonly validator?: SubscriptionValidator | undefined;
  readonly behaviour?: Behaviour | undefined;
  /** Topic types beside the one of Communication Services. */
  readonly topicTypes?: readonly TopicType[] | undefined;
  readonly topicEndpoint?: World["topicEndpoint"] | undefined;
  readonly now?: (() => Date) | undefined;
}

/** A local Azure, and how its settings change: those of the Azure subscription that a program without a login uses. */
export interface LocalAzure {
  readonly world: World;
  configure(settings: ProviderSettings): void;
}

/** A local Azure over `store`. */
export function createWorld(options: WorldOptions): LocalAzure {
  let settings = options.settings ?? localSettings;
  const world: World = {
    store: options.store,
    validator: options.validator,
    behaviour: options.behaviour ?? {},
    topicTypes: [communicationServicesTopicType, ...(options.topicTypes ?? [])],
    writes: createWritesUnderWay(),
    topicEndpoint: options.topicEndpoint ?? azureEndpoint,
    now: options.now ?? (() => new Date()),
    get settings() {
      return settings;
    },
  };
  return Object.freeze({
    world,
    configure(changed: ProviderSettings) {
      settings = changed;
    },
  });
}

/** The form of the address in Azure; nothing here contacts it. */
function azureEndpoint(id: string, location: string): string {
  const name = id.slice(id.lastIndexOf("/") + 1).toLowerCase();
  return `https://${name}.${location.toLowerCase().replaceAll(" ", "")}-1.eventgrid.azure.net/api/events`;
}
